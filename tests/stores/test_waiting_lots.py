"""Lots that wait until their member was told of their end, on both databases: said under the hash."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from loyalty.database.engine import open_engine
from loyalty.database.upgrade import downgrade, upgrade
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Booked
from loyalty.ledger.chain import entry_hash
from loyalty.ledger.entry import Kind, LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn, plan_put_off, plan_tell
from loyalty.ledger.terms import Terms
from loyalty.unit_of_work import Units
from loyalty.webhooks.announcing import announcements_of
from tests.stores.making import (
    PROGRAMME,
    UNIT,
    account,
    audited,
    book,
    burn,
    cause,
    day,
    opened,
    recording,
)

MEMBER = MemberId(1)
END = day(40)
TELLING = Terms(told=True)


@pytest.fixture
def units(database_url: str) -> Iterator[Units]:
    """Give a database on which a member has points that wait for a notice."""
    with opened(database_url) as units:
        state = account(units, 1)
        terms = LotTerms(10, None, END)
        book(units, plan_earn(state, cause("a", 0), terms, replace(recording(0), terms=TELLING, tells=True)))
        yield units


def spoil(url: str, statement: str) -> None:
    """Change something behind our back."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def told(units: Units) -> Booked:
    """Keep on day 5 that the member was told."""
    with units.read() as unit:
        state = unit.ledger.account(MEMBER, UNIT, PROGRAMME, lots=unit.ledger.awaiting(MEMBER, UNIT))
    return book(units, plan_tell(state, END, recording(5)))


@pytest.mark.parametrize("waits", [True, False])
def test_whether_points_wait_is_changed_by_nobody(units: Units, database_url: str, *, waits: bool) -> None:
    """Who lets points lapse untold, or keeps points of which the member was told, is found."""
    if not waits:
        told(units)
    assert [] == audited(units, 1)

    spoil(database_url, "UPDATE lot SET awaits = NOT awaits")

    assert [("lots", f"awaits is {not waits}, the entries give {waits}")] == [
        (fault.law, fault.differs) for fault in audited(units, 1)
    ]


def test_what_was_told_is_in_the_chain_and_can_be_left_out_by_nobody(units: Units, database_url: str) -> None:
    """The delivery of a notice is an entry of its own, and the end it names the one that lapses."""
    booked = told(units)
    assert [Kind.TELL] == [entry.kind for entry in booked.entries]
    assert [10] == [each.data["points"] for each in announcements_of(booked)]

    spoil(database_url, "DROP TRIGGER lot_end_no_update" + on(database_url))
    spoil(database_url, "UPDATE lot_end SET until_told = NULL")

    assert "chain" in {fault.law for fault in audited(units, 1)}


def test_points_spent_meanwhile_are_told_of_too(units: Units) -> None:
    """A lot that is empty when its notice is delivered lapses with what comes back to it."""
    burn(units, 1, "b", 10, 3)

    told(units)

    with units.read() as unit:
        assert set() == unit.ledger.awaiting(MEMBER, UNIT)


def test_an_end_that_is_put_off_says_that_it_waits(units: Units, database_url: str) -> None:
    """The later end waits as the first did."""
    later = replace(recording(41), terms=TELLING, tells=True)
    book(units, plan_put_off(account(units, 1), END, day(90), later))
    assert [] == audited(units, 1)

    spoil(database_url, "UPDATE lot SET awaits = NOT awaits")

    assert ["lots"] == [fault.law for fault in audited(units, 1)]


def test_what_is_said_of_waiting_outlives_a_step_back_and_forth(units: Units, database_url: str) -> None:
    """An earlier release leaves it alone, and the book breaks no law afterwards."""
    told(units)

    downgrade(database_url, "a0055")
    upgrade(database_url)

    assert [] == audited(units, 1)


def test_points_of_before_stay_as_they_were_hashed(database_url: str) -> None:
    """An entry that says nothing of waiting is valid for ever; what it does not say is said by the next."""
    with opened(database_url) as units:
        made = plan_earn(
            account(units, 1), cause("a", 0), LotTerms(10, None, END), replace(recording(0), terms=TELLING)
        )
        book(units, of_before(made))
        downgrade(database_url, "a0055")
        upgrade(database_url)
        assert [] == audited(units, 1)
        assert {lot.lot_id for lot in account(units, 1).lots if lot.awaits}

        told(units)
        book(units, plan_burn(account(units, 1), cause("b", 6), 4, recording(6)))

        assert [] == audited(units, 1)
        spoil(database_url, "UPDATE lot SET awaits = NOT awaits")
        assert ["lots"] == [fault.law for fault in audited(units, 1)]


def of_before(made: Booked) -> Booked:
    """Give a booking as an earlier release made it: its lot waits, and its entry does not say so."""
    [entry], [lot] = made.entries, made.state.lots
    assert entry.lot is not None
    entry = replace(entry, lot=replace(entry.lot, until_told=None))
    entry = replace(entry, hash=entry_hash(entry))
    state = replace(made.state, head_hash=entry.hash, lots=(replace(lot, awaits=True),))
    return Booked(made.before, state, (entry,))


def on(url: str) -> str:
    """Give what names the table of a trigger where the database asks for it."""
    return " ON lot_end" if url.startswith("postgresql") else ""
