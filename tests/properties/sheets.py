"""Random small sheets for the laws of the prover, and random orders of them.

Numbers are small, so that random orders meet the values at which something turns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue, OutOfBounds
from loyalty.language.readers.python import CompiledSheet, Steps, compile_sheet
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Const, Kind, Node, Read
from loyalty.prover.trying.draw import Draw

LINES_MAX = 4
RULE = plain_rule("rule", "rule", "规则")
TIERS = ("blue", "gold")
KINDS = (Kind.MONEY, Kind.NUMBER)
ORDER = (
    t.read("order.credit", Kind.MONEY, 1, -30, 60),
    t.read("order.factor", Kind.NUMBER, 2, -3, 5),
    t.read("order.gift", Kind.TRUTH),
    t.read("member.tier", Kind.TEXT),
)
LINE = (
    t.read("line.amount", Kind.MONEY, 1, 0, 40),
    t.read("line.change", Kind.MONEY, 2, -9, 9),
    t.read("line.quantity", Kind.NUMBER, 2, 0, 12),
    t.read("line.category", Kind.TEXT),
)
CATEGORIES = ("tea", "gear")
TEXTS: Mapping[str, Sequence[str]] = {"member.tier": TIERS, "line.category": CATEGORIES}
INPUTS: Mapping[str, Read] = {node.name: node for node in (*ORDER, *LINE)}

Row = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Order:
    """Values of a sheet's inputs, of the order and of each line."""

    order: Row
    lines: tuple[Row, ...]


@dataclass(slots=True)
class _Making:
    """A sheet that is being made: what a formula may read, by scope."""

    draw: DrawFn
    builder: SheetBuilder
    reads: dict[Scope, list[Read]] = field(default_factory=dict)

    def leaf(self, kind: Kind, scope: Scope) -> Node:
        lines = [read for read in self.reads[Scope.LINE] if read.kind is kind]
        options: list[Node] = [read for read in self.reads[Scope.ORDER] if read.kind is kind]
        formulas = [read for read in lines if read.name not in INPUTS and kind is not Kind.TRUTH]
        options += [self.builder.total(read.name) for read in formulas]
        if scope is Scope.LINE:
            options += lines
            options += [self.builder.running(read.name) for read in formulas]
        if self.draw(st.integers(0, 3)) and options:
            return self.draw(st.sampled_from(options[-6:]))
        return constant(self.draw, kind)

    def node(self, kind: Kind, scope: Scope, depth: int) -> Node:
        if depth == 0:
            return self.leaf(kind, scope)
        if kind is Kind.TRUTH:
            return self.truth(scope, depth - 1)
        word = self.draw(
            st.sampled_from(("add", "sub", "mul", "less", "more", "round", "if", "if", "ratio", "leaf"))
        )
        sides = [
            self.node(kind, scope, depth - 1)
            for _ in range(2 if word in {"add", "sub", "less", "more", "if"} else 1)
        ]
        match word:
            case "add":
                return t.add(*sides)
            case "sub":
                return t.sub(*sides)
            case "less":
                return t.least(*sides)
            case "more":
                return t.most(*sides)
            case "mul":
                factor = self.node(Kind.NUMBER, scope, depth - 1)
                return t.mul(*((factor, *sides) if self.draw(st.booleans()) else (*sides, factor)))
            case "round":
                return t.rounded(
                    sides[0], self.draw(st.sampled_from(Rounding)), self.draw(st.sampled_from((1, 1, 5)))
                )
            case "if":
                return t.choose(self.truth(scope, depth - 1), *sides)
            case "ratio":
                return self.ratio(sides[0], scope, depth - 1)
        return self.leaf(kind, scope)

    def ratio(self, whole: Node, scope: Scope, depth: int) -> Node:
        """Give a part of a whole, as where tax is contained and elsewhere."""
        part = t.most(t.const(Kind.NUMBER, 0), self.node(Kind.NUMBER, scope, depth))
        more = t.const(Kind.NUMBER, self.draw(st.integers(0, 2))) if self.draw(st.booleans()) else part
        return t.ratio(whole, part, t.add(more, part), self.draw(st.sampled_from(Rounding)))

    def truth(self, scope: Scope, depth: int) -> Node:
        word = self.draw(
            st.sampled_from(("compare", "compare", "text", "text", "in", "gift", "not", "and", "or"))
        )
        match word:
            case "text":
                name = "line.category" if scope is Scope.LINE and self.draw(st.booleans()) else "member.tier"
                op = self.draw(st.sampled_from((Comparison.EQ, Comparison.NE)))
                return t.compare(op, INPUTS[name], t.text(self.draw(st.sampled_from(TEXTS[name]))))
            case "in":
                kind = self.draw(st.sampled_from(KINDS))
                choices = [constant(self.draw, kind) for _ in range(2)]
                return t.one_of(self.node(kind, scope, min(depth, 1)), choices)
            case "gift":
                return INPUTS["order.gift"]
            case "not":
                return t.negation(self.truth(scope, max(depth - 1, 0)))
            case "and" | "or" if depth:
                parts = [self.truth(scope, depth - 1) for _ in range(2)]
                return t.all_of(*parts) if word == "and" else t.any_of(*parts)
        kind = self.draw(st.sampled_from(KINDS))
        op = self.draw(st.sampled_from(tuple(Comparison)))
        left = self.node(kind, scope, min(depth, 1))
        right = self.leaf(kind, scope) if self.draw(st.booleans()) else constant(self.draw, kind)
        return t.compare(op, left, right)

    def by_category(self) -> Node:
        """Give a line's amount that hangs on its category: rates, roundings, what is left of another."""
        test = self.truth(Scope.LINE, 0) if self.draw(st.integers(0, 3)) == 0 else _category(self.draw)
        return t.choose(test, self.part_of_line(), self.part_of_line())

    def part_of_line(self) -> Node:
        formulas = [r for r in self.reads[Scope.LINE] if r.kind is Kind.MONEY]
        own = self.draw(st.sampled_from(formulas[-3:]))
        match self.draw(st.sampled_from(("own", "rate", "rounded", "left", "none"))):
            case "own":
                return own
            case "rate" | "rounded" as word:
                rates = [t.const(Kind.NUMBER, Fraction(self.draw(st.integers(0, 6)), 4)) for _ in range(2)]
                made = t.mul(t.choose(_category(self.draw), *rates), own)
                return made if word == "rate" else t.rounded(made, self.draw(st.sampled_from(Rounding)))
            case "left":
                return t.most(t.sub(own, self.draw(st.sampled_from(formulas))), t.const(Kind.MONEY, 0))
        return t.const(Kind.MONEY, 0)

    def shared(self, scope: Scope) -> Node | None:
        """Give a line's share of an amount of the order, where there is something to share it over."""
        over = [
            read for read in self.reads[Scope.LINE] if read.kind is Kind.MONEY and read.name not in INPUTS
        ]
        wholes = [read for read in self.reads[Scope.ORDER] if read.kind is Kind.MONEY]
        if scope is Scope.ORDER or not over:
            return None
        own, whole = self.draw(st.sampled_from(over)), self.draw(st.sampled_from(wholes))
        if own.lo < 0:
            return None
        mode, running = self.draw(st.sampled_from(Rounding)), self.builder.running(own.name)
        total = self.builder.total(own.name)
        upto, before = t.ratio(whole, running, total, mode), t.ratio(whole, t.sub(running, own), total, mode)
        share = t.sub(upto, before)
        return t.most(t.sub(own, share), t.const(Kind.MONEY, 0)) if self.draw(st.booleans()) else share


