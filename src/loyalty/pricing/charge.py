"""One charge of a plan as formulas: its slices, their exact sum, and the amount rounded once.

The words any charge may have are worked off in one order: the units are converted, free units
are taken off them, the model prices what is left, then come the discount, the commitment, the
minimum and the maximum. Each is a slice, so that the slices add up to the charge. The ranges of the slices
count converted units with the free ones, from the first unit used. Where the terms say so,
the amount of each band is rounded as the charge is; the slices then carry rounded amounts.

A charge whose parts are priced each on its own has its slices on the rows of the period: of a
matrix its cells, and which terms hold in a row its number says; of a commitment for each hour,
day or week those times. The rows are added up, then come the minimum and the maximum of the
whole, and it is rounded once. Of a charge that is shared by time the slices add up to the whole.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.shapes.charge_words import (
    AnyWords,
    BandWords,
    ChargeWords,
    CommitmentShape,
    ConvertShape,
)
from loyalty.language.shapes.charges import CellTerms, MatrixTerms, PercentageTerms, Terms
from loyalty.language.sheet import Rule, Scope, SheetBuilder
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.bands import Reach, apart
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
from loyalty.pricing.charge_models import lower, matrix
from loyalty.pricing.rows import CELL_RULE, QUANTITY

ALL_WORDS = frozenset({What.DISCOUNT, What.COMMITMENT, What.MINIMUM, What.MAXIMUM})
OF_A_WINDOW = frozenset({What.DISCOUNT, What.COMMITMENT})
"""The words that hold for each of the times that a commitment is for; the others hold for the period."""


@dataclass(frozen=True, slots=True)
class BlocksTemplate:
    """The formulas of a slice's blocks: how many of ``size`` units (None: events), at which price each."""

    count: str
    size: Fraction | None
    price: str


