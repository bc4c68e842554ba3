"""Which lots a wallet's terms spend first, and how much they let a member owe."""

import pytest

from loyalty.ledger.refusals import DeficitForbidden
from loyalty.ledger.terms import SpendOrder, Terms
from tests.unit.ledger.making import Book


@pytest.fixture
def book() -> Book:
    """Give an account with a lot of each origin, the oldest with the latest end."""
    made = Book()
    made.earn("order:1", 10, 0, ends=300)
    made.earn("gift:2", 10, 1, ends=200)
    made.earn("event:3", 10, 2, ends=100)
    return made


@pytest.mark.parametrize(
    ("terms", "left"),
    [
        (Terms(), {"order:1": 10, "gift:2": 5, "event:3": 0}),
        (Terms(SpendOrder.OLDEST), {"order:1": 0, "gift:2": 5, "event:3": 10}),
        (Terms(SpendOrder.PRIORITY, ("gift",)), {"order:1": 10, "gift:2": 0, "event:3": 5}),
        (Terms(SpendOrder.PRIORITY, ("order", "gift")), {"order:1": 0, "gift:2": 5, "event:3": 10}),
    ],
)
def test_lots_are_spent_in_the_declared_order(book: Book, terms: Terms, left: dict[str, int]) -> None:
    """By end, by age, or by where points came from, those of no listed origin last and by their end."""
    book.terms = terms

    book.burn("b", 15, 3)

    assert left == book.left()


def test_nothing_is_owed_where_a_deficit_is_forbidden(book: Book) -> None:
    """Taking back what was spent is refused where it would leave the member owing, and changes nothing."""
    book.burn("b", 25, 3)
    book.terms = Terms(owe_at_most=0)

    with pytest.raises(DeficitForbidden) as refusal:
        book.clawback("back", "order:1", 10, 4)

    assert {"owed": 5, "at_most": 0} == refusal.value.facts
    assert (5, 0, 0, 0) == book.balances()


def test_as_much_is_owed_as_the_wallet_allows(book: Book) -> None:
    """Owing up to the bound is allowed, one point more is not."""
    book.burn("b", 25, 3)
    book.terms = Terms(owe_at_most=5)
    book.clawback("back", "order:1", 10, 4)
    assert (0, 0, 0, 5) == book.balances()

    with pytest.raises(DeficitForbidden):
        book.clawback("again", "gift:2", 1, 4)


def test_lots_that_end_together_are_spent_the_oldest_first() -> None:
    """Between two lots with one end the older is spent first."""
    book = Book()
    book.earn("a", 10, 0, ends=100)
    book.earn("b", 10, 1, ends=100)

    book.burn("c", 10, 2)

    assert {"a": 0, "b": 10} == book.left()
