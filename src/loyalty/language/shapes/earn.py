"""Shapes of how points are earned and spent."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

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
    RuleId,
    Shape,
)
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBaseShape(Shape):
    """So many points for each amount; proportional, not in whole steps."""

    points: Annotated[Dated[Points], "points earned"]
    for_each: Annotated[Dated[Money], "for each of this amount"]
    of: Annotated[Expression, "what is counted, a value of the line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnRuleShape(Shape):
    """More points where a condition holds; ``from_`` and ``until`` are days, both inside."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    when: Annotated[Expression | None, "where it applies; without it, everywhere"] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    multiply: Annotated[Dated[Factor] | None, "what the line's points are multiplied by"] = None
    add: Annotated[Dated[Points] | None, "points added"] = None
    once_per: Annotated[Literal["order", "line"] | None, "how often `add` is added"] = None
    wallet: Annotated[Code | None, "the wallet `add` goes to; without it, `points`"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("multiply", "add"),
        Needs("wallet", "add"),
        Needs("add", "once_per"),
        Needs("once_per", "add"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CapShape(Shape):
    """The most points earned per member in a time."""

    per: Annotated[
        tuple[Literal["member", "day", "month", "year", "ever"], ...], AtLeastOne(), "member and a time"
    ]
    at_most: Annotated[Dated[Points], "most points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireShape(Shape):
    """When points end."""

    after: Annotated[Duration, "how long points live"]
    by: Annotated[Literal["each_lot"], "from when: each lot's own day"]


Combine = Literal["tier", "best_multiplier", "sum_multipliers", "chain_multipliers", "additions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnShape(Shape):
    """How points are earned."""

    base: Annotated[EarnBaseShape, "points for every line"]
    except_when: Annotated[Expression | None, "lines that earn nothing"] = None
    rules: Annotated[tuple[EarnRuleShape, ...], "more points where a condition holds"] = ()
    combine: Annotated[tuple[Combine, ...], "the stages, in order"] = ()
    caps: Annotated[tuple[CapShape, ...], "most points per member in a time"] = ()
    pending: Annotated[Duration | None, "how long earned points wait before they can be spent"] = None
    expire: Annotated[ExpireShape | None, "when points end; without it, never"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthShape(Shape):
    """What points are worth as payment."""

    points: Annotated[Points, "so many points"]
    money: Annotated[Money, "pay so much"]


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
    earn_on: Annotated[Literal["money_paid", "everything"], "whether what points pay earns points again"]
    on_refund: Annotated[Literal["recompute_kept_order"], "a return leaves what the kept order alone earns"]
    spent_too_much: Annotated[
        Literal["owe", "forbidden"], "a return may leave a deficit, repaid by the next credit, or may not"
    ]
