"""What a rule may ask of what a member did before an order: money, days, measures, and segments.

Money and measures are those of orders less what came back of them; everything is as of the order.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.language import tree as t
from loyalty.language.occasions.moments import HISTORY, ORDERS, TIMES
from loyalty.language.tree import Kind, Read

SPEND, SINCE_ORDER, RFM = f"{HISTORY}spend", f"{HISTORY}days_since_order", f"{HISTORY}rfm"
MEASURE: Final = f"{HISTORY}measure."
"""What stands before the name of a measure of the ladder where a rule asks what it came to."""
SEGMENT: Final = "member.segment."
"""What stands before the id of a segment where a rule asks whether the member is in it."""
SIZE: Final = f"{HISTORY}segment_members."
"""What stands before the id of a segment in the fact of how many members it had when last counted."""
MONEY_MOST: Final = 10**15
MOST: Final = 10**9

RFM_SEGMENTS: Final = (
    "hibernating",
    "at_risk",
    "cant_lose",
    "about_to_sleep",
    "need_attention",
    "loyal",
    "promising",
    "new",
    "potential_loyalists",
    "champions",
)
"""The ten groups of the built-in segmentation by recency and frequency."""

OF_BELONGING: Final[Mapping[str, Read]] = MappingProxyType(
    {
        **{
            name: t.read(name, Kind.MONEY, 1, 0, MONEY_MOST)
            for name in (SPEND, *(f"{SPEND}_{time}" for time in TIMES))
        },
        SINCE_ORDER: t.read(SINCE_ORDER, Kind.QUANTITY, 1, 0, MOST),
        RFM: t.read(RFM, Kind.TEXT),
    }
)
"""Facts of what a member did before an order, as they are read; the group is empty before the first count."""


def size_of(segment: str) -> Read:
    """Give the number of members a segment had when it was last counted before the day."""
    return t.read(f"{SIZE}{segment}", Kind.QUANTITY, 1, 0, MOST)


def of_purchases(name: str) -> bool:
    """Give whether a fact tells what one member bought: the most personal of what the books know."""
    return name.startswith((ORDERS, SPEND, SINCE_ORDER, RFM, MEASURE, SEGMENT))
