"""Shapes of what happens to an order's price besides discounts: fees, tax, returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.discounts import DiscountsShape
from loyalty.language.shapes.fields import (
    ONE_OR_MORE,
    Code,
    ExactlyOne,
    ExactlyOneOf,
    Law,
    Money,
    Needs,
    Percent,
    Price,
    RuleId,
    Shape,
    TableFile,
)
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxShape(Shape):
    """A tax by a table, ``table`` is the CSV file's name in the folder, at one rate, or of each unit.

    Several taxes are each of the price before any of them; they do not compound, but for one of
    each unit that is ``taxed``.
    """

    id: Annotated[RuleId | None, "its name for machines; needed beside another tax"] = None
    name: Annotated[LocalText | None, "what the member reads; without it, Tax"] = None
    table: Annotated[TableFile | None, "CSV file of rates"] = None
    by: Annotated[tuple[Code, ...], ONE_OR_MORE, "facts the table's columns stand for"] = ()
    rate: Annotated[Dated[Percent] | None, "the rate, where it is the same everywhere"] = None
    unit: Annotated[Dated[Price] | None, "the amount for each unit of a line"] = None
    content: Annotated[
        Expression | None, "how much of what is taxed a unit of the line has; without it, 1"
    ] = None
    when: Annotated[Expression | None, "the lines a tax of each unit is on; without it, all"] = None
    taxed: Annotated[bool | None, "whether the taxes at a rate are of a tax of each unit, too"] = None
    prices: Annotated[Literal["include_tax", "exclude_tax"], "whether prices contain the tax"]
    per: Annotated[
        Literal["line", "total"] | None, "of a plan: rounded for each charge, or once for the total"
    ] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOneOf(("table", "rate", "unit")),
        Needs("table", "by"),
        Needs("by", "table"),
        Needs("unit", "taxed"),
        Needs("taxed", "unit"),
        Needs("content", "unit"),
        Needs("when", "unit"),
        Needs("id", "name"),
        Needs("name", "id"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeShape(Shape):
    """A charge for handling, its own line with its reason; an amount, or a share of something."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    amount: Annotated[Dated[Money] | None, "fixed amount"] = None
    each: Annotated[Literal["order", "unit"], "what the amount is for: the order, or each unit"] = "order"
    lines: Annotated[Expression | None, "the lines whose units pay it; without it, all"] = None
    share: Annotated[Dated[Percent] | None, "share of `of`"] = None
    of: Annotated[Expression | None, "what the share is of"] = None
    at_least: Annotated[Dated[Money] | None, "smallest amount of a share"] = None
    at_most: Annotated[Dated[Money] | None, "largest amount of a share"] = None
    when: Annotated[Expression | None, "where it is charged; without it, always: a mandatory fee"] = None
    charged: Annotated[Literal["once", "each"], "once in the life of a plan, or each time"] = "each"
    prorated: Annotated[bool, "of a plan: whether a share of a period pays a share of its amount"] = False
    purpose: Annotated[str, "what it is for"]
    recipient: Annotated[str, "who receives it"]
    set_by: Annotated[
        Literal["merchant", "partner", "platform", "authority"] | None,
        "who decided its amount; without it, the authority that receives it, else the merchant",
    ] = None
    refundable: Annotated[bool, "whether a return gives it back"]
    taxed_as: Annotated[Code | None, "the value of `line.category` it is taxed like"] = None
    first_shown: Annotated[
        Literal["first_price", "choice", "checkout"], "from where on it is in the price that is shown"
    ] = "first_price"
    calculable_when: Annotated[
        tuple[Code, ...], ONE_OR_MORE, "facts of the sale without which it cannot be worked out yet"
    ] = ()
    formula: Annotated[LocalText | None, "how it is worked out, told as long as it cannot be"] = None
    legal_basis: Annotated[str | None, "of a fee that an `authority` receives: the law that asks for it"] = (
        None
    )
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("amount", "share"),
        Needs("share", "of"),
        Needs("of", "share"),
        Needs("at_least", "share"),
        Needs("at_most", "share"),
        Needs("prorated", "amount"),
        Needs("each", "amount"),
        Needs("formula", "calculable_when"),
    )
    LACKING: ClassVar[Mapping[str, str]] = MappingProxyType(
        dict.fromkeys(("purpose", "recipient", "refundable"), "FEE_NATURE_MISSING")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsShape(Shape):
    """What may be brought back."""

    within: Annotated[Duration, "how long after the order"]
    extra_days: Annotated[Code | None, "the benefit by which the member's tier adds days"] = None
    late: Annotated[
        Literal["refused", "taken"], "what becomes of a return after that; a cancellation is never late"
    ] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPriceShape(Shape):
    """A price for each unit of measure that stands beside the price of an article."""

    id: Annotated[RuleId, "its name for machines"]
    unit: Annotated[Literal["kg", "l", "m", "m2", "piece"], "the unit of measure"]
    content: Annotated[Expression, "how many units one piece of the line holds"]
    when: Annotated[Expression | None, "the lines it is due on; without it, all"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketShape(Shape):
    """What happens to an order's price."""

    discounts: Annotated[DiscountsShape | None, "reductions"] = None
    tax: Annotated[tuple[TaxShape, ...], ONE_OR_MORE, "tax, or several"] = ()
    fees: Annotated[tuple[FeeShape, ...], "charges for handling"] = ()
    returns: Annotated[ReturnsShape | None, "what may be brought back"] = None
    unit_prices: Annotated[tuple[UnitPriceShape, ...], "prices for each unit of measure"] = ()