def _category(draw: DrawFn) -> Node:
    return t.compare(Comparison.EQ, INPUTS["line.category"], t.text(draw(st.sampled_from(CATEGORIES))))


def constant(draw: DrawFn, kind: Kind) -> Const:
    """Draw a small constant."""
    if kind is Kind.TRUTH:
        return t.truth(value=draw(st.booleans()))
    return t.const(kind, Fraction(draw(st.integers(-6, 30)), draw(st.sampled_from((1, 1, 2, 4)))))


@st.composite
def sheets(draw: DrawFn, formulas: int = 6) -> CompiledSheet:
    """Draw a sheet of so many formulas, each reading inputs and those before it."""
    builder = SheetBuilder("random", LINES_MAX)
    making = _Making(draw, builder, {Scope.ORDER: [], Scope.LINE: []})
    for scope, reads in ((Scope.ORDER, ORDER), (Scope.LINE, LINE)):
        making.reads[scope] += [builder.input(read.name, scope, read) for read in reads]
    for number in range(formulas):
        scope = draw(st.sampled_from((Scope.ORDER, Scope.LINE, Scope.LINE)))
        shared = making.shared(scope) if draw(st.integers(0, 3)) == 0 else None
        kind = draw(st.sampled_from((*KINDS, Kind.MONEY, Kind.TRUTH)))
        grouped = making.by_category() if scope is Scope.LINE and draw(st.booleans()) else None
        value = shared or grouped or making.node(kind, scope, 2)
        making.reads[scope].append(builder.define(f"{scope}.f{number}", scope, value, RULE))
    money = [read for read in making.reads[Scope.LINE] if read.kind is Kind.MONEY and read.name not in INPUTS]
    for number, read in enumerate(money):
        builder.define(f"total.t{number}", Scope.ORDER, builder.total(read.name), RULE)
    return compile_sheet(builder.sheet())


def an_order(choices: Draw, lines: int | None = None) -> Order:
    """Choose an order of at most `LINES_MAX` lines."""
    count = 1 + choices.below(LINES_MAX) if lines is None else lines
    rows = tuple({read.name: _value(choices, read) for read in LINE} for _ in range(count))
    return Order({read.name: _value(choices, read) for read in ORDER}, rows)


def _value(choices: Draw, read: Read) -> int | str:
    if read.kind is Kind.TEXT:
        return choices.one_of(TEXTS[read.name])
    if choices.below(4) == 0:
        return choices.one_of([v for v in (read.lo, read.hi, 0) if read.lo <= v <= read.hi])
    return read.lo + choices.below(read.hi - read.lo + 1)


def moved(choices: Draw, name: str, old: int | str, *, up: bool) -> int | str:
    """Choose a number on one side of another, within the bounds of the input."""
    read = INPUTS[name]
    assert isinstance(old, int)
    return old + choices.below(read.hi - old + 1) if up else old - choices.below(old - read.lo + 1)


def run(compiled: CompiledSheet, order: Order) -> Steps | None:
    """Give what the compiled function makes of an order, None where it refuses."""
    lines = [tuple(row[name] for name in compiled.line_inputs) for row in order.lines]
    try:
        return compiled.run(tuple(order.order[name] for name in compiled.order_inputs), lines)
    except (NoValue, OutOfBounds):
        return None


def world(compiled: CompiledSheet, known: Mapping[str, int | str]) -> World:
    """Give the world in which some inputs are known."""
    return World(
        compiled.sheet, {name: as_constant(INPUTS[name], value) for name, value in known.items()}, LINES_MAX
    )


def as_constant(read: Read, value: int | str) -> Const:
    """Give a value of an input as a constant."""
    if isinstance(value, str):
        return t.text(value)
    return (
        t.truth(value=bool(value))
        if read.kind is Kind.TRUTH
        else Const(read.kind, read.den, value, value, value)
    )
