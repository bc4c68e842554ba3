"""Negative controls: what protects the books is taken away, and it is seen."""

from dataclasses import replace

import pytest
from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from loyalty.database import ledger_statements as sql
from loyalty.database.ledger_tables import balance
from loyalty.ledger.account import Booked
from loyalty.ledger.entry import LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.ledger.refusals import StaleAccount
from loyalty.unit_of_work import Units
from loyalty.webhooks.announcement import AnnouncedAsked
from tests.faults.load import Recording, control
from tests.stores.making import PROGRAMME, account, audited, book, cause, earn, opened, recording

pytestmark = pytest.mark.faults

PAIRS = 10

_UNGUARDED = (
    update(balance)
    .where(balance.c.member_id == bindparam("row_member"), balance.c.unit == bindparam("row_unit"))
    .values({column.name: bindparam(column.name) for column in balance.c if not column.primary_key})
)


def _spent_twice(url: str) -> None:
    """Plan two spendings of 80 of 100 points on what was read once, and book both."""
    with opened(url) as units:
        earn(units, 1, "earned", 100, 0)
        there = account(units, 1)
        plans = [plan_burn(there, cause(ref, 1), 80, recording(1)) for ref in ("one", "other")]
        book(units, plans[0])
        try:
            book(units, plans[1])
        finally:
            assert audited(units, 1) == []


def test_who_was_late_is_told_to_read_again(database_url: str, record_property: Recording) -> None:
    """The balance is written on the condition that nobody booked since it was read."""
    with pytest.raises(StaleAccount):
        _spent_twice(database_url)
    record_property("spent twice", 0)


def test_without_the_condition_the_chain_still_refuses(
    database_url: str, monkeypatch: pytest.MonkeyPatch, record_property: Recording
) -> None:
    """The number of an entry is there once; the late one fails, and nobody tells it to try again."""
    monkeypatch.setattr(sql, "MOVE_BALANCE", _UNGUARDED)
    with pytest.raises(IntegrityError):
        _spent_twice(database_url)
    control(record_property, stopped_by_the_chain_alone=1)


def test_without_both_the_auditor_finds_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch, record_property: Recording
) -> None:
    """An entry with the next number, over a balance that nobody looked at, is found afterwards."""
    monkeypatch.setattr(sql, "MOVE_BALANCE", _UNGUARDED)
    with opened(database_url) as units:
        earn(units, 1, "earned", 100, 0)
        late = plan_burn(account(units, 1), cause("late", 1), 80, recording(1))
        book(units, plan_burn(account(units, 1), cause("one", 1), 80, recording(1)))
        numbered = replace(late.entries[0], seq=late.entries[0].seq + 1)
        state = replace(late.state, seq=late.state.seq + 1)
        book(units, Booked(replace(late.before, seq=late.before.seq + 1), state, (numbered,)))

        found = audited(units, 1)
        control(record_property, broken_laws=len(found))

        assert [] != found


def test_an_outbox_that_is_read_by_last_id_loses_what_commits_late(
    postgresql_database: str, record_property: Recording
) -> None:
    """Of each pair one takes its id first and commits last; exact rows find both, a last id only one."""
    by_rows, by_last_id, last = set[str](), set[str](), ""
    with opened(postgresql_database) as units, opened(postgresql_database) as other:
        for pair in range(PAIRS):
            slow, quick = 2 * pair + 1, 2 * pair + 2
            planned = plan_earn(
                account(units, slow), cause("slow", slow), LotTerms(10, None, None), recording(slow)
            )
            with units.write() as late:
                late.ledger.book(planned)
                earn(other, quick, "quick", 10, quick)
                for found in range(2):
                    if found:
                        late.commit()
                    by_rows |= _taken(other)
                    seen = {event for event in _announced(other) if event > last}
                    by_last_id, last = by_last_id | seen, max(seen, default=last)
        announced = _announced(other)
    control(record_property, announced=len(announced), lost_by_last_id=len(announced - by_last_id))

    assert (2 * PAIRS, announced) == (len(announced), by_rows)
    assert PAIRS == len(announced - by_last_id)


def _taken(units: Units) -> set[str]:
    """Take what waits, as the product does: these rows and no others are marked."""
    with units.write() as unit:
        rows = unit.outbox.unspread(100)
        unit.outbox.spread(rows)
        unit.commit()
    return {each.event_id for each in rows}


def _announced(units: Units) -> set[str]:
    """Give the ids of everything that is announced by now."""
    with units.read() as unit:
        return {each.event_id for each in unit.outbox.list(AnnouncedAsked(PROGRAMME), 100)}
