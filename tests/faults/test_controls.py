"""Negative controls: what protects the books is taken away, and it is seen."""

from dataclasses import replace

import pytest
from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from loyalty.database import ledger_statements as sql
from loyalty.database.ledger_tables import balance
from loyalty.ledger.account import Booked
from loyalty.ledger.plans import plan_burn
from loyalty.ledger.refusals import StaleAccount
from tests.stores.making import account, audited, book, cause, earn, opened, recording

pytestmark = pytest.mark.faults

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


def test_who_was_late_is_told_to_read_again(database_url: str) -> None:
    """The balance is written on the condition that nobody booked since it was read."""
    with pytest.raises(StaleAccount):
        _spent_twice(database_url)


def test_without_the_condition_the_chain_still_refuses(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of an entry is there once; the late one fails, and nobody tells it to try again."""
    monkeypatch.setattr(sql, "MOVE_BALANCE", _UNGUARDED)
    with pytest.raises(IntegrityError):
        _spent_twice(database_url)


def test_without_both_the_auditor_finds_it(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry with the next number, over a balance that nobody looked at, is found afterwards."""
    monkeypatch.setattr(sql, "MOVE_BALANCE", _UNGUARDED)
    with opened(database_url) as units:
        earn(units, 1, "earned", 100, 0)
        late = plan_burn(account(units, 1), cause("late", 1), 80, recording(1))
        book(units, plan_burn(account(units, 1), cause("one", 1), 80, recording(1)))
        numbered = replace(late.entries[0], seq=late.entries[0].seq + 1)
        state = replace(late.state, seq=late.state.seq + 1)
        book(units, Booked(replace(late.before, seq=late.before.seq + 1), state, (numbered,)))

        assert audited(units, 1) != []
