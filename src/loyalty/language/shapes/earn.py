"""Shapes of how points are earned and spent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, Final, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.fields import (
    ONCE,
    AtLeastOne,
    Code,
    ExactlyOne,
    Factor,
    Law,
    Money,
    Needs,
    Percent,
    Points,
    Quantity,
    RuleId,
    Shape,
)
from loyalty.language.shapes.tabled import TABLED_FACTOR, TABLED_POINTS, EarnTableShape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.words import WaitText
from loyalty.language.values import Duration, LocalText, Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBaseShape(Shape):
    """So many points for each amount: in proportion, or for whole steps of the order's amount."""

    points: Annotated[Dated[Points] | EarnTableShape, TABLED_POINTS, "points earned"]
    for_each: Annotated[Dated[Money], "for each of this amount"]
    of: Annotated[Expression, "what is counted, a value of the line"]
    steps: Annotated[
        Literal["proportional", "whole"],
        "part of an amount earns part of the points, or only whole amounts of the order count",
    ] = "proportional"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnniversaryShape(Shape):
    """Days of every year around one of the member's: a birthday, or the day they enrolled."""

    of: Annotated[Code, "a fact of the member of type `day_month`, or `history.enrolled`"]
    days_before: Annotated[int, "days before it that count too"] = 0
    days_after: Annotated[int, "days after it that count too"] = 0
    whole_month: Annotated[bool, "the whole month it is in counts"] = False
    leap_day: Annotated[
        Literal["02-28", "03-01"], "the day of 29 February in a year that has none; a month is February"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapShape(Shape):
    """The most points earned on an order, or per member in a time."""

    per: Annotated[
        tuple[Literal["order", "member", "day", "week", "month", "year", "ever"], ...],
        AtLeastOne(),
        "order, or member and a time; weeks begin on Monday",
    ]
    at_most: Annotated[Dated[Points], "most points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShape(Shape):
    """A card that orders fill: for each ``each`` of what counts, over all orders, `add` is added."""

    of: Annotated[Literal["orders", "units", "money"], "what fills it: orders, units, or `line.amount`"]
    each: Annotated[Quantity, "how many fill it, whole; of money the amount"]
    lines: Annotated[Expression | None, "lines that count; an order counts by one of them"] = None
    once: Annotated[bool, "it is filled once, not again and again"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakShape(Shape):
    """Days, weeks or months with an order, one after the other in the programme's zone."""

    of: Annotated[Literal["day", "week", "month"], "what is counted; weeks begin on Monday"]
    times: Annotated[int, "how many earn, the running one among them"]
    missed: Annotated[
        Literal["starts_again", "counts_on"], "one that is missed begins the streak anew, or only waits"
    ] = "starts_again"
    once: Annotated[bool, "it earns once, not again and again"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnRuleShape(Shape):
    """More points where a condition holds; ``from_`` and ``until`` are days, both inside."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    when: Annotated[Expression | None, "where it applies; without it, everywhere"] = None
    contains: Annotated[Expression | None, "what at least one line of the order must be"] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    anniversary: Annotated[AnniversaryShape | None, "on which days of the member's year it applies"] = None
    multiply: Annotated[
        Dated[Factor] | EarnTableShape | None, TABLED_FACTOR, "what the line's points are multiplied by"
    ] = None
    add: Annotated[Dated[Points] | EarnTableShape | None, TABLED_POINTS, "points added"] = None
    once_per: Annotated[
        Literal["order", "line", "unit", "step", "card", "streak"] | None,
        "how often `add` is added; a step is a whole `for_each` of `of`",
    ] = None
    card: Annotated[CardShape | None, "what fills a card that earns"] = None
    streak: Annotated[StreakShape | None, "which streak of orders earns"] = None
    at_most: Annotated[Dated[Points] | None, "most points that the rule comes to on an order"] = None
    for_each: Annotated[Money | None, "the amount of a step"] = None
    of: Annotated[Expression | None, "what makes steps, a value of the order"] = None
    wallet: Annotated[Code | None, "the wallet `add` goes to; without it, `points`"] = None
    lane: Annotated[Code | None, "the lane a multiplier is in, where there are `lanes`"] = None
    caps: Annotated[tuple[CapShape, ...], "most points of this rule per member in a time"] = ()
    budget: Annotated[Code | None, "the budget its points come from"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("multiply", "add"),
        Needs("wallet", "add"),
        Needs("add", "once_per"),
        Needs("once_per", "add"),
        Needs("for_each", "of"),
        Needs("of", "for_each"),
        Needs("for_each", "once_per"),
        Needs("lane", "multiply"),
        Needs("card", "once_per"),
        Needs("streak", "once_per"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnLaneShape(Shape):
    """A stretch of the multipliers with its own way to combine them; it multiplies what is there then."""

    name: Annotated[Code, "its name"]
    combine: Annotated[
        Literal["best", "first", "sum", "chain"],
        "the best counts, or the first that applies, or they add up, or each multiplies what is there then",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireShape(Shape):
    """When points end: so long after a day, by lot or by calendar, or on one day; the day itself inside."""

    after: Annotated[Duration | None, "how long points live"] = None
    by: Annotated[
        Literal["each_lot", "month_end", "year_end", "activity"] | None,
        "from when: each lot's own day, to the end of that month or year, or the last earning or spending",
    ] = None
    on: Annotated[date | None, "the one day on which all points end"] = None
    by_tier: Annotated[Mapping[str, Duration] | None, "another length for members of a tier"] = None
    never_for: Annotated[tuple[Code, ...], "tiers whose members' points never end"] = ()
    notice: Annotated[Duration | None, "how long before the end the member is told"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("after", "on"), Needs("after", "by"), Needs("by", "after"))


Combine = Literal[
    "tier",
    "best_multiplier",
    "first_multiplier",
    "sum_multipliers",
    "chain_multipliers",
    "lanes",
    "additions",
    "best_addition",
    "first_addition",
]
MULTIPLYING: Final = (
    "best_multiplier",
    "first_multiplier",
    "sum_multipliers",
    "chain_multipliers",
    "lanes",
)
"""The stages of which one says how multipliers meet."""
ADDING: Final = ("additions", "best_addition", "first_addition")
"""The stages of which one says how additions meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnShape(Shape):
    """How points are earned."""

    base: Annotated[EarnBaseShape, "points for every line"]
    except_when: Annotated[Expression | None, "lines that earn nothing"] = None
    rules: Annotated[tuple[EarnRuleShape, ...], "more points where a condition holds"] = ()
    combine: Annotated[tuple[Combine, ...], "the stages, in order"] = ()
    lanes: Annotated[tuple[EarnLaneShape, ...], "the ways of multipliers, one after the other"] = ()
    caps: Annotated[tuple[CapShape, ...], "most points per member in a time"] = ()
    claim_within: Annotated[
        Duration | None, "how long a receipt of nobody can be claimed after the sale; without it, not at all"
    ] = None
    pending: Annotated[
        Duration | Wait | None,
        WaitText(),
        "how long earned points wait before they can be spent; `return_window`: while returns are possible",
    ] = None
    expire: Annotated[ExpireShape | None, "when points end; without it, never"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthShape(Shape):
    """What points are worth as payment."""

    points: Annotated[Points, "so many points"]
    money: Annotated[Money, "pay so much"]
    by_tier: Annotated[Mapping[str, Money] | None, "another amount for members of a tier"] = None

    def each(self, tier: str = "") -> Fraction:
        """Give the money that a point pays for a member of a tier, in major units."""
        return Fraction((self.by_tier or {}).get(tier, self.money)) / self.points

    @property
    def most(self) -> Fraction:
        """The most money that a point pays for anybody, in major units."""
        return max(self.each(tier) for tier in ("", *(self.by_tier or ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemLimitShape(Shape):
    """The largest part of an order that points may pay."""

    share: Annotated[Dated[Percent], "share"]
    of: Annotated[Expression, "of this value of the order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemShape(Shape):
    """What points buy, and what a return does to them."""

    worth: Annotated[WorthShape, "what points are worth"]
    at_least: Annotated[Dated[Points], "fewest points spent at once"] = ONCE
    at_most: Annotated[RedeemLimitShape | None, "largest part of an order that points may pay"] = None
    steps: Annotated[Points | None, "points are spent in whole multiples of this; without it, any number"] = (
        None
    )
    earn_on: Annotated[Literal["money_paid", "everything"], "whether what points pay earns points again"]
    on_refund: Annotated[Literal["recompute_kept_order"], "a return leaves what the kept order alone earns"]
    spent_too_much: Annotated[
        Literal["owe", "forbidden"], "a return may leave a deficit, repaid by the next credit, or may not"
    ]
