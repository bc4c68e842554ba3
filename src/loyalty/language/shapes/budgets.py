"""Shapes of budgets: points, money or uses that rules may give in all, to everybody or to each member."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from loyalty.language.shapes.fields import ExactlyOneOf, Law, Money, Points, RuleId, Shape
from loyalty.language.values import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetShape(Shape):
    """The most that a campaign gives; when it is spent, its rules give nothing more."""

    id: Annotated[RuleId, "its name for machines, as rules, events and discounts name it"]
    name: Annotated[LocalText, "what a reader is told"]
    points: Annotated[Points | None, "most points, whole"] = None
    money: Annotated[Money | None, "most money that discounts take off"] = None
    times: Annotated[int | None, "how many orders discounts take anything off"] = None
    per: Annotated[
        tuple[Literal["member", "day", "week", "month", "year", "ever"], ...],
        "of money or times: a budget for each member, for each time, or both; weeks begin on Monday; "
        "without it, one for everybody and ever",
    ] = ()
    after_return: Annotated[
        Literal["given_back", "stays_spent"],
        "whether what a return takes back can be given again",
    ]
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOneOf(("points", "money", "times")),)

    @property
    def is_of_discounts(self) -> bool:
        """Whether discounts take from it, and not rules that earn."""
        return self.points is None

    @property
    def time(self) -> str:
        """The time it is for: each time anew, or ever."""
        return next((word for word in self.per if word != "member"), "ever")

    @property
    def whole_points(self) -> int:
        """Its points, 0 of a budget of discounts."""
        return int(self.points or 0)
