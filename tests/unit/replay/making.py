"""Rows of a history for the tests of replay."""

from datetime import datetime
from typing import Any, cast

from loyalty.history.bill import Line, Row, bills

MORNING = datetime(2011, 3, 1, 9, 30)  # noqa: DTZ001  histories have local times without a zone


def row(**changes: Any) -> Row:  # noqa: ANN401  values of any column
    """Give a row of a sale that counts, with some of its values changed."""
    good = {
        "bill": "536365",
        "article": "22086",
        "description": "PAPER CHAIN KIT",
        "quantity": "6",
        "at": MORNING,
        "price": "2.550",
        "buyer": "17850",
        "country": "United Kingdom",
    }
    assert changes.keys() <= good.keys()
    return cast("Row", tuple((good | changes).values()))


def lines(*rows: Row) -> tuple[Line, ...]:
    """Give the lines that count of one bill."""
    (bill,) = bills(rows)
    return bill.lines
