"""Points given from one member to another on both databases: nothing is made, lost, or given half."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from loyalty.database.failures import TransientDatabaseError
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.ledger.account import Booked
from loyalty.ledger.entry import Account
from loyalty.ledger.moving.transfer import plan_transfer
from loyalty.ledger.refusals import AlreadyBooked, InsufficientPoints
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, UNIT, account, audited, cause, day, earn, opened, recording


def _give(units: Units, giver: int, receiver: int, ref: str, amount: int) -> None:
    """Give points; decides again where somebody was first or the database asks."""
    while True:
        states = account(units, giver), account(units, receiver)
        planned = plan_transfer(states, cause(ref, 5), amount, recording(5))
        try:
            _book(units, planned)
        except (DecideAgain, TransientDatabaseError):
            continue
        return


def _book(units: Units, planned: tuple[Booked, Booked]) -> None:
    """Book both sides in one transaction, by member."""
    with units.write() as unit:
        for booked in sorted(planned, key=lambda each: each.state.member_id):
            unit.ledger.book(booked)
        unit.commit()


def test_lots_keep_their_end_and_books_hold(database_url: str) -> None:
    """Of two lots the one that ends first goes first, whole, with its end; all books come to nothing."""
    with opened(database_url) as units:
        earn(units, 1, "late", 10, 0, ends=90)
        earn(units, 1, "soon", 4, 0, ends=30)

        _give(units, 1, 2, "g", 6)

        lots = [(lot.remaining, lot.expires_at) for lot in account(units, 2).lots]
        assert [(4, day(30)), (2, day(90))] == lots
        assert [(8, day(90))] == [(lot.remaining, lot.expires_at) for lot in account(units, 1).lots]
        assert [] == audited(units, 1) + audited(units, 2)
        with units.read() as unit:
            moved = unit.ledger.moved(PROGRAMME, UNIT)
            assert 6 == unit.ledger.given_between(MemberId(1), UNIT, Period(day(5), day(6)))
            assert 0 == unit.ledger.given_between(MemberId(1), UNIT, Period(day(6), day(7)))
        out = moved[Account.AVAILABLE, Account.TRANSFER]
        assert out == moved[Account.TRANSFER, Account.AVAILABLE] == 6


def test_a_refused_side_leaves_the_other_alone(database_url: str) -> None:
    """Where the second side cannot be booked the first is not either; a repeated reference is refused."""
    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)
        planned = plan_transfer((account(units, 1), account(units, 2)), cause("g", 5), 6, recording(5))
        earn(units, 2, "b", 1, 1)
        with pytest.raises(DecideAgain):
            _book(units, planned)
        assert (10, 1) == (account(units, 1).available, account(units, 2).available)

        _give(units, 1, 2, "g", 2)
        with pytest.raises(AlreadyBooked):
            _give(units, 1, 2, "g", 2)
        with pytest.raises(InsufficientPoints):
            _give(units, 1, 2, "h", 9)
        assert (8, 3) == (account(units, 1).available, account(units, 2).available)


def test_what_the_receiver_owes_is_repaid_first(database_url: str) -> None:
    """Points that are given repay; what was owed is gone from the receiver, not from the sum."""
    with opened(database_url) as units:
        earn(units, 1, "a", 10, 0)
        state = replace(account(units, 2), owed=4)
        giver, receiver = plan_transfer((account(units, 1), state), cause("g", 5), 6, recording(5))

        assert (4, 2, 0) == (giver.state.available, receiver.state.available, receiver.state.owed)


def test_many_gifts_both_ways_make_nothing(database_url: str) -> None:
    """Twenty gifts to and fro at the same time end, and leave as many points as there were."""
    with opened(database_url) as units, ThreadPoolExecutor(4) as pool:
        earn(units, 1, "a", 50, 0)
        earn(units, 2, "b", 50, 0)

        ways = [(1, 2) if number % 2 else (2, 1) for number in range(20)]
        list(pool.map(lambda n: _give(units, *ways[n], f"g{n}", n % 3 + 1), range(20)))

        assert 100 == account(units, 1).available + account(units, 2).available
        assert [] == audited(units, 1) + audited(units, 2)
