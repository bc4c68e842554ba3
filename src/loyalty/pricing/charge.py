"""One charge of a plan as formulas: its slices, their exact sum, and the amount rounded once.

The words any charge may have are worked off in one order: the units are converted, free units
are taken off them, the model prices what is left, then come the discount, the minimum and the
maximum. Each is a slice, so that the slices add up to the charge. The ranges of the slices
count converted units with the free ones, from the first unit used. Where the terms say so,
the amount of each band is rounded as the charge is; the slices then carry rounded amounts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.shapes.charge_words import BandWords
from loyalty.language.shapes.charges import Terms
from loyalty.language.sheet import Rule, Scope, SheetBuilder
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.bands import Reach, apart
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    MoneyNode,
    SliceNodes,
    What,
    slice_of,
)
from loyalty.pricing.charge_models import lower


@dataclass(frozen=True, slots=True)
class BlocksTemplate:
    """The formulas of a slice's blocks: how many of ``size`` units, at which price each."""

    count: str
    size: Fraction
    price: str


@dataclass(frozen=True, slots=True)
class SliceTemplate:
    """One slice of a charge: which line it belongs to, its range, and the formulas of its parts.

    The slices of a line add up to its exact amount, or to the formula ``whole`` of which the
    line is a share.
    """

    line: str
    scope: Scope
    from_: Fraction
    up_to: Fraction | None
    quantity: str
    unit: str
    flat: str
    amount: str
    what: What
    blocks: BlocksTemplate | None
    whole: str | None = None


def lower_charge(  # noqa: PLR0913 - a charge's terms, and how its money is written
    builder: SheetBuilder,
    name: str,
    terms: Terms,
    quantity: Node,
    *,
    money: MoneyNode,
    settled: Callable[[Node], Node],
    rule: Rule,
    scope: Scope = Scope.ORDER,
) -> tuple[Read, tuple[SliceTemplate, ...]]:
    """Define ``<name>`` (whole minor units) and its slices; give its node and the slices' templates."""
    charge = _Charge(builder, name, rule, scope)
    units = charge.units(terms, quantity)
    free = terms.free_units
    each = settled if isinstance(terms, BandWords) and terms.round_each_band else None
    for number, piece in enumerate(lower(terms, units, money), start=1):
        ends = (free + piece.from_, None if piece.up_to is None else free + piece.up_to)
        charge.slice(f"slice.{number}", replace(piece, from_=ends[0], up_to=ends[1]), each)
    for what, word in _words(terms, money):
        charge.slice(what, apart(what, word(t.add(NO_MONEY, *charge.amounts))))
    made = builder.define(name, scope, settled(t.add(*charge.amounts)), rule)
    return made, tuple(charge.templates)


def _words(terms: Terms, money: MoneyNode) -> Iterator[tuple[What, Callable[[Node], Node]]]:
    """Give, for each word said, what it adds to the sum so far."""
    if any(terms.discount.values):
        rate = money(terms.discount, Kind.NUMBER)
        yield What.DISCOUNT, lambda so_far: t.sub(NO_MONEY, t.mul(so_far, rate))
    if terms.minimum is not None:
        low = money(terms.minimum, Kind.MONEY)
        yield What.MINIMUM, lambda so_far: t.most(NO_MONEY, t.sub(low, so_far))
    if terms.maximum is not None:
        high = money(terms.maximum, Kind.MONEY)
        yield What.MAXIMUM, lambda so_far: t.least(NO_MONEY, t.sub(high, so_far))


class _Charge:
    """The formulas of one charge as they are defined."""

    def __init__(self, builder: SheetBuilder, name: str, rule: Rule, scope: Scope) -> None:
        """Begin the charge ``name``."""
        self.builder, self.name, self.rule, self.scope = builder, name, rule, scope
        self.templates: list[SliceTemplate] = []
        self.amounts: list[Node] = []

    def define(self, part: str, node: Node) -> Read:
        return self.builder.define(f"{self.name}.{part}", self.scope, node, self.rule)

    def units(self, terms: Terms, quantity: Node) -> Node:
        """Give the units the model prices; the free ones become a slice."""
        if terms.convert is not None:
            counted = t.mul(quantity, t.const(Kind.NUMBER, 1 / terms.convert.divide_by))
            mode = terms.convert.round
            quantity = self.define("converted", t.rounded(counted, mode) if mode else counted)
        if not terms.free_units:
            return quantity
        reach = Reach(Fraction(0), terms.free_units)
        inside = reach.within(quantity)
        self.slice(
            What.FREE,
            slice_of(
                Fraction(0),
                terms.free_units,
                quantity=inside,
                unit=NO_PRICE,
                flat=NO_MONEY,
                what=What.FREE,
            ),
        )
        return self.define("charged", Reach(terms.free_units, None).within(quantity))

    def slice(self, stem: str, piece: SliceNodes, settled: Callable[[Node], Node] | None = None) -> None:
        """Define the formulas of a slice; ``settled`` rounds its amount."""
        quantity = self.define(f"{stem}.quantity", piece.quantity)
        unit, flat = self.define(f"{stem}.unit", piece.unit), self.define(f"{stem}.flat", piece.flat)
        blocks = None
        if piece.blocks is not None:
            count = self.define(f"{stem}.blocks", piece.blocks.count)
            price = self.define(f"{stem}.price", piece.blocks.price)
            blocks = BlocksTemplate(count.name, piece.blocks.size, price.name)
        exact = piece.amount
        if settled is not None:
            exact = self.define(f"{stem}.rounded", settled(exact))
        amount = self.define(f"{stem}.amount", exact)
        self.amounts.append(amount)
        self.templates.append(
            SliceTemplate(
                self.name,
                self.scope,
                piece.from_,
                piece.up_to,
                quantity=quantity.name,
                unit=unit.name,
                flat=flat.name,
                amount=amount.name,
                what=piece.what,
                blocks=blocks,
            )
        )
