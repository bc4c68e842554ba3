"""Rows of a bill become lines, or are left out for a reason."""

from fractions import Fraction

import pytest

from loyalty.history.bill import Row, bills
from loyalty.history.outcome import REASONS, Outcome
from tests.unit.replay.making import lines, row


def test_a_row_that_counts_becomes_a_line() -> None:
    """Quantity and price are exact, the line's id is its place in the bill."""
    (line,) = lines(row(price="0.125"))

    assert ("1", "22086", Fraction(6), Fraction(1, 8)) == (line.id, line.article, line.quantity, line.price)


@pytest.mark.parametrize(
    ("bad", "outcome"),
    [
        (row(bill=None), Outcome.INCOMPLETE),
        (row(article=None), Outcome.INCOMPLETE),
        (row(at=None), Outcome.INCOMPLETE),
        (row(quantity=None), Outcome.INCOMPLETE),
        (row(quantity="six"), Outcome.INCOMPLETE),
        (row(price="nan"), Outcome.INCOMPLETE),
        (row(quantity="0"), Outcome.WRONG_QUANTITY),
        (row(quantity="-1"), Outcome.WRONG_QUANTITY),
        (row(quantity="-1", price="0.000"), Outcome.WRONG_QUANTITY),
        (row(bill="C536379", quantity="1"), Outcome.WRONG_QUANTITY),
        (row(price="-11062.060"), Outcome.NEGATIVE_PRICE),
        (row(price="0.000"), Outcome.ZERO_PRICE),
        (row(bill="A563185", article="B"), Outcome.ADJUSTMENT),
    ],
)
def test_a_row_that_does_not_count_has_a_reason(bad: Row, outcome: Outcome) -> None:
    """Every kind of dirty row is left out under its own outcome."""
    (bill,) = bills([bad])

    assert () == bill.lines
    assert (outcome,) == bill.left_out


def test_an_equal_row_of_the_same_bill_is_a_duplicate() -> None:
    """The first of two equal rows counts, and so does one that differs in the price only."""
    (bill,) = bills([row(), row(), row(price="2.560")])

    assert ["1", "3"] == [line.id for line in bill.lines]
    assert (Outcome.DUPLICATE,) == bill.left_out


def test_an_equal_row_of_another_bill_is_none() -> None:
    """Buying the same again under another number is another sale."""
    first, second = bills([row(), row(bill="536366")])

    assert (1, 1) == (len(first.lines), len(second.lines))


def test_a_cancellation_has_what_comes_back() -> None:
    """A leading C cancels; its negative quantities are what comes back."""
    (bill,) = bills([row(bill="C536379", quantity="-4")])

    assert bill.cancels
    assert [Fraction(4)] == [line.quantity for line in bill.lines]


def test_codes_without_an_article_are_services() -> None:
    """Carriage, charges and vouchers are services; letters of an article's code do not matter."""
    found = lines(row(article="POST"), row(article="gift_0001_20"), row(article="85123a"))

    assert [("POST", True), ("GIFT_0001_20", True), ("85123A", False)] == [
        (line.article, line.is_service) for line in found
    ]


def test_two_buyers_of_one_number_are_two_bills() -> None:
    """Nobody's rows are booked for somebody else."""
    first, second = bills([row(), row(buyer=None)])

    assert ("17850", None) == (first.buyer, second.buyer)


def test_every_outcome_has_a_reason() -> None:
    """No outcome is without its sentence."""
    assert set(Outcome) == set(REASONS)
