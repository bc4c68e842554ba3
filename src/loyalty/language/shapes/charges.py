"""Shapes of the terms of one charge: what a quantity costs, by charge model.

Bands are half-open, ``(up_to of the band before, up_to]``: the upper bound is inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language.dated import Dated
from loyalty.language.shapes.block_charges import GraduatedBlocksTerms, PackageTerms, VolumeBlocksTerms
from loyalty.language.shapes.charge_words import AnyWords, BandWords, ChargeWords, FlatFeesReverse, Negative
from loyalty.language.shapes.fields import (
    INLINE,
    NOTHING,
    ONCE,
    ONE_OR_MORE,
    AtLeastOne,
    Code,
    CurrencyCode,
    ExactlyOne,
    FlatAmount,
    Law,
    Money,
    MoneyStep,
    Multiplier,
    OneOrMoreOf,
    Percent,
    Price,
    Quantity,
    Shape,
    SignedFlatAmount,
    SignedMoney,
    SignedPrice,
    ZoneName,
)
from loyalty.language.texts.scalars import DecimalText

Events = Annotated[Fraction, DecimalText("a number of events", decimals=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Shape):
    """A range of quantity: up to and with ``up_to``, or everything above the last one."""

    up_to: Annotated[Quantity | None, "upper bound, inside"] = None
    above: Annotated[Quantity | None, "last upper bound; this band is open"] = None
    unit: Annotated[Dated[SignedPrice], "price of one unit"] = NOTHING
    flat: Annotated[Dated[SignedFlatAmount], "amount once the band is reached"] = NOTHING
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("up_to", "above"), OneOrMoreOf(("unit", "flat")))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatTerms(ChargeWords):
    """One amount, whatever the quantity."""

    model: Annotated[Literal["flat"], "the charge model"] = "flat"
    amount: Annotated[Dated[SignedMoney], "the amount"]
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerUnitTerms(ChargeWords):
    """Quantity times a price."""

    model: Annotated[Literal["per_unit"], "the charge model"] = "per_unit"
    unit: Annotated[Dated[SignedPrice], "price of one unit"]
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraduatedTerms(BandWords):
    """Every unit at its own band's price."""

    model: Annotated[Literal["graduated"], "the charge model"] = "graduated"
    bands: Annotated[tuple[Band, ...], AtLeastOne(), "the bands, lowest first"]
    zero_usage_pays_first_flat_fee: Annotated[
        bool | None, "whether nothing used pays the first band's flat amount; needed where it has one"
    ] = None
    flat_fees_reverse: FlatFeesReverse = True
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeTerms(ChargeWords):
    """All units at the reached band's price; ``protect``: never more than a later band's start costs."""

    model: Annotated[Literal["volume"], "the charge model"] = "volume"
    bands: Annotated[tuple[Band, ...], AtLeastOne(), "the bands, lowest first"]
    zero_usage_pays_first_flat_fee: Annotated[
        bool | None, "whether nothing used pays the first band's flat amount; needed where it has one"
    ] = None
    flat_fees_reverse: FlatFeesReverse = True
    negative: Negative = None
    protect: Annotated[bool, "whether nobody pays more than the start of a later band would cost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBand(Shape):
    """A range of an amount of money, with the share that is charged of it."""

    up_to: Annotated[Money | None, "upper bound, inside"] = None
    above: Annotated[Money | None, "last upper bound; this band is open"] = None
    rate: Annotated[Dated[Percent], "share of the amount"] = NOTHING
    flat: Annotated[Dated[FlatAmount], "amount once the band is reached"] = NOTHING
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("up_to", "above"), OneOrMoreOf(("rate", "flat")))


