"""Shapes of discounts: what a rule takes off, from which lines, on which condition, and how rules meet."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.fields import (
    ONE_OR_MORE,
    AtLeastOne,
    Code,
    ExactlyOne,
    ExactlyOneOf,
    Law,
    Money,
    Needs,
    Percent,
    Price,
    Quantity,
    RuleId,
    Shape,
)
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.scalars import WholeText
from loyalty.language.values import LocalText

Counted = Literal["each_line", "all_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedShape(Shape):
    """What the order must come to: units, or an amount and with what measured, as it would be left open."""

    amount: Annotated[Dated[Money] | None, "the smallest amount that is enough"] = None
    units: Annotated[Quantity | None, "the smallest number of units that is enough"] = None
    measured: Annotated[
        Literal["before_discounts", "after_discounts"] | None,
        "at list prices, or as the discounts taken off before this one have left it",
    ] = None
    tax: Annotated[
        Literal["included", "excluded"] | None,
        "whether tax counts, whichever way prices are stated; without it, as they are stated",
    ] = None
    lines: Annotated[Expression | None, "the lines that count; without it, all"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("amount", "units"),
        Needs("amount", "measured"),
        Needs("measured", "amount"),
        Needs("tax", "amount"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyGetShape(Shape):
    """So many units bought, so many of them, or of other lines, at less; whole sets only."""

    buy: Annotated[int, WholeText(least=0), "units of a set at their own price; 0: nothing need be bought"]
    get: Annotated[int, "units of a set at less"]
    percent: Annotated[Dated[Percent] | None, "share taken off each of those; 100 % is free"] = None
    amount: Annotated[Dated[Money] | None, "amount taken off each of those"] = None
    price: Annotated[Dated[Money] | None, "what each of those costs instead; a lower price stays"] = None
    of: Annotated[Expression | None, "the lines that units are got from, where others than those bought"] = (
        None
    )
    counted: Annotated[Counted, "sets of the units of one line, or of all lines together"]
    given: Annotated[
        Literal["cheapest", "cheapest_of_each_set", "dearest"] | None,
        "which units are got: of all, or of each set when sets are made from the dearest down",
    ] = None
    at_most: Annotated[int | None, "most sets of an order, or of a line where each line counts"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOneOf(("percent", "amount", "price")),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePartShape(Shape):
    """One part of a bundle: so many units of some lines."""

    quantity: Annotated[int, "units of one bundle"]
    lines: Annotated[Expression, "the lines they may be of; a line counts for the first part it fits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleShape(Shape):
    """Named parts that cost one price together, as often as all of them are there."""

    parts: Annotated[tuple[BundlePartShape, ...], AtLeastOne(), "what one bundle is made of"]
    price: Annotated[Dated[Money], "what one bundle costs"]
    takes: Annotated[Literal["dearest", "cheapest"], "which units go into bundles first"] = "dearest"
    at_most: Annotated[int | None, "most bundles of an order"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShape(Shape):
    """From a quantity on: a percentage off, or another unit price, for the whole quantity."""

    from_: Annotated[Quantity, "smallest quantity, inside"]
    percent: Annotated[Dated[Percent] | None, "share taken off"] = None
    unit: Annotated[Dated[Price] | None, "price of one; a lower price stays"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("percent", "unit"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityShape(Shape):
    """Steps of quantity, lowest first; the highest step reached is that of every unit."""

    counted: Annotated[Counted, "the quantity of each line, or of all lines together"]
    steps: Annotated[tuple[StepShape, ...], AtLeastOne(), "the steps, lowest first"]


KINDS: Final = ("percent", "amount", "price", "buy_get", "bundle", "quantities", "free_fee")
"""What a rule may take off, one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountRuleShape(Shape):
    """A reduction with a stated cause; ``from_`` and ``until`` are days, both inside.

    ``when`` and ``contains`` say whether the rule applies, ``lines`` what it is taken off.
    Without ``lines`` a rule that looks at each line by itself may ask ``when`` of each line.
    """

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    when: Annotated[Expression | None, "where it applies; without it, everywhere"] = None
    contains: Annotated[Expression | None, "what at least one line of the order must be"] = None
    reached: Annotated[ReachedShape | None, "what the order must come to"] = None
    lines: Annotated[Expression | None, "the lines it is taken off; without it, all"] = None
    from_: Annotated[date | None, "first day"] = None
    until: Annotated[date | None, "last day"] = None
    percent: Annotated[Dated[Percent] | None, "share taken off each line"] = None
    at_most: Annotated[
        Dated[Money] | None, "most that a percentage, a repeated amount, what is got or a spared fee comes to"
    ] = None
    amount: Annotated[Dated[Money] | None, "amount taken off"] = None
    price: Annotated[Dated[Money] | None, "what it costs instead; a lower price stays"] = None
    each: Annotated[
        Literal["order", "line", "unit", "reached"] | None,
        "whether `amount` or `price` is of the order, of each line, or of each unit; else of the order; "
        "`order` beside `percent`: of all lines together, rounded once; `reached` beside `amount`: once for "
        "each full time that the order comes to what `reached` says",
    ] = None
    tax: Annotated[
        Literal["included", "excluded"] | None,
        "whether `amount` or `at_most` is meant with tax; without it, as prices are stated",
    ] = None
    buy_get: Annotated[BuyGetShape | None, "units bought, and units got at less"] = None
    bundle: Annotated[BundleShape | None, "parts that cost one price together"] = None
    quantities: Annotated[QuantityShape | None, "less for larger quantities"] = None
    free_fee: Annotated[Code | None, "the fee of `basket.fees` that is not charged"] = None
    share: Annotated[Dated[Percent] | None, "the share of that fee that is not; without it, all of it"] = None
    budget: Annotated[
        tuple[Code, ...], ONE_OR_MORE, "the budgets that what it takes off comes from, one or several"
    ] = ()
    lane: Annotated[Code | None, "the lane it is in, where there are `lanes`"] = None
    exclusive: Annotated[
        Literal["always", "if_better"] | None,
        "it stands alone: wherever it applies, or where it takes off more than the others together",
    ] = None
    published: Annotated[
        date | None, "since when members can read its condition; without it, since the version binds"
    ] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOneOf(KINDS),
        Needs("share", "free_fee"),
        Needs("price", "each"),
    )

    @property
    def kind(self) -> str:
        """Give which of the kinds it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def each_line_alone(self) -> bool:
        """Whether what it takes off a line depends on no other line."""
        match self.kind:
            case "percent":
                return self.at_most is None and self.each is None
            case "amount" | "price":
                return self.each in {"line", "unit"}
            case "quantities":
                return self.quantities is not None and self.quantities.counted == "each_line"
            case _:
                return False


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneShape(Shape):
    """A place in the order of discounts; the rules in it meet in one way."""

    name: Annotated[Code, "its name"]
    combine: Annotated[
        Literal["best", "best_of_order", "sum", "chain"],
        "the best of each line counts, or the one that takes most off the order, or they add up, or each is "
        "taken off what the last one left",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorShape(Shape):
    """Below this no discount takes a line; of several floors of a line the highest holds."""

    lines: Annotated[Expression | None, "the lines it holds for; without it, all"] = None
    amount: Annotated[Dated[Money] | None, "what a line costs at least"] = None
    unit: Annotated[Dated[Price] | None, "what a unit costs at least"] = None
    share: Annotated[Dated[Percent] | None, "at least this share of the list price"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOneOf(("amount", "unit", "share")),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountsShape(Shape):
    """The discounts of an order and how they meet; the tier's discount is one of them."""

    combine: Annotated[
        Literal["best", "sum", "chain"] | None,
        "several discounts of a line: the best counts, they add up, or each is taken off what is left",
    ] = None
    lanes: Annotated[tuple[LaneShape, ...], "the order in which discounts are taken off"] = ()
    tier_lane: Annotated[Code | None, "the lane of the tiers' own discount"] = None
    floors: Annotated[tuple[FloorShape, ...], "what no discount goes below"] = ()
    rules: Annotated[tuple[DiscountRuleShape, ...], "the discounts"]
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("combine", "lanes"), Needs("tier_lane", "lanes"))
