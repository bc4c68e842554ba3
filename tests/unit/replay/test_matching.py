"""What a cancellation brings back is looked for among the buyer's earlier sales, latest first."""

from fractions import Fraction

from loyalty.history.bill import Line, bills
from loyalty.history.matching import Share, Sold, give_back
from loyalty.history.outcome import Outcome
from tests.unit.replay.making import lines, row


def _sold(*sales: tuple[str, str]) -> Sold:
    """Give what one buyer has after sales of these numbers and quantities, in this order."""
    sold = Sold()
    for sale in bills(row(bill=number, quantity=quantity) for number, quantity in sales):
        sold.add(sale)
    return sold


def _back(quantity: str, **changes: object) -> Line:
    (line,) = lines(row(bill="C1", quantity=f"-{quantity}", **changes))
    return line


def _parts(found: tuple[Share, ...] | Outcome) -> list[tuple[str, int]]:
    assert isinstance(found, tuple), found
    return [(share.kept.order_id, int(share.quantity)) for share in found]


def test_the_latest_sale_comes_first() -> None:
    """What fits in the latest sale leaves the earlier ones alone."""
    sold = _sold(("1", "6"), ("2", "6"))

    assert [("2", 4)] == _parts(sold.take("17850", _back("4")))


def test_a_cancellation_may_span_several_sales() -> None:
    """What the latest sale does not cover comes from the one before it, and is then gone."""
    sold = _sold(("1", "6"), ("2", "6"))

    assert [("2", 6), ("1", 3)] == _parts(sold.take("17850", _back("9")))
    assert [("1", 3)] == _parts(sold.take("17850", _back("3")))
    assert Outcome.NO_EARLIER_SALE is sold.take("17850", _back("1"))


def test_more_than_was_sold_takes_nothing() -> None:
    """A row is matched whole or not at all."""
    sold = _sold(
        ("1", "6"),
    )

    assert Outcome.MORE_THAN_SOLD is sold.take("17850", _back("7"))
    assert [("1", 6)] == _parts(sold.take("17850", _back("6")))


def test_others_sales_are_not_touched() -> None:
    """Another buyer, another article and nobody known find nothing."""
    sold = _sold(
        ("1", "6"),
    )

    assert Outcome.NO_EARLIER_SALE is sold.take("12345", _back("1"))
    assert Outcome.NO_EARLIER_SALE is sold.take("17850", _back("1", article="22910"))
    assert Outcome.CANCELLED_BY_NOBODY is sold.take(None, _back("1"))


def test_a_sale_to_nobody_cannot_be_cancelled() -> None:
    """Two rows without a buyer need not be of the same person."""
    sold = Sold()
    for sale in bills([row(buyer=None)]):
        sold.add(sale)

    assert Outcome.CANCELLED_BY_NOBODY is sold.take(None, _back("1"))


def test_the_price_of_goods_does_not_matter_but_that_of_services_does() -> None:
    """A code that names no article is told from others by its price."""
    sold = Sold()
    for sale in bills([row(article="M", price="1.50"), row(article="M", price="9.00"), row()]):
        sold.add(sale)

    assert [("536365", 1)] == _parts(sold.take("17850", _back("1", price="99.00")))
    assert Outcome.SERVICE_CREDIT is sold.take("17850", _back("1", article="M", price="38970.00"))
    found = sold.take("17850", _back("1", article="M", price="1.50"))
    assert isinstance(found, tuple)
    assert ["1"] == [share.kept.line_id for share in found]


def test_what_is_given_back_can_be_taken_again() -> None:
    """A refused return leaves the sale as it was."""
    sold = _sold(
        ("1", "6"),
    )
    found = sold.take("17850", _back("6"))
    assert isinstance(found, tuple)

    give_back(found)

    assert [("1", 6)] == _parts(sold.take("17850", _back("6")))
    assert Fraction(0) == found[0].kept.left
