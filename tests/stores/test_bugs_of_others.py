"""Faults found in other people's loyalty and credit systems, each as a test that this one does not have it.

The places are named in the design of the ledger.
"""

from threading import Barrier, Thread

import pytest

from loyalty.database.failures import TransientDatabaseError
from loyalty.kernel.identity import MemberId
from loyalty.ledger.due import catch_up, holdings
from loyalty.ledger.entry import Account, Cause, LotTerms
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.ledger.refusals import AlreadyReversed, InsufficientPoints, StaleAccount
from loyalty.unit_of_work import Units
from tests.stores.making import (
    PROGRAMME,
    SHOP,
    UNIT,
    account,
    audited,
    book,
    burn,
    cause,
    day,
    earn,
    recording,
)

MEMBER = MemberId(1)


def test_lapsed_points_do_not_take_spent_ones_with_them(units: Units) -> None:
    """100 earned and spent, then lapsed by date, 40 earned later: 40 are there, not -60 (FloCafe 78)."""
    earn(units, MEMBER, "a", 100, 0, ends=10)
    burn(units, MEMBER, "b", 100, 5)
    earn(units, MEMBER, "c", 40, 6)

    assert 40 == holdings(account(units, MEMBER), day(11)).available


def test_twenty_at_once_spend_no_more_than_there_is(units: Units) -> None:
    """Twenty spend 100 of 300 points in the same moment: three succeed (fuint 71, medusa 16347)."""
    earn(units, MEMBER, "a", 300, 0)
    start, won = Barrier(20, timeout=60), []

    def spend(number: int) -> None:
        start.wait()
        while True:
            try:
                burn(units, MEMBER, f"b{number}", 100, 1)
            except (StaleAccount, TransientDatabaseError):
                continue
            except InsufficientPoints:
                return
            won.append(number)
            return

    threads = [Thread(target=spend, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 3 == len(won)
    assert 0 == account(units, MEMBER).available
    assert [] == audited(units, MEMBER)


def test_the_lock_is_one_row_that_stays(units: Units) -> None:
    """Two who read the same latest entry exclude each other by the balance row (laravel-credits 20)."""
    earn(units, MEMBER, "a", 100, 0)
    one, two = account(units, MEMBER), account(units, MEMBER)
    book(units, plan_burn(one, cause("b", 1), 80, recording(1)))

    with pytest.raises(StaleAccount):
        book(units, plan_burn(two, cause("c", 1), 80, recording(1)))


def test_every_lot_lapses_however_it_was_made(units: Units) -> None:
    """Awards of different sources and goodwill all lapse by their end alone (liberusoftware 1056)."""
    for number, source in enumerate(("shop", "partner", "goodwill", "Earn ")):
        why = Cause(source, f"a{number}", day(0), reason=source)
        terms = LotTerms(10, None, day(20))
        book(units, plan_earn(account(units, MEMBER), why, terms, recording(0)))

    book(units, catch_up(account(units, MEMBER), recording(20)))

    assert 0 == account(units, MEMBER).available
    with units.read() as unit:
        assert 40 == unit.ledger.moved(PROGRAMME, UNIT)[(Account.AVAILABLE, Account.LAPSED)]


def test_a_return_neither_loses_nor_makes_points(units: Units) -> None:
    """Part returns of an order give and take what it moved, once (Odoo 206048, nopCommerce 5595)."""
    earn(units, MEMBER, "a", 100, 0)
    burn(units, MEMBER, "o", 100, 1)
    earn(units, MEMBER, "o", 30, 1)
    for number, (back, taken) in enumerate([(40, 10), (40, 10), (20, 10)]):
        _return(units, f"o/{number}", back, taken)

    assert 100 == account(units, MEMBER).available
    with pytest.raises(AlreadyReversed):
        _return(units, "o/again", 1, 0)
    assert [] == audited(units, MEMBER)


def test_points_are_not_returned_twice_by_two_at_once(units: Units) -> None:
    """Two returns planned on one reading: the second is told to decide again (mollie 928)."""
    earn(units, MEMBER, "a", 100, 0)
    burn(units, MEMBER, "o", 100, 1)
    with units.read() as unit:
        order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="o")
    assert order.spending is not None
    book(units, plan_restore(order.state, cause("o/1", 2), order.spending, 100, recording(2)))

    with pytest.raises(StaleAccount):
        book(units, plan_restore(order.state, cause("o/2", 2), order.spending, 100, recording(2)))


def _return(units: Units, ref: str, back: int, taken: int) -> None:
    with units.read() as unit:
        order = unit.ledger.order_account(MEMBER, UNIT, PROGRAMME, source=SHOP, external_ref="o")
    assert order.spending is not None
    assert order.earning is not None
    booked = plan_restore(order.state, cause(ref, 2), order.spending, back, recording(2))
    if taken:
        booked = booked.then(plan_clawback(booked.state, cause(ref, 2), order.earning, taken, recording(2)))
    book(units, booked)
