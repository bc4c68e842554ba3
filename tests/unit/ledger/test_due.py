"""What time does is the same whether somebody swept or not."""

import pytest

from loyalty.ledger.account import AccountState
from loyalty.ledger.due import holdings
from loyalty.ledger.plans import plan_burn
from loyalty.ledger.replay import replay, state_as_of
from tests.unit.ledger.making import MEMBER, PROGRAMME, UNIT, Book, cause, day, kinds


@pytest.fixture
def book() -> Book:
    """Give an account on which lots vest on day 10 and 20 and end on day 30, and a hold ends on day 25."""
    book = Book()
    book.earn("a", 100, 0, vests=10, ends=30)
    book.earn("b", 50, 1, vests=20, ends=30)
    book.hold("h", 1, 40, 12, ends=25)
    return book


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (12, (60, 50, 40, 0)),
        (20, (110, 0, 40, 0)),
        (25, (150, 0, 0, 0)),
        (29, (150, 0, 0, 0)),
        (30, (0, 0, 0, 0)),
    ],
)
def test_holdings_show_what_is_due_without_booking(
    book: Book, on: int, expected: tuple[int, int, int, int]
) -> None:
    """A reader sees vested, freed and lapsed points at their instant although nobody swept."""
    shown = holdings(book.state, day(on))

    assert expected == (shown.available, shown.pending, shown.held, shown.owed)


def test_due_things_are_booked_in_order_of_time(book: Book) -> None:
    """One late sweep books what three sweeps in time would have booked, each at its own instant."""
    booked = book.sweep(40)

    assert ["vest", "hold-lapse", "lapse"] == kinds(booked.entries)
    assert [day(20), day(25), day(30)] == [entry.cause.occurred_at for entry in booked.entries]


def test_a_second_sweep_books_nothing(book: Book) -> None:
    """What was booked is not due any more."""
    book.sweep(40)

    assert () == book.sweep(41).entries


@pytest.mark.parametrize("at", [5, 12, 20, 24, 25, 30, 40])
def test_a_past_day_reads_the_same_before_and_after_a_sweep(book: Book, at: int) -> None:
    """Balances as of a day depend on what happened, not on when it was booked."""
    before = holdings(_as_of(book, at), day(at))
    book.sweep(50)

    assert before == holdings(_as_of(book, at), day(at))


def test_what_happened_later_does_not_show_in_the_past(book: Book) -> None:
    """Points spent on day 22 are still there on day 21."""
    book.burn("o", 110, 22)

    assert 110 == holdings(_as_of(book, 21), day(21)).available
    assert 0 == holdings(_as_of(book, 22), day(22)).available


def test_points_spent_under_an_earlier_date_are_never_less_than_none(book: Book) -> None:
    """A purchase recorded late and dated before its points were earned does not make the past negative."""
    book.earn("c", 30, 13)
    book.keep(plan_burn(book.state, cause("o", 2), 90, book.recording(14)))

    shown = holdings(_as_of(book, 3), day(3))

    # 60 of the pending 150 are gone; the 30 of the lot that was not there yet are missing nowhere.
    assert (0, 90) == (shown.available, shown.pending)


def test_replay_gives_the_same_account(book: Book) -> None:
    """Entries from zero give the account they were planned from, to the last lot and hash."""
    book.sweep(26)
    book.burn("o", 20, 27)
    book.clawback("a/r", "a", 100, 28)

    assert book.state == replay(MEMBER, UNIT, PROGRAMME, book.entries)


def _as_of(book: Book, at: int) -> AccountState:
    return state_as_of(MEMBER, UNIT, PROGRAMME, book.entries, day(at))
