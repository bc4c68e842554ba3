"""Shapes of budgets: points that rules and events may give to all members together."""

from dataclasses import dataclass
from typing import Annotated, Literal

from loyalty.language.shapes.fields import Points, RuleId, Shape
from loyalty.language.values import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetShape(Shape):
    """The most points a campaign gives to everybody; when it is spent, its rules give nothing more."""

    id: Annotated[RuleId, "its name for machines, as rules and events name it"]
    name: Annotated[LocalText, "what a reader is told"]
    points: Annotated[Points, "most points, whole"]
    after_return: Annotated[
        Literal["given_back", "stays_spent"],
        "whether points that a return takes back can be given again",
    ]
