"""Random typed trees and the values they read, for every test that holds one reader to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.sheet import names_read
from loyalty.language.tree import Comparison, Const, Kind, Node, Read

NUMERIC = (Kind.MONEY, Kind.PRICE, Kind.POINTS, Kind.QUANTITY, Kind.NUMBER)
TEXTS = ("app", "web", "shop", "o'hara", "黄金", "")
LINES_MAX = 4

READS: dict[str, Read] = {
    node.name: node
    for node in (
        t.read("money.cents", Kind.MONEY, 1, -1000, 1000),
        t.read("money.tenths", Kind.MONEY, 10, 0, 10**7),
        t.read("money.wide", Kind.MONEY, 1, -(10**11), 10**11),
        t.read("price.fine", Kind.PRICE, 10_000, 0, 10**7),
        t.read("quantity.fine", Kind.QUANTITY, 1000, 0, 10**7),
        t.read("quantity.whole", Kind.QUANTITY, 1, 0, 100),
        t.read("number.hundredths", Kind.NUMBER, 100, -300, 500),
        t.read("number.thirds", Kind.NUMBER, 3, -7, 7),
        t.read("points.whole", Kind.POINTS, 1, 0, 10**6),
        t.read("points.halves", Kind.POINTS, 2, -5, 5),
        t.read("day.order", Kind.DAY, 1, 738_000, 740_500),
        t.read("truth.one", Kind.TRUTH),
        t.read("truth.two", Kind.TRUTH),
        t.read("text.channel", Kind.TEXT),
        t.read("text.brand", Kind.TEXT),
    )
}
LINE_READS: dict[str, Read] = {
    node.name: node
    for node in (
        t.read("line.amount", Kind.MONEY, 1, -500, 10**5),
        t.read("line.share", Kind.MONEY, 2, 0, 10**4),
        t.read("line.rank", Kind.PRICE, 1, -1, 1),
    )
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a tree is worked out for: numerators (or texts) by name, and by line for a line name."""

    values: Mapping[str, int | str]
    line_values: Mapping[str, Sequence[int]]
    line: int


@st.composite
def trees(draw: DrawFn, kind: Kind | None = None, depth: int = 4) -> Node:
    """Draw a tree of the kind (any kind if None) that reads `READS` and `LINE_READS`."""
    drawn = kind if kind is not None else draw(st.sampled_from((*NUMERIC, Kind.TRUTH, Kind.TEXT, Kind.DAY)))
    return _node(draw, drawn, depth)


@st.composite
def inputs_for(draw: DrawFn, node: Node) -> Case:
    """Draw a case for exactly the names that the tree reads, within the bounds of their nodes."""
    return draw(cases(names_read(node)))


@st.composite
def cases(draw: DrawFn, names: frozenset[str] | None = None) -> Case:
    """Draw a case for these names (all if None), within the bounds of their nodes."""
    kept = sorted(names if names is not None else READS.keys() | LINE_READS.keys())
    lines = draw(st.integers(1, LINES_MAX))
    return Case(
        {name: draw(value_of(READS[name])) for name in kept if name in READS},
        {
            name: [draw(st.integers(LINE_READS[name].lo, LINE_READS[name].hi)) for _ in range(lines)]
            for name in kept
            if name in LINE_READS
        },
        draw(st.integers(0, lines - 1)),
    )


def value_of(node: Read) -> SearchStrategy[int | str]:
    """Give values of a read within its bounds; the bounds themselves and 0 come often."""
    if node.kind is Kind.TEXT:
        return st.sampled_from(TEXTS)
    edges = [v for v in (node.lo, node.hi, 0, 1, -1, 50, -50) if node.lo <= v <= node.hi]
    return st.one_of(st.sampled_from(edges), st.integers(node.lo, node.hi))


def _node(draw: DrawFn, kind: Kind, depth: int) -> Node:
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return _leaf(draw, kind)
    if draw(st.integers(0, 5)) == 0:
        return _choice(draw, kind, depth - 1)
    if kind is Kind.TRUTH:
        return _truth(draw, depth - 1)
    if kind is Kind.TEXT:
        return _leaf(draw, kind)
    if kind is Kind.DAY or draw(st.integers(0, 4)) == 0:
        parts = [_node(draw, kind, depth - 1) for _ in range(draw(st.integers(1, 3)))]
        return (t.least if draw(st.booleans()) else t.most)(*parts)
    return _arithmetic(draw, kind, depth - 1)


