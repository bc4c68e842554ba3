"""Rows of a history for the tests of replay."""

from datetime import datetime
from typing import Any

from loyalty.history.bill import Line, Row, bills

MORNING = datetime(2011, 3, 1, 9, 30)  # noqa: DTZ001  histories have local times without a zone


def row(**changes: Any) -> Row:  # noqa: ANN401  values of any column
    """Give a row of a sale that counts, with some of its values changed."""
    good = Row("536365", "22086", "PAPER CHAIN KIT", "6", MORNING, "2.550", "17850", "United Kingdom")
    return good._replace(**changes)


def lines(*rows: Row) -> tuple[Line, ...]:
    """Give the lines that count of one bill."""
    (bill,) = bills(rows)
    return bill.lines
