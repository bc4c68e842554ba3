"""Shapes of compensation: what is given where something went wrong, the same for the same case."""

from dataclasses import dataclass
from typing import Annotated, Literal

from loyalty.language.shapes.fields import Points, RuleId, Shape
from loyalty.language.values import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensationShape(Shape):
    """Points for every complaint of one topic that was found to have one cause."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    topic: Annotated[Literal["price", "points", "data", "service"], "what is complained of"]
    cause: Annotated[
        Literal["rule-wrong", "data-wrong", "handling", "text-unclear"], "what was found to be the cause"
    ]
    points: Annotated[Points, "the points each of them is given, whole"]
