"""Shapes of rewards: what points are exchanged for, apart from orders."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.fields import Code, Law, Money, Needs, Points, RuleId, Shape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardShape(Shape):
    """Something that points are exchanged for; ``from_`` and ``until`` are days, both inside."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    kind: Annotated[Literal["good", "voucher", "partner", "donation"], "what is handed over"]
    cost: Annotated[Dated[Points], "the points it costs"]
    value: Annotated[Money | None, "what it costs where it is sold"] = None
    wallet: Annotated[Code, "the wallet the points are taken from"] = POINTS
    stock: Annotated[int | None, "how many there are; without it, any number"] = None
    per_member: Annotated[int | None, "how many each member may have; without it, any number"] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    voucher: Annotated[Code | None, "the voucher that a code is handed over of, the member's alone"] = None
    valid: Annotated[
        Duration | None, "how long after the exchange the code counts; the last day is inside"
    ] = None
    tiers: Annotated[tuple[Code, ...], "only for members of these tiers; without it, for all"] = ()
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("valid", "voucher"),)
