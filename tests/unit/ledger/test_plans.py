"""What earning, spending, taking back and giving back do to lots and balances."""

import pytest

from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.entry import Account, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.ledger.refusals import AlreadyReversed, InsufficientPoints
from tests.unit.ledger.making import Book, cause, day, kinds


@pytest.fixture
def book() -> Book:
    """Give an account without entries."""
    return Book()


def test_an_award_is_pending_until_it_vests(book: Book) -> None:
    """Points with a pending period cannot be spent before its end, and can from that instant on."""
    book.earn("a", 100, 0, vests=14, ends=400)
    assert (0, 100, 0, 0) == book.balances()
    with pytest.raises(InsufficientPoints):
        book.burn("b", 1, 13)

    book.burn("b", 1, 14)

    assert (99, 0, 0, 0) == book.balances()
    assert ["earn", "vest", "burn"] == kinds(book.entries)
    assert day(14) == book.entries[1].cause.occurred_at


def test_an_award_without_pending_period_is_spendable_at_once(book: Book) -> None:
    """Where nothing is said of vesting, points can be spent in the same instant."""
    book.earn("a", 100, 0)

    book.burn("b", 100, 0)

    assert (0, 0, 0, 0) == book.balances()


def test_points_that_end_first_are_spent_first(book: Book) -> None:
    """Spending takes the earliest end first, then the oldest lot, and points without end last."""
    book.earn("never", 10, 0)
    book.earn("late", 10, 1, ends=300)
    book.earn("soon", 10, 2, ends=100)
    book.earn("soon-too", 10, 3, ends=100)

    book.burn("b", 25, 4)

    assert {"never": 10, "late": 5, "soon": 0, "soon-too": 0} == book.left()


def test_a_refusal_names_what_was_needed_and_there(book: Book) -> None:
    """Spending more than is available is refused with both numbers, pending points not counted."""
    book.earn("a", 100, 0)
    book.earn("b", 50, 0, vests=10)

    with pytest.raises(InsufficientPoints) as refusal:
        book.burn("c", 101, 1)

    assert {"needed": 101, "available": 100} == refusal.value.facts


def test_a_return_takes_pending_points_first(book: Book) -> None:
    """An award that has not vested is taken back from its own pending lot and nothing else moves."""
    book.earn("old", 100, 0)
    book.earn("a", 100, 0, vests=14)

    book.clawback("a/r", "a", 40, 5)

    assert {"old": 100, "a": 60} == book.left()
    assert (100, 60, 0, 0) == book.balances()


def test_a_return_of_spent_points_takes_others_and_then_is_owed(book: Book) -> None:
    """100 earned and spent: 70 come from another lot, the last 30 are owed."""
    book.earn("a", 100, 0, ends=100)
    book.burn("b", 100, 1)
    book.earn("c", 70, 2)

    booked = book.clawback("a/r", "a", 100, 3)

    assert (0, 0, 0, 30) == book.balances()
    assert [(Account.AVAILABLE, 70), (Account.OWED, 30)] == [
        (posting.source, posting.amount) for posting in booked.entries[-1].postings
    ]


def test_the_next_credit_repays_what_is_owed(book: Book) -> None:
    """Of 50 new points 30 repay what is owed, in the same entry, and 20 can be spent."""
    book.earn("a", 30, 0)
    book.burn("b", 30, 1)
    book.clawback("a/r", "a", 30, 2)

    booked = book.earn("c", 50, 3)

    assert (20, 0, 0, 0) == book.balances()
    assert [Account.AVAILABLE, Account.OWED] == [
        posting.destination for posting in booked.entries[0].postings
    ]


def test_pending_points_repay_when_they_vest(book: Book) -> None:
    """What is owed is not taken from points that may still be returned."""
    book.earn("a", 30, 0)
    book.burn("b", 30, 1)
    book.clawback("a/r", "a", 30, 2)

    book.earn("c", 50, 3, vests=10)
    assert (0, 50, 0, 30) == book.balances()

    book.sweep(10)
    assert (20, 0, 0, 0) == book.balances()


def test_points_that_lapsed_are_not_taken_back_again(book: Book) -> None:
    """100 earned, 60 spent, 40 lapsed: returning all takes 60, not 100, from what came later."""
    book.earn("a", 100, 0, ends=50)
    book.burn("b", 60, 1)
    book.earn("c", 100, 60)

    book.clawback("a/r", "a", 100, 61)

    assert (40, 0, 0, 0) == book.balances()


