"""Later ends of lots on both databases: kept append-only, read back as planned, found where tampered with."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.ledger.entry import LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.ledger.terms import Terms
from loyalty.unit_of_work import Units
from tests.stores.making import account, audited, book, cause, day, opened, recording


def _slide(units: Units) -> None:
    """Earn with an end, then spend, which moves the end."""
    state = account(units, 1)
    book(units, plan_earn(state, cause("a", 0), LotTerms(10, None, day(9)), recording(0)))
    sliding = replace(recording(5), terms=Terms(extend_to=day(30)))
    book(units, plan_burn(account(units, 1), cause("b", 5), 4, sliding))


def test_a_later_end_is_read_back(database_url: str) -> None:
    """A lot has the end its last extension gave it, and the book holds."""
    with opened(database_url) as units:
        _slide(units)

        [lot] = account(units, 1).lots
        assert (6, day(30)) == (lot.remaining, lot.expires_at)
        assert [] == audited(units, 1)


def test_a_later_end_is_never_changed(database_url: str) -> None:
    """The database refuses to change or remove the row of an extension."""
    with opened(database_url) as units:
        _slide(units)
    engine = open_engine(database_url)
    for statement in ("UPDATE lot_end SET expires_at = 0", "DELETE FROM lot_end"):
        with engine.begin() as connection, pytest.raises(DBAPIError):
            connection.execute(text(statement))
    engine.dispose()


def test_an_end_moved_behind_the_book_is_found(database_url: str) -> None:
    """An end that no entry gave is a fault of its lot."""
    with opened(database_url) as units:
        _slide(units)
        engine = open_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE lot SET extended_to = extended_to + 1"))
        engine.dispose()

        assert ["lots"] == [fault.law for fault in audited(units, 1)]
