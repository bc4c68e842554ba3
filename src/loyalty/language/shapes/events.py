"""Shapes of events that earn points: a review, a sign-up, a check-in, whatever is done besides buying."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.earn import AnniversaryShape
from loyalty.language.shapes.fields import Code, Points, RuleId, Shape
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnEventShape(Shape):
    """Points for something a member did; they end as points of orders do, and caps hold for them too."""

    id: Annotated[RuleId, "its name for machines, as an event names it"]
    name: Annotated[LocalText, "what the member reads"]
    points: Annotated[Dated[Points], "points earned, whole"]
    once_per: Annotated[
        Literal["event", "day", "week", "month", "year", "member"],
        "each event earns, or the first in a time of the programme's zone, or the first ever",
    ]
    needs: Annotated[
        Literal["order"] | None, "only who has bought before earns; what came back wholly is none"
    ] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    anniversary: Annotated[
        AnniversaryShape | None,
        "given by itself on this day of every year, once per year, to whom it is known of",
    ] = None
    pending: Annotated[Duration | None, "how long the points wait before they can be spent"] = None
    budget: Annotated[Code | None, "the budget its points come from"] = None
    wallet: Annotated[Code | None, "the wallet its points go to; without it, `points`"] = None