def _leaf(draw: DrawFn, kind: Kind) -> Node:
    options: list[Node] = [node for node in READS.values() if node.kind is kind]
    for node in LINE_READS.values():
        if node.kind is kind:
            options += [t.sum_lines(node.name, node, LINES_MAX), t.running_sum(node.name, node, LINES_MAX)]
            options.append(t.running_sum(node.name, node, LINES_MAX, "line.rank"))
    if draw(st.integers(0, 2)):
        return draw(st.sampled_from(options))
    return _constant(draw, kind)


def _constant(draw: DrawFn, kind: Kind) -> Const:
    match kind:
        case Kind.TEXT:
            return t.text(draw(st.sampled_from(TEXTS)))
        case Kind.TRUTH:
            return t.truth(value=draw(st.booleans()))
        case Kind.DAY:
            return t.const(kind, draw(st.integers(738_000, 740_500)))
        case _:
            over = draw(st.sampled_from((1, 1, 2, 3, 4, 10, 100)))
            return t.const(kind, Fraction(draw(st.integers(-50, 50)), over))


def _choice(draw: DrawFn, kind: Kind, depth: int) -> Node:
    """Draw an if-else; now and then one way out refuses, as a table without a matching row does."""
    test, then = _node(draw, Kind.TRUTH, depth), _node(draw, kind, depth)
    if draw(st.integers(0, 3)) == 0:
        refused = t.refuse("no-row", kind)
        return t.choose(test, then, refused) if draw(st.booleans()) else t.choose(test, refused, then)
    return t.choose(test, then, _node(draw, kind, depth))


def _arithmetic(draw: DrawFn, kind: Kind, depth: int) -> Node:
    match draw(st.sampled_from(("add", "sub", "mul", "mul", "round", "round", "ratio", "as"))):
        case "add":
            return t.add(*(_node(draw, kind, depth) for _ in range(draw(st.integers(2, 3)))))
        case "sub":
            return t.sub(_node(draw, kind, depth), _node(draw, kind, depth))
        case "mul":
            left, right = draw(st.sampled_from([pair for pair, made in t.PRODUCTS.items() if made is kind]))
            sides = [_node(draw, left, depth), _node(draw, right, depth)]
            return t.mul(*(sides if draw(st.booleans()) else sides[::-1]))
        case "round":
            mode, step = draw(st.sampled_from(Rounding)), draw(st.sampled_from((1, 1, 5, 100)))
            return t.rounded(_node(draw, kind, depth), mode, step)
        case "ratio":
            return _ratio(draw, kind, depth)
        case _:
            return t.as_kind(_node(draw, draw(st.sampled_from(NUMERIC)), depth), kind)


def _ratio(draw: DrawFn, kind: Kind, depth: int) -> Node:
    """Draw a share whose part is between 0 and its total, as sharing promises."""
    other = draw(st.sampled_from(NUMERIC))
    nothing = t.const(other, 0)
    part = t.most(nothing, _node(draw, other, depth))
    total = t.add(part, t.most(nothing, _node(draw, other, depth)))
    return t.ratio(_node(draw, kind, depth), part, total, draw(st.sampled_from(Rounding)))


def _truth(draw: DrawFn, depth: int) -> Node:
    match draw(st.sampled_from(("compare", "compare", "in", "and", "or", "not"))):
        case "compare":
            return _compare(draw, depth)
        case "in":
            kind = draw(st.sampled_from((*NUMERIC, Kind.TEXT, Kind.DAY)))
            choices = [_constant(draw, kind) for _ in range(draw(st.integers(1, 4)))]
            return t.one_of(_node(draw, kind, depth), choices)
        case "and":
            return t.all_of(*(_node(draw, Kind.TRUTH, depth) for _ in range(draw(st.integers(0, 3)))))
        case "or":
            return t.any_of(*(_node(draw, Kind.TRUTH, depth) for _ in range(draw(st.integers(0, 3)))))
        case _:
            return t.negation(_node(draw, Kind.TRUTH, depth))


def _compare(draw: DrawFn, depth: int) -> Node:
    kind = draw(st.sampled_from((*NUMERIC, Kind.DAY, Kind.TEXT, Kind.TRUTH)))
    ordered = kind not in {Kind.TEXT, Kind.TRUTH}
    op = draw(st.sampled_from(tuple(Comparison) if ordered else (Comparison.EQ, Comparison.NE)))
    return t.compare(op, _node(draw, kind, depth), _node(draw, kind, depth))
