"""Shapes of tiers: what is counted, what each tier asks for, how long it is kept, how it is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.fields import (
    NOTHING,
    ONCE,
    REST,
    AtLeastOne,
    Code,
    ExactlyOne,
    ExactlyOneOf,
    Factor,
    Law,
    Needs,
    NotReadError,
    Percent,
    RuleId,
    Shape,
)
from loyalty.language.shapes.reading import ShapeReader
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Node, Scalar
from loyalty.language.texts.scalars import DecimalText, Failed, Reading, Schema
from loyalty.language.texts.words import WindowText
from loyalty.language.values import Duration, LocalText, Unit, Window

ONLY = "spend"
"""The name of the measure of a ladder that has one, `measured_by`."""

Over = Annotated[Duration | Window, WindowText()]
Amount = Annotated[Fraction, DecimalText("an amount of a measure", decimals=9)]
_SCALAR = DecimalText("an amount of money", money=True)

LOSS_NOTICE = Duration(30, Unit.DAY)
"""How long before a tier is lost its member is told, where the rules do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureShape(Shape):
    """What is counted towards a tier, over the member's orders, or over events of one name."""

    event: Annotated[RuleId | None, "the event that counts; without it, orders do"] = None
    sum_of: Annotated[Expression | None, "the money that is summed over the lines, or of each event"] = None
    units_of: Annotated[Expression | None, "the quantity that is summed over the lines, or of each event"] = (
        None
    )
    count: Annotated[
        Literal["orders", "points", "events"] | None,
        "orders with a line that counts, the points orders earned, or events",
    ] = None
    wallet: Annotated[Code | None, "the wallet whose points are counted; without it, `points`"] = None
    when: Annotated[Expression | None, "the lines or events that count; without it, every one"] = None
    over: Annotated[Over, "how far back: a length of time, a year as it stands, or a lifetime"]
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOneOf(("sum_of", "units_of", "count")),
        Needs("wallet", "count"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GateShape(Shape):
    """What a tier asks for: every measure named, every gate of `all`, and one gate of `any`.

    A single amount is that of the only measure; it has the empty name here.
    """

    all_: Annotated[tuple["GateShape", ...], "gates that must all hold"] = ()
    any_: Annotated[tuple["GateShape", ...], "gates of which one must hold"] = ()
    least: Annotated[Mapping[str, Amount], REST, "the least amount of each measure, by its name"]

    def needs(self) -> tuple[tuple[str, Fraction], ...]:
        """Give every measure asked for with its amount, those of inner gates too."""
        inner = tuple(need for gate in (*self.all_, *self.any_) for need in gate.needs())
        return (*self.least.items(), *inner)


@dataclass(frozen=True, slots=True)
class GateReader:
    """Reads `500.00`, `{nights: 10}`, `{all: […]}` or `{any: […]}`."""

    def read(self, node: Node, into: Reading) -> Shape | Failed:
        """Give the gate."""
        if not isinstance(node, Scalar):
            return ShapeReader(GateShape).read(node, into)
        amount = _SCALAR.read(node, into)
        if isinstance(amount, Failed):
            return amount
        return GateShape(least={"": amount}, span=node.span)

    def schema(self) -> Schema:
        """Give an amount, or a reference to the gate."""
        return {"anyOf": [_SCALAR.schema(), ShapeReader(GateShape).schema()]}


Gate = Annotated[GateShape, GateReader()]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitShape(Shape):
    """Something tiers give besides factor and discount; a truth says by its name what it is."""

    is_: Annotated[Literal["truth", "quantity", "money", "points"], "what a tier states of it"]
    name: Annotated[LocalText, "what the member reads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierShape(Shape):
    """One tier of the ladder."""

    name: Annotated[Code, "its name"]
    from_: Annotated[Gate, "the measure at which it begins, or a gate of several"]
    keep_from: Annotated[Gate | None, GateReader(), "what keeps it; without it, what it begins at"] = None
    for_life_from: Annotated[Gate | None, GateReader(), "from what on it is held for life"] = None
    for_life_after: Annotated[Duration | None, "after how long without a break it is held for life"] = None
    earn: Annotated[Dated[Factor], "what earned points are multiplied by"] = ONCE
    discount: Annotated[Dated[Percent], "what is taken off every line"] = NOTHING
    benefits: Annotated[Mapping[str, Scalar] | None, "what it gives besides, by benefit"] = None

    def gates(self) -> tuple[tuple[str, GateShape], ...]:
        """Give the gates it states, each with its attribute, as far as they could be read."""
        names = [name for name in ("from_", "keep_from", "for_life_from") if self.is_read(name)]
        found = [(name, getattr(self, name)) for name in names]
        return tuple((name, gate) for name, gate in found if gate is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TiersShape(Shape):
    """The ladder of tiers and how a member moves on it."""

    measured_by: Annotated[MeasureShape | None, "what is counted towards a tier"] = None
    measures: Annotated[Mapping[str, MeasureShape] | None, "several things that are counted, by name"] = None
    decided: Annotated[Literal["before the order"], "an order never changes the tier it is priced at"]
    ladder: Annotated[tuple[TierShape, ...], AtLeastOne(), "the tiers, lowest first"]
    benefits: Annotated[Mapping[str, BenefitShape] | None, "what tiers may give, by name"] = None
    keep_for: Annotated[Duration, "how long a tier is kept once reached"]
    review: Annotated[
        Literal["any day", "calendar year end", "anniversary"],
        "the day on which keeping ends: the day itself, or the next of these days",
    ] = "any day"
    grace: Annotated[Duration | None, "how long a tier that is no longer reached is kept on"] = None
    notice: Annotated[Duration, "how long before its end a member is told what keeps a tier"] = LOSS_NOTICE
    landing: Annotated[Literal["soft", "hard"], "soft: one tier down at a time; hard: to the tier reached"]
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("measured_by", "measures"),)

    def names(self) -> tuple[str, ...]:
        """Give the names of the ladder; raises NotReadError where two are one, since another was meant."""
        names = tuple(tier.name for tier in self.ladder)
        if len(set(names)) < len(names):
            raise NotReadError("ladder")
        return names

    def counted(self) -> Mapping[str, MeasureShape]:
        """Give the measures by name."""
        return self.measures or {} if self.measured_by is None else {ONLY: self.measured_by}
