"""Shapes of households: members who share what they have in some wallets."""

from dataclasses import dataclass
from typing import Annotated, Literal

from loyalty.language.shapes.fields import AtLeastOne, Code, Shape
from loyalty.language.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdsShape(Shape):
    """Who may share a pool, and how it is spent. Every member keeps the lots they earned."""

    at_most: Annotated[int, "most members of one household"]
    pool: Annotated[tuple[Code, ...], AtLeastOne(), "the wallets that are shared"]
    spends: Annotated[Literal["all", "head"], "who may spend what others have"] = "all"
    takes: Annotated[
        Literal["together", "own_first"], "lots of all in the order of spending, or one's own before others'"
    ] = "together"
    join_wait: Annotated[Duration | None, "how long after joining one spends nothing of others"] = None
    leave_wait: Annotated[Duration | None, "how long after leaving one joins no household"] = None
