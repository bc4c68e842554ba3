"""What a row of a history can come to; every row comes to exactly one."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Outcome(StrEnum):
    """In the order of the closing table; a refusal of the engine adds its code to `REFUSED`."""

    SOLD = "sold to a member"
    SOLD_TO_NOBODY = "sold to nobody known"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    INCOMPLETE = "incomplete"
    WRONG_QUANTITY = "wrong quantity"
    NEGATIVE_PRICE = "negative price"
    ZERO_PRICE = "zero price"
    ADJUSTMENT = "adjustment"
    SERVICE_CREDIT = "service credit"
    CANCELLED_BY_NOBODY = "cancelled by nobody known"
    NO_EARLIER_SALE = "no earlier sale"
    MORE_THAN_SOLD = "more than was sold"
    REFUSED = "refused"


REASONS: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.SOLD: "a line of a member's order",
        Outcome.SOLD_TO_NOBODY: "a line of an order without a member, which earns no points",
        Outcome.RETURNED: "brought back a line sold earlier to the same member",
        Outcome.DUPLICATE: "equal in every column to an earlier row of its bill",
        Outcome.INCOMPLETE: "bill, article, time, quantity or price is missing or is no number",
        Outcome.WRONG_QUANTITY: "none or negative in a sale, or not negative in a cancellation",
        Outcome.NEGATIVE_PRICE: "a price below zero",
        Outcome.ZERO_PRICE: "a price of zero: a gift, a sample or a stock note, and no sale",
        Outcome.ADJUSTMENT: "the bill's number names neither a sale nor a cancellation",
        Outcome.SERVICE_CREDIT: "a discount, sample or charge credited, not sold before at this price",
        Outcome.CANCELLED_BY_NOBODY: "nobody says whose sale it cancels",
        Outcome.NO_EARLIER_SALE: "the member never bought the article, or brought all of it back",
        Outcome.MORE_THAN_SOLD: "the member has less of the article left than is brought back",
        Outcome.REFUSED: "refused by the engine, with the code of the refusal",
    }
)
"""Why a row came to its outcome, in a sentence."""
