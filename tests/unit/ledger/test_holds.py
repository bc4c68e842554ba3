"""Holds set points aside and end once."""

import pytest

from loyalty.ledger.account import HoldState
from loyalty.ledger.refusals import AlreadyReversed, HoldEnded, HoldTooSmall, HoldUnknown, InsufficientPoints
from tests.unit.ledger.making import Book, day, kinds


@pytest.fixture
def book() -> Book:
    """Give an account with 10 points that end on day 100 and 10 on day 200."""
    book = Book()
    book.earn("soon", 10, 0, ends=100)
    book.earn("late", 10, 0, ends=200)
    return book


def test_held_points_cannot_be_spent(book: Book) -> None:
    """Of 20 points 15 are held and 5 can be spent."""
    book.hold("h", 1, 15, 1, ends=2)

    assert (5, 0, 15, 0) == book.balances()
    with pytest.raises(InsufficientPoints):
        book.burn("b", 6, 1)


def test_a_captured_hold_spends_its_points(book: Book) -> None:
    """A capture of all that is held needs no points but those."""
    book.hold("h", 1, 20, 1, ends=2)

    book.capture("o", 1, 20, 1)

    assert (0, 0, 0, 0) == book.balances()
    assert (HoldState.CAPTURED, 20) == (book.state.holds[0].state, book.state.holds[0].captured)


def test_a_part_capture_frees_the_rest(book: Book) -> None:
    """The points that end first are captured, those that end last come back."""
    book.hold("h", 1, 15, 1, ends=2)

    book.capture("o", 1, 8, 1)

    assert (12, 0, 0, 0) == book.balances()
    assert {"soon": 2, "late": 10} == book.left()


def test_what_a_part_capture_frees_repays_by_what_ends_first(book: Book) -> None:
    """All 20 are held and 4 taken back are owed; the capture of 8 frees 2 and 10, and the 2 repay first."""
    book.hold("h", 1, 20, 1, ends=9)
    book.clawback("late/r", "late", 4, 2)

    book.capture("o", 1, 8, 3)

    assert (8, 0, 0, 0) == book.balances()
    assert {"soon": 0, "late": 8} == book.left()


def test_captured_points_can_be_given_back(book: Book) -> None:
    """A return of a captured hold finds the lots through the hold, and no more than was captured."""
    book.hold("h", 1, 15, 1, ends=2)
    book.capture("o", 1, 8, 1)

    book.restore("o/r", "o", 8, 3)

    assert {"soon": 10, "late": 10} == book.left()
    with pytest.raises(AlreadyReversed):
        book.restore("o/r2", "o", 1, 4)


def test_a_voided_hold_gives_everything_back(book: Book) -> None:
    """After a void the lots are as they were."""
    book.hold("h", 1, 15, 1, ends=2)

    book.void("v", 1, 1)

    assert {"soon": 10, "late": 10} == book.left()
    assert (20, 0, 0, 0) == book.balances()


@pytest.mark.parametrize("ending", ["capture", "void", "lapse"])
def test_a_hold_ends_once(book: Book, ending: str) -> None:
    """Whatever ended a hold, it can neither be captured nor voided again."""
    book.hold("h", 1, 15, 1, ends=5)
    on = 2
    if ending == "capture":
        book.capture("o", 1, 15, 2)
    elif ending == "void":
        book.void("v", 1, 2)
    else:
        on = 5
        book.sweep(5)

    with pytest.raises(HoldEnded):
        book.capture("again", 1, 1, on)
    with pytest.raises(HoldEnded):
        book.void("again", 1, on)


def test_a_hold_lapses_at_its_end(book: Book) -> None:
    """At the instant of its end a hold cannot be captured, swept or not, and its points are free."""
    book.hold("h", 1, 15, 1, ends=5)

    with pytest.raises(HoldEnded):
        book.capture("o", 1, 15, 5)

    book.burn("b", 20, 5)
    assert ["hold-lapse", "burn"] == kinds(book.entries[-2:])


def test_points_that_ended_while_held_lapse_when_they_come_free(book: Book) -> None:
    """A hold keeps points over their end; freed, they lapse in the same booking at that instant."""
    book.hold("h", 1, 10, 90, ends=120)
    book.sweep(110)
    assert (10, 0, 10, 0) == book.balances()

    booked = book.void("v", 1, 115)

    assert ["void", "lapse"] == kinds(booked.entries)
    assert day(115) == booked.entries[1].cause.occurred_at
    assert (10, 0, 0, 0) == book.balances()


def test_points_that_ended_under_a_lapsing_hold_lapse_with_it(book: Book) -> None:
    """Where the hold itself lapses, both happen at the hold's end, not at the lot's."""
    book.hold("h", 1, 10, 90, ends=120)

    booked = book.sweep(130)

    assert ["hold-lapse", "lapse"] == kinds(booked.entries)
    assert [day(120), day(120)] == [entry.cause.occurred_at for entry in booked.entries]


def test_freed_points_repay_what_is_owed(book: Book) -> None:
    """A member who owes gets back from a void only what is more than is owed."""
    book.hold("h", 1, 15, 1, ends=5)
    book.clawback("late/r", "late", 10, 2)
    book.clawback("soon/r", "soon", 10, 2)
    assert (0, 0, 15, 15) == book.balances()

    book.void("v", 1, 3)

    assert (0, 0, 0, 0) == book.balances()


@pytest.mark.parametrize("ending", ["void", "lapse"])
def test_freed_points_that_end_first_repay_first(ending: str) -> None:
    """Of points that come free together those that end first repay, though they were earned last."""
    book = Book()
    book.earn("early", 8, 0, ends=9)
    book.earn("late", 6, 0, ends=5)
    book.hold("h", 1, 14, 1, ends=2)
    book.clawback("early/r", "early", 1, 1)

    if ending == "void":
        book.void("v", 1, 1)
    else:
        book.sweep(2)

    assert {"early": 8, "late": 5} == book.left()


def test_more_than_is_held_cannot_be_captured(book: Book) -> None:
    """The refusal says how much is held."""
    book.hold("h", 1, 15, 1, ends=5)

    with pytest.raises(HoldTooSmall) as refusal:
        book.capture("o", 1, 16, 2)

    assert {"needed": 16, "held": 15} == refusal.value.facts


def test_an_unknown_hold_is_named_so(book: Book) -> None:
    """A hold that was never opened is unknown, not ended."""
    with pytest.raises(HoldUnknown):
        book.void("v", 9, 1)
