"""What charge models with bands share: which band a quantity reaches, what of it lies in a band, blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree
from loyalty.language.shapes.block_charges import BlockBand
from loyalty.language.tree import Comparison, Const, Kind, Node
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    NO_QUANTITY,
    Blocks,
    Counted,
    MoneyNode,
    SliceNodes,
    What,
    slice_of,
)
from loyalty.pricing.rows import QUANTITY, REACHED


class Bounded(Protocol):
    """A band of any model's terms."""

    @property
    def up_to(self) -> Fraction | None:
        """The upper bound, inside; None for the open band."""


class FlatFees(Protocol):
    """Terms whose bands have flat amounts."""

    @property
    def flat_fees_reverse(self) -> bool:
        """Whether a flat amount is given back when the quantity falls out of its band."""


B = TypeVar("B", bound=Bounded)


@dataclass(frozen=True, slots=True)
class Reach:
    """The quantities above ``start`` up to and with ``up_to``; the first band holds 0 too."""

    start: Fraction
    up_to: Fraction | None

    def within(self, quantity: Node) -> Node:
        """Give how much of ``quantity`` lies in the band."""
        inside = quantity
        if self.up_to is not None:
            inside = tree.least(inside, tree.const(Kind.QUANTITY, self.up_to))
        if self.start:
            inside = tree.most(NO_QUANTITY, tree.sub(inside, tree.const(Kind.QUANTITY, self.start)))
        return inside

    def holds(self, quantity: Node) -> Node:
        """Give whether ``quantity`` as a whole ends in the band."""
        tests = []
        if self.start:
            tests.append(tree.compare(Comparison.GT, quantity, tree.const(Kind.QUANTITY, self.start)))
        if self.up_to is not None:
            tests.append(tree.compare(Comparison.LE, quantity, tree.const(Kind.QUANTITY, self.up_to)))
        return tree.all_of(*tests)


def reaches(bands: Sequence[B]) -> list[tuple[B, Reach]]:
    """Give each band with the quantities it is for."""
    found = []
    start = Fraction(0)
    for band in bands:
        found.append((band, Reach(start, band.up_to)))
        start = band.up_to if band.up_to is not None else start
    return found


def reached(terms: FlatFees, counted: Counted) -> Node:
    """Give the quantity by which a band's flat amount is due: the largest one where none is given back."""
    quantity = counted(QUANTITY)
    return quantity if terms.flat_fees_reverse else tree.most(quantity, counted(REACHED))


def of_reached(spans: Sequence[Reach], values: Sequence[Node], quantity: Node) -> Node:
    """Choose the value of the band the quantity reaches, by halving, so that many bands nest little."""
    if len(spans) == 1:
        return values[0]
    middle = len(spans) // 2
    border = tree.const(Kind.QUANTITY, spans[middle].start)
    return tree.choose(
        tree.compare(Comparison.LE, quantity, border),
        of_reached(spans[:middle], values[:middle], quantity),
        of_reached(spans[middle:], values[middle:], quantity),
    )


def protection(
    spans: Sequence[Reach], costs: Sequence[Node], starts: Sequence[Node], quantity: Node
) -> SliceNodes:
    """Give the slice that takes away what a charge is above the start of a later band.

    ``costs`` is what the quantity costs in each band, ``starts`` what each band costs just above
    its start. The slice has no units and a flat amount of 0 or less.
    """
    held = [
        cost if limit is None else tree.least(cost, limit)
        for cost, limit in zip(costs, _later(starts), strict=True)
    ]
    spared = tree.sub(of_reached(spans, held, quantity), of_reached(spans, costs, quantity))
    return apart(What.PROTECTION, spared)


def apart(what: What, amount: Node) -> SliceNodes:
    """Give a slice without units, for an amount that stands on its own."""
    return slice_of(Fraction(0), None, quantity=NO_QUANTITY, unit=NO_PRICE, flat=amount, what=what)


def blocks(quantity: Node, size: Fraction, mode: Rounding) -> Node:
    """Give how many blocks of ``size`` the quantity is, begun ones (``UP``) or full ones (``DOWN``)."""
    return tree.rounded(tree.mul(quantity, tree.const(Kind.NUMBER, 1 / size)), mode)


def block_slice(band: BlockBand, reach: Reach, units: Node, money: MoneyNode) -> SliceNodes:
    """Give the slice of a band that charges ``units`` in begun blocks."""
    count, price = blocks(units, band.size, Rounding.UP), money(band.price, Kind.PRICE)
    return slice_of(
        reach.start,
        reach.up_to,
        quantity=units,
        unit=NO_PRICE,
        flat=priced(count, price),
        blocks=Blocks(count, band.size, price),
    )


def priced(count: Node, price: Node) -> Node:
    """Give what a number of blocks costs; a price of nothing leaves no trace in the tree."""
    if price == NO_PRICE:
        return NO_MONEY
    if isinstance(count, Const) and isinstance(price, Const):
        return tree.const(Kind.MONEY, _value(count) * _value(price))
    return tree.mul(count, price)


def _later(starts: Sequence[Node]) -> list[Node | None]:
    """Give, for each band, the least cost of the start of a later one."""
    limits: list[Node | None] = [None]
    for start in reversed(starts[1:]):
        known = limits[-1]
        limits.append(start if known is None else _least(start, known))
    return limits[::-1]


def _least(left: Node, right: Node) -> Node:
    if isinstance(left, Const) and isinstance(right, Const):
        return min(left, right, key=_value)
    return tree.least(left, right)


def _value(constant: Const) -> Fraction:
    return Fraction(int(constant.value), constant.den)