@dataclass(frozen=True, slots=True)
class SliceTemplate:
    """One slice of a charge, or of a row of it: its line, its range, and the formulas of its parts.

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


def by_rows(terms: Terms) -> bool:
    """Whether the charge is one of rows, which each count quantities of their own."""
    return isinstance(terms, MatrixTerms) or by_window(terms)


def by_window(terms: Terms) -> bool:
    """Whether the charge is one of rows that are times of the period."""
    return terms.commitment is not None and terms.commitment.window is not None


def lower_charge(  # noqa: PLR0913 - a charge's terms, and how its quantities and money are written
    builder: SheetBuilder,
    name: str,
    terms: Terms,
    counted: Counted,
    *,
    money: MoneyNode,
    settled: Callable[[Node], Node],
    rule: Rule,
    scope: Scope = Scope.ORDER,
    shared: Callable[[Node], Node] | None = None,
) -> tuple[Read, tuple[SliceTemplate, ...]]:
    """Define ``<name>`` (whole minor units) and its slices; give its node and the slices' templates.

    ``counted`` gives quantities of a row where the charge is one `by_rows`, or of ``scope``.
    ``settled`` rounds the charge, ``shared`` gives the rounded share of one that is shared by time.
    """
    charge = _Charge(builder, name, rule, money, settled)
    whole = _Part(name, scope)
    if isinstance(terms, MatrixTerms):
        whole.amounts.append(charge.rows(matrix.parts(terms), counted, ALL_WORDS))
        charge.words(whole, terms, ALL_WORDS)
    elif by_window(terms):
        whole.amounts.append(charge.rows([(1, terms)], counted, OF_A_WINDOW))
        charge.words(whole, terms, ALL_WORDS - OF_A_WINDOW)
    else:
        charge.price(whole, terms, counted, ALL_WORDS)
    if shared is None:
        return builder.define(name, scope, settled(t.add(*whole.amounts)), rule), tuple(charge.templates)
    exact = charge.define(whole, "whole", t.add(*whole.amounts))
    made = builder.define(name, scope, shared(exact), rule)
    return made, tuple(replace(template, whole=exact.name) for template in charge.templates)


def _converted(shape: ConvertShape, quantity: Node) -> Node:
    converted = t.mul(quantity, t.const(Kind.NUMBER, 1 / shape.divide_by))
    return converted if shape.round is None else t.rounded(converted, shape.round)


def _words(terms: AnyWords, money: MoneyNode) -> Iterator[tuple[What, Callable[[Node], Node]]]:
    """Give, for each word said, what it adds to the sum so far."""
    if any(terms.discount.values):
        rate = money(terms.discount, Kind.NUMBER)
        yield What.DISCOUNT, lambda so_far: t.sub(NO_MONEY, t.mul(so_far, rate))
    if terms.commitment is not None:
        yield What.COMMITMENT, _committed(terms.commitment, money)
    if terms.minimum is not None:
        low = money(terms.minimum, Kind.MONEY)
        yield What.MINIMUM, lambda so_far: t.most(NO_MONEY, t.sub(low, so_far))
    if terms.maximum is not None:
        high = money(terms.maximum, Kind.MONEY)
        yield What.MAXIMUM, lambda so_far: t.least(NO_MONEY, t.sub(high, so_far))


def _committed(shape: CommitmentShape, money: MoneyNode) -> Callable[[Node], Node]:
    """Give what a commitment adds: of what is beyond it the overage, and what is short of it."""
    agreed = money(shape.amount, Kind.MONEY)
    more = t.sub(money(shape.overage, Kind.NUMBER), t.const(Kind.NUMBER, 1))

    def added(so_far: Node) -> Node:
        beyond = t.mul(t.most(NO_MONEY, t.sub(so_far, agreed)), more)
        return t.add(beyond, t.most(NO_MONEY, t.sub(agreed, so_far))) if shape.true_up else beyond

    return added


@dataclass(frozen=True, slots=True)
class _Part:
    """Formulas that belong together: those of the whole charge, or of the rows in which they hold."""

    stem: str
    scope: Scope
    holds: Node | None = None
    amounts: list[Node] = field(default_factory=list)

    def only(self, node: Node, nothing: Node) -> Node:
        """Give ``node`` in the rows in which the part holds, in the others ``nothing``."""
        return node if self.holds is None or node == nothing else t.choose(self.holds, node, nothing)


@dataclass(frozen=True, slots=True)
class _Charge:
    """The formulas of one charge as they are defined."""

    builder: SheetBuilder
    name: str
    rule: Rule
    money: MoneyNode
    settled: Callable[[Node], Node]
    templates: list[SliceTemplate] = field(default_factory=list)

    def define(self, part: _Part, name: str, node: Node) -> Read:
        return self.builder.define(f"{part.stem}.{name}", part.scope, node, self.rule)

    def rows(self, parts: Iterable[tuple[int, CellTerms]], counted: Counted, words: frozenset[What]) -> Node:
        """Price each part in the rows that have its number; give the sum of all rows."""
        amounts: list[Node] = []
        for number, terms in parts:
            holds = t.compare(Comparison.EQ, counted(CELL_RULE), t.const(Kind.NUMBER, number))
            part = _Part(f"{self.name}.{CELL_RULE}.{number}", Scope.LINE, holds)
            self.price(part, terms, counted, words)
            amounts += part.amounts
        row = self.builder.define(f"{self.name}.row", Scope.LINE, t.add(*amounts), self.rule)
        return self.builder.total(row.name)

    def price(self, part: _Part, terms: CellTerms, counted: Counted, words: frozenset[What]) -> None:
        """Define the slices of a model and of those ``words`` that stand beside it."""
        free = Fraction(0)
        if not isinstance(terms, PercentageTerms):
            counted, free = self.units(part, terms, counted), terms.free_units
        each = self.settled if isinstance(terms, BandWords) and terms.round_each_band else None
        for number, piece in enumerate(lower(terms, counted, self.money), start=1):
            ends = (free + piece.from_, None if piece.up_to is None else free + piece.up_to)
            self.slice(part, f"slice.{number}", replace(piece, from_=ends[0], up_to=ends[1]), each)
        self.words(part, terms, words)

    def words(self, part: _Part, terms: AnyWords, words: frozenset[What]) -> None:
        """Define a slice for each of the ``words`` that is said."""
        for what, word in _words(terms, self.money):
            if what not in words:
                continue
            self.slice(part, what, apart(what, word(t.add(NO_MONEY, *part.amounts))))

    def units(self, part: _Part, terms: ChargeWords, counted: Counted) -> Counted:
        """Give the units the model prices; the free ones become a slice."""
        if terms.convert is None and not terms.free_units:
            return counted
        quantity = counted(QUANTITY)
        if terms.convert is not None:
            quantity = self.define(part, "converted", _converted(terms.convert, quantity))
        if terms.free_units:
            inside = Reach(Fraction(0), terms.free_units).within(quantity)
            free = slice_of(
                Fraction(0),
                terms.free_units,
                quantity=inside,
                unit=NO_PRICE,
                flat=NO_MONEY,
                what=What.FREE,
            )
            self.slice(part, What.FREE, free)
            quantity = self.define(part, "charged", Reach(terms.free_units, None).within(quantity))

        def charged(name: str) -> Node:
            if name == QUANTITY:
                return quantity
            reached = counted(name) if terms.convert is None else _converted(terms.convert, counted(name))
            return Reach(terms.free_units, None).within(reached)

        return charged

    def slice(
        self, part: _Part, stem: str, piece: SliceNodes, settled: Callable[[Node], Node] | None = None
    ) -> None:
        """Define the formulas of a slice; ``settled`` rounds its amount."""
        quantity = self.define(part, f"{stem}.quantity", part.only(piece.quantity, NO_QUANTITY))
        unit = self.define(part, f"{stem}.unit", piece.unit)
        flat = self.define(part, f"{stem}.flat", part.only(piece.flat, NO_MONEY))
        exact = part.only(piece.amount, NO_MONEY)
        if settled is not None:
            exact = self.define(part, f"{stem}.rounded", settled(exact))
        amount = self.define(part, f"{stem}.amount", exact)
        part.amounts.append(amount)
        self.templates.append(
            SliceTemplate(
                self.name,
                part.scope,
                piece.from_,
                piece.up_to,
                quantity=quantity.name,
                unit=unit.name,
                flat=flat.name,
                amount=amount.name,
                what=piece.what,
                blocks=None if piece.blocks is None else self.blocks(part, stem, piece.blocks),
            )
        )

    def blocks(self, part: _Part, stem: str, blocks: Blocks) -> BlocksTemplate:
        """Define the formulas of how a slice's flat amount came about."""
        count = self.define(part, f"{stem}.blocks", part.only(blocks.count, NO_QUANTITY))
        price = self.define(part, f"{stem}.price", blocks.price)
        return BlocksTemplate(count.name, blocks.size, price.name)
