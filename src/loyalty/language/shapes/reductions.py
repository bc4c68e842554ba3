"""Shapes of what is announced of prices: reductions, which compare a price with an earlier one."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from loyalty.language.shapes.fields import (
    AtLeastOne,
    Code,
    Law,
    Market,
    OneOrMoreOf,
    Percent,
    Price,
    RuleId,
    Shape,
)
from loyalty.language.values import LocalText

ForWhom = Literal["public", "members_general", "group", "individual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionShape(Shape):
    """A price that is announced as lower; what it is compared with is checked by the price history."""

    id: Annotated[RuleId, "its name for machines"]
    sku: Annotated[str, "the article"]
    now: Annotated[Price, "what it costs while the reduction runs, for whom it is"]
    was: Annotated[Price | None, "the price that is struck through"] = None
    percent: Annotated[Percent | None, "the reduction that is announced"] = None
    from_: Annotated[date, "first day"]
    until: Annotated[date | None, "last day; without it, it goes on"] = None
    market: Annotated[Market | None, "one market; without it, each of the programme"] = None
    channel: Annotated[Code | None, "one channel; without it, all of them"] = None
    audience: Annotated[ForWhom, "everybody, nearly every member, a group, or one person"] = "public"
    LAWS: ClassVar[tuple[Law, ...]] = (OneOrMoreOf(("was", "percent")),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPriceShape(Shape):
    """A price that is advertised as one an article can be had from."""

    id: Annotated[RuleId, "its name for machines"]
    sku: Annotated[str, "the article"]
    price: Annotated[Price, "from how much on"]
    market: Annotated[Market | None, "one market; without it, each of the programme"] = None
    channel: Annotated[Code | None, "one channel; without it, all of them"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketedShape(Shape):
    """An article beside others that are the same but for whom they are marketed to."""

    sku: Annotated[str, "the article"]
    to: Annotated[Code, "whom it is marketed to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarShape(Shape):
    """Articles that are substantially the same, marketed to different people."""

    id: Annotated[RuleId, "its name for machines"]
    products: Annotated[tuple[MarketedShape, ...], AtLeastOne(), "the articles, each with its audience"]
    because: Annotated[
        LocalText | None, "why one costs more, such as labour or material; never whom it is for"
    ] = None