@dataclass(frozen=True, slots=True, kw_only=True)
class GraduatedPercentageTerms(BandWords):
    """Every part of an amount of money at its own band's rate; the quantity is the amount, in major units."""

    model: Annotated[Literal["graduated_percentage"], "the charge model"] = "graduated_percentage"
    bands: Annotated[tuple[RateBand, ...], AtLeastOne(), "the bands, lowest first"]
    zero_usage_pays_first_flat_fee: Annotated[
        bool | None, "whether nothing used pays the first band's flat amount; needed where it has one"
    ] = None
    flat_fees_reverse: FlatFeesReverse = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StairBand(Shape):
    """A range of quantity with one amount for all of it."""

    up_to: Annotated[Quantity | None, "upper bound, inside"] = None
    above: Annotated[Quantity | None, "last upper bound; this band is open"] = None
    amount: Annotated[Dated[SignedMoney], "the amount"]
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("up_to", "above"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class StairstepTerms(ChargeWords):
    """The reached band's amount, however many units it holds; nothing used is in the first band."""

    model: Annotated[Literal["stairstep"], "the charge model"] = "stairstep"
    bands: Annotated[tuple[StairBand, ...], AtLeastOne(), "the bands, lowest first"]
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentageTerms(ChargeWords):
    """A share of each event's amount and a fixed amount, within bounds for each event.

    ``convert`` holds for each event, and of ``free_units`` the model sees nothing. Then
    ``free_events`` and ``free_amount`` count together in the order of the events: the free part
    ends where the first of them is used up. One that is 0 or left out does not count.
    """

    model: Annotated[Literal["percentage"], "the charge model"] = "percentage"
    rate: Annotated[Dated[Percent], "share of an event's amount"]
    fixed: Annotated[Dated[Price], "for each event that is not free"] = NOTHING
    free_events: Annotated[Events, "events that are free, the first ones"] = Fraction(0)
    free_amount: Annotated[Quantity, "amount that is free, the first of it"] = Fraction(0)
    at_least: Annotated[Dated[Price] | None, "the least an event costs that is not free"] = None
    at_most: Annotated[Dated[Price] | None, "the most an event costs"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicTerms(ChargeWords):
    """The events' own amounts of money, added up and multiplied."""

    model: Annotated[Literal["dynamic"], "the charge model"] = "dynamic"
    multiplier: Annotated[Dated[Multiplier], "by which the sum of the amounts is multiplied"] = ONCE


UnitTerms = (
    FlatTerms
    | PerUnitTerms
    | GraduatedTerms
    | GraduatedPercentageTerms
    | GraduatedBlocksTerms
    | VolumeTerms
    | VolumeBlocksTerms
    | PackageTerms
    | StairstepTerms
    | DynamicTerms
)
"""Terms that price one quantity."""
CellTerms = UnitTerms | PercentageTerms
"""Terms that may stand in a cell of a matrix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShape(Shape):
    """The terms of the events whose dimensions have the values of ``where``."""

    where: Annotated[
        Mapping[str, Annotated[tuple[str, ...], ONE_OR_MORE, AtLeastOne()]],
        "values by dimension; one left out may be any or missing",
    ]
    terms: Annotated[CellTerms, INLINE, "keys of the charge model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixTerms(AnyWords):
    """Terms chosen by an event's dimensions: those of the first cell that it fits, else ``otherwise``."""

    model: Annotated[Literal["matrix"], "the charge model"] = "matrix"
    dimensions: Annotated[tuple[Code, ...], AtLeastOne(), "the properties of an event that are looked at"]
    cells: Annotated[tuple[CellShape, ...], "the first that fits counts"] = ()
    otherwise: Annotated[CellTerms | None, "terms of what fits no cell; without it, that is refused"] = None
    apply: Annotated[
        Literal["per_cell", "joined"],
        "whether each combination of dimensions is priced alone, or all of one cell together",
    ]


Terms = CellTerms | MatrixTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsMoney(Shape):
    """How money is rounded, of terms that stand alone."""

    step: Annotated[MoneyStep, "smallest amount, in major units"]
    round: Annotated[Rounding, "how an exact amount becomes a multiple of step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsNumbers(Shape):
    """Rounding of terms that stand alone."""

    money: Annotated[TermsMoney, "amounts of money"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsProration(Shape):
    """What the share of a period is counted in, of terms that stand alone."""

    basis: Annotated[Literal["second", "day"], "what is counted"]
    timezone: Annotated[ZoneName, "where days begin and end"] = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsShape(Shape):
    """The terms of one charge in a file of its own.

    Money is rounded half up to the currency's minor unit unless ``numbers`` says otherwise, and
    the share of a period counts seconds unless ``proration`` does.
    """

    currency: Annotated[CurrencyCode, "three letters, such as `EUR`"]
    numbers: Annotated[TermsNumbers | None, "rounding"] = None
    proration: Annotated[TermsProration | None, "how a share of a period is counted"] = None
    terms: Annotated[Terms, INLINE, "keys of the charge model"]
