"""Shapes of referrals: what a member who brings another, and the one who comes, are given."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from loyalty.language.shapes.fields import Money, Points, Shape
from loyalty.language.values import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralShape(Shape):
    """Points for both sides, given with the first order that is enough; they end as points of orders do."""

    referrer: Annotated[Points, "points for the member who brought somebody, whole"]
    referred: Annotated[Points, "points for the member who came, whole"]
    at_least: Annotated[Money, "what that order comes to at least, as it is kept"] = Fraction(0)
    within: Annotated[Duration | None, "how long after they came the order counts; without it, always"] = None
    at_most: Annotated[int | None, "how often a member is given points for bringing others"] = None
    per: Annotated[Literal["month", "year", "ever"], "the time `at_most` is counted over"] = "ever"
