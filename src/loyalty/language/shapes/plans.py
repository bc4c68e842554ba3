"""Shapes of plans: a subscription's price, its fees, and what usage costs."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.shapes.charges import Terms, UnitTerms
from loyalty.language.shapes.fields import (
    INLINE,
    ONE_OR_MORE,
    AtLeastOne,
    Code,
    ExactlyOne,
    Law,
    Money,
    Needs,
    Percent,
    Quantity,
    RuleId,
    Shape,
)
from loyalty.language.values import Duration, Interval, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPriceShape(Shape):
    """The recurring price of a plan."""

    every: Annotated[Interval, "how often"]
    anchor: Annotated[Literal["calendar", "anniversary"], "whether periods end with the calendar's"]
    amount: Annotated[Dated[Money], "the price"]
    per: Annotated[Literal["seat"] | None, "what it is the price of; without it, of the plan"] = None
    billed: Annotated[
        Literal["in_advance", "in_arrears"], "due when the period begins, or when it is over"
    ] = "in_advance"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsShape(Shape):
    """What seats cost: the terms of any charge model over how many there are; due as the price is."""

    name: Annotated[LocalText, "what the member reads"]
    taxed_as: Annotated[Code | None, "the value of `line.category` it is taxed like"] = None
    terms: Annotated[UnitTerms, INLINE, "keys of the charge model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOnShape(Shape):
    """Something more that a subscription may have any number of; due as the price is."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    amount: Annotated[Dated[Money], "the price of each for a period"]
    taxed_as: Annotated[Code | None, "the value of `line.category` it is taxed like"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageShape(Shape):
    """What a quantity of a meter costs."""

    meter: Annotated[RuleId, "what is counted"]
    name: Annotated[
        LocalText | None, "what the member reads; without it, the name of the meter, or of the plan"
    ] = None
    prorated: Annotated[bool, "whether a share of a period pays a share of the charge"] = False
    taxed_as: Annotated[Code | None, "the value of `line.category` it is taxed like"] = None
    terms: Annotated[Terms, INLINE, "keys of the charge model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProrationShape(Shape):
    """What a share of a period costs."""

    basis: Annotated[Literal["second", "day"], "what is counted"]
    on_change: Annotated[
        Literal["credit_and_charge", "at_period_end"],
        "a change of plan credits the old rest and charges the new, or waits for the next period",
    ]
    back_dated: Annotated[Duration | None, "how far back a change may be dated; without it, not"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierDiscountShape(Shape):
    """Where the tier's discount is taken off a plan."""

    applies_to: Annotated[
        tuple[Literal["price", "seats", "add_ons", "usage"], ...], AtLeastOne(), "what it is taken off"
    ]
    at_most: Annotated[Dated[Money] | None, "largest discount of one period"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceShape(Shape):
    """How much of a meter a period holds, and what becomes of what is used beyond."""

    meter: Annotated[RuleId, "what is counted; the plan charges for it"]
    up_to: Annotated[Quantity, "how much a period holds"]
    beyond: Annotated[
        Literal["charge", "block", "warn"],
        "more is charged as `usage` says, is refused, or is charged and told as too much",
    ]


Counted = Literal["price", "seats", "add_ons", "usage", "fees"]
Stage = Literal["percent", "amount", "minimum", "maximum", "fees"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumShape(Shape):
    """The least that some sums of a period come to; the rest up to it is a line of its own."""

    amount: Annotated[Dated[Money], "the least"]
    counts: Annotated[tuple[Counted, ...], AtLeastOne(), "the sums that count towards it"]
    before: Annotated[Literal["coupons"] | None, "they count before discounts and coupons"] = None
    after: Annotated[Literal["coupons"] | None, "they count after discounts and coupons"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("before", "after"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaximumShape(Shape):
    """The most that some sums of a period come to, and the rest up to the least with them."""

    amount: Annotated[Dated[Money], "the most"]
    counts: Annotated[tuple[Counted, ...], AtLeastOne(), "the sums that count towards it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPointsShape(Shape):
    """How much of a period's bill points may pay, by what `redeem` says they are worth."""

    at_most: Annotated[Dated[Percent], "share of what is due, tax included"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShape(Shape):
    """Where somebody begins or ends a plan, and in how many steps."""

    by: Annotated[
        tuple[Literal["app", "web", "shop", "phone", "post"], ...], ONE_OR_MORE, AtLeastOne(), "by which ways"
    ]
    steps: Annotated[int, "pages, calls or letters until it is done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShape(Shape):
    """A subscription offer."""

    id: Annotated[Code, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    price: Annotated[PlanPriceShape | None, "its recurring price"] = None
    trial: Annotated[Duration | None, "free time before the first period"] = None
    existing: Annotated[
        Literal["keep", "move"] | None,
        "subscriptions keep the values of the day they began, or move to new ones",
    ] = None
    begins: Annotated[WayShape | None, "how one begins it"] = None
    ends: Annotated[WayShape | None, "how one ends it: by every way one begins it, in no more steps"] = None
    seats: Annotated[SeatsShape | None, "what seats cost"] = None
    add_ons: Annotated[tuple[AddOnShape, ...], "what may be had besides"] = ()
    fees: Annotated[tuple[FeeShape, ...], "charges for handling"] = ()
    usage: Annotated[tuple[UsageShape, ...], "what usage costs"] = ()
    allowances: Annotated[tuple[AllowanceShape, ...], "how much of its meters a period holds"] = ()
    proration: Annotated[ProrationShape | None, "what a share of a period costs"] = None
    minimum: Annotated[MinimumShape | None, "the least that a period comes to"] = None
    maximum: Annotated[MaximumShape | None, "the most that a period comes to"] = None
    order: Annotated[
        tuple[Stage, ...],
        "in which order the price is adjusted; without it: percent, amount, minimum, maximum, fees",
    ] = ()
    tier_discount: Annotated[TierDiscountShape | None, "where the tier's discount applies"] = None
    points: Annotated[PlanPointsShape | None, "points as payment"] = None
    taxed_as: Annotated[Code | None, "the value of `line.category` it is taxed like"] = None
    tax: Annotated[tuple[TaxShape, ...], ONE_OR_MORE, "tax, or several"] = ()
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("begins", "ends"), Needs("ends", "begins"))

    @property
    def has_seats(self) -> bool:
        """Whether it has a price for each seat, or seats with terms of their own."""
        return self.seats is not None or (self.price is not None and self.price.per == "seat")