def test_points_that_lapse_unswept_are_not_taken_back_again(book: Book) -> None:
    """The same holds where the lapse is booked only by the return itself."""
    book.earn("a", 100, 0, ends=50)

    booked = book.clawback("a/r", "a", 100, 61)

    assert (0, 0, 0, 0) == book.balances()
    assert ["lapse", "clawback"] == kinds(booked.entries)


def test_an_award_is_taken_back_once(book: Book) -> None:
    """Parts may be taken back until nothing is left, and the refusal says how much that is."""
    book.earn("a", 100, 0)
    book.clawback("a/r1", "a", 60, 1)

    with pytest.raises(AlreadyReversed) as refusal:
        book.clawback("a/r2", "a", 41, 2)

    assert {"asked": 41, "left": 40} == refusal.value.facts


def test_spent_points_return_to_their_lots_with_their_end(book: Book) -> None:
    """A return of a burn gives the points back to the lots they came from; no new lot is made."""
    book.earn("soon", 10, 0, ends=100)
    book.earn("late", 10, 0, ends=200)
    book.burn("b", 15, 1)

    book.restore("b/r", "b", 15, 2)

    assert {"soon": 10, "late": 10} == book.left()
    assert [day(100), day(200)] == [lot.expires_at for lot in book.state.lots]


def test_points_spent_last_return_first(book: Book) -> None:
    """A part given back goes to the lot with the later end, which was spent last."""
    book.earn("soon", 10, 0, ends=100)
    book.earn("late", 10, 0, ends=200)
    book.burn("b", 15, 1)

    book.restore("b/r", "b", 7, 2)

    assert {"soon": 2, "late": 10} == book.left()


def test_points_that_return_after_their_end_lapse_at_once(book: Book) -> None:
    """They come back and lapse in one booking, dated when they came back, so no day shows them twice."""
    book.earn("a", 10, 0, ends=50)
    book.burn("b", 10, 1)

    booked = book.restore("b/r", "b", 10, 60)

    assert ["restore", "lapse"] == kinds(booked.entries)
    assert day(60) == booked.entries[1].cause.occurred_at
    assert (0, 0, 0, 0) == book.balances()


def test_points_that_return_repay_first(book: Book) -> None:
    """Points given back repay what is owed before they could lapse."""
    book.earn("a", 10, 0, ends=50)
    book.burn("b", 10, 1)
    book.clawback("a/r", "a", 10, 2)
    assert (0, 0, 0, 10) == book.balances()

    book.restore("b/r", "b", 10, 60)

    assert (0, 0, 0, 0) == book.balances()


def test_spent_points_are_given_back_once(book: Book) -> None:
    """More than was spent and not yet given back is refused."""
    book.earn("a", 10, 0)
    book.burn("b", 10, 1)
    book.restore("b/r1", "b", 6, 2)

    with pytest.raises(AlreadyReversed) as refusal:
        book.restore("b/r2", "b", 5, 3)

    assert {"asked": 5, "left": 4} == refusal.value.facts


def test_a_repaying_return_is_not_counted_as_spent_again(book: Book) -> None:
    """What a returned burn repaid stays given back: the burn has nothing more to give."""
    book.earn("a", 10, 0)
    book.burn("b", 10, 1)
    book.clawback("a/r", "a", 10, 2)
    book.restore("b/r", "b", 10, 3)

    with pytest.raises(AlreadyReversed):
        book.restore("b/r2", "b", 1, 4)


def test_nothing_is_dated_after_its_recording(book: Book) -> None:
    """A cause in the future is a fault of the caller: what is due would be booked too late."""
    with pytest.raises(InvariantBroken):
        plan_earn(book.state, cause("a", 2), LotTerms(10, None, None), book.recording(1))


@pytest.mark.parametrize("ends", [0, 14])
def test_a_lot_ends_after_it_began_and_vested(book: Book, ends: int) -> None:
    """A lot that would end before it can be spent is a fault of the caller."""
    with pytest.raises(InvariantBroken):
        book.earn("a", 10, 0, vests=14, ends=ends)


def test_two_bookings_join_only_in_their_order(book: Book) -> None:
    """A booking planned on another state than the one before it left does not follow it."""
    first = book.earn("a", 10, 0)
    second = book.burn("b", 4, 1)

    assert (first.before, second.state) == (first.then(second).before, first.then(second).state)
    with pytest.raises(InvariantBroken):
        second.then(first)
