"""Nodes as Python expressions over integers: those of a whole sheet, and each alone.

SECURITY: the source holds only integers, quoted texts (`repr`) and names made here; nothing
a rule file says is ever used as a name or as code.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from loyalty.kernel.rounding import Rounding, divide
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.tree import Node

Value = int | str
Column = Callable[[str], Sequence[int]]
"""Gives the numerators of a name, line by line."""


def _no_value(code: str) -> int:
    raise NoValue(code)


def ranked_sums(keys: Sequence[int], values: Sequence[int]) -> list[int]:
    """Give each value added to those of smaller keys; of equal ones the first listed comes first."""
    sums, upto = [0] * len(values), 0
    for place in sorted(range(len(values)), key=keys.__getitem__):
        upto += values[place]
        sums[place] = upto
    return sums


FUNCTIONS: Mapping[str, object] = {
    "divide": divide,
    "no_value": _no_value,
    **{f"R_{mode.name}": mode for mode in Rounding},
}
"""What an expression calls by name."""


class Expressions:
    """Writes nodes; ``names`` gives the variable that holds each fact and formula."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Begin without a temporary variable."""
        self.names = names
        self.temporaries = 0

    def _temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def text(self, node: Node) -> str:
        """Write a node."""
        match node:
            case t.Const():
                return repr(node.value) if isinstance(node.value, str) else _number(node.value)
            case t.Read():
                return self.names[node.name]
            case t.SumLines():
                return f"s{self.names[node.name]}"
            case t.RunningSum():
                name = self.names[node.name]
                return f"k{self.names[node.by]}{name}" if node.by else f"r{name}"
            case t.As():
                return self.text(node.inner)
            case t.Add():
                return f"({' + '.join(self._aligned(p, node.den) for p in node.parts)})"
            case t.Sub():
                return f"({self._aligned(node.left, node.den)} - {self._aligned(node.right, node.den)})"
            case t.Mul():
                return self._product(node)
            case t.Least() | t.Most():
                return self._extreme(node)
            case t.Round():
                return self.rounded(self.text(node.inner), node)
            case t.Ratio():
                top, bottom = self.ratio_parts(node)
                down = self._temporary()
                return f"({ratio_text(node, f'({top})', down)} if ({down} := {bottom}) else 0)"
            case t.If():
                return self._chain(node)
            case t.Refuse():
                return f"no_value({node.code!r})"
            case _:
                return self._truth(node)

    def _chain(self, node: t.If) -> str:
        """Write a run of if-else flat, so that a long table neither nests nor recurses."""
        links: list[str] = []
        rest: Node = node
        while isinstance(rest, t.If):
            links.append(f"{self._aligned(rest.then, node.den)} if {self.text(rest.test)} else ")
            rest = rest.otherwise
        return f"({''.join(links)}{self._aligned(rest, node.den)})"

    def _truth(self, node: Node) -> str:
        match node:
            case t.Compare():
                den = lcm(node.left.den, node.right.den)
                return f"({self._aligned(node.left, den)} {node.op.value} {self._aligned(node.right, den)})"
            case t.OneOf():
                den = lcm(node.inner.den, *(c.den for c in node.choices))
                options = "".join(self._aligned(c, den) + ", " for c in node.choices)
                return f"({self._aligned(node.inner, den)} in ({options}))"
            case t.All():
                return f"({' and '.join(self.text(p) for p in node.parts)})"
            case t.Any():
                return f"({' or '.join(self.text(p) for p in node.parts)})"
            case t.Not():
                return f"(not {self.text(node.inner)})"
        raise TypeError(type(node).__name__)

    def _aligned(self, node: Node, den: int) -> str:
        factor = den // node.den
        if node.kind is t.Kind.TEXT or factor == 1:
            return self.text(node)
        if isinstance(node, t.Const):
            return _number(int(node.value) * factor)
        return f"{self.text(node)} * {factor}"

    def _product(self, node: t.Mul) -> str:
        sides = [self.text(side) for side in (node.left, node.right)]
        kept = [side for side in sides if side != "1"]
        return f"({' * '.join(kept)})" if kept else "1"

    def _extreme(self, node: t.Least | t.Most) -> str:
        parts = [self._aligned(p, node.den) for p in node.parts]
        if len(parts) > 2:  # noqa: PLR2004 - two parts are quicker without a call
            return f"{'min' if isinstance(node, t.Least) else 'max'}({', '.join(parts)})"
        a, b = self._temporary(), self._temporary()
        sign = "<" if isinstance(node, t.Least) else ">"
        return f"({a} if ({a} := {parts[0]}) {sign} ({b} := {parts[1]}) else {b})"

    def ratio_parts(self, node: t.Ratio) -> tuple[str, str]:
        """Write what a ratio divides, and by what."""
        den = lcm(node.part.den, node.total.den)
        top = f"{self.text(node.whole)} * {self._paren(node.part, den)}"
        bottom = self._paren(node.total, den)
        return top, bottom if node.whole.den == 1 else f"{bottom} * {node.whole.den}"

    def _paren(self, node: Node, den: int) -> str:
        text = self._aligned(node, den)
        return text if text.isidentifier() else f"({text})"

    def rounded(self, inner: str, node: t.Round) -> str:
        """Write the rounding of what ``inner`` writes."""
        den = node.inner.den * node.step
        if den == 1:
            return inner
        scale = f" * {node.step}" if node.step > 1 else ""
        if node.inner.lo < 0 or node.mode is Rounding.HALF_EVEN:
            return f"(divide({inner}, {den}, R_{node.mode.name}){scale})"
        match node.mode:
            case Rounding.DOWN:
                return f"({inner} // {den}{scale})"
            case Rounding.UP:
                return f"(-(-{inner} // {den}){scale})"
            case _:
                half = (
                    f"({inner} + {den // 2}) // {den}"
                    if den % 2 == 0
                    else f"(2 * {inner} + {den}) // {2 * den}"
                )
                return f"({half}{scale})"


def ratio_text(node: t.Ratio, top: str, bottom: str) -> str:
    """Write the rounded quotient of two names; without a call where it cannot be negative."""
    if node.whole.lo < 0 or node.part.lo < 0:
        return f"divide({top}, {bottom}, R_{node.mode.name})"
    match node.mode:
        case Rounding.HALF_UP:
            return f"(2 * {top} + {bottom}) // (2 * {bottom})"
        case Rounding.DOWN:
            return f"{top} // {bottom}"
        case Rounding.UP:
            return f"-(-{top} // {bottom})"
        case _:
            return f"divide({top}, {bottom}, R_{node.mode.name})"


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


@dataclass(frozen=True, slots=True)
class Expression:
    """A node as a function of what it reads: ``alone`` of one row, and the nodes that add up several."""

    node: Node
    alone: tuple[str, ...]
    totals: tuple[t.SumLines | t.RunningSum, ...]
    run: Callable[..., Value]

    def value(self, values: Sequence[Value], column: Column, row: int) -> Value:
        """Give the numerator over the node's denominator, or its text. Raises NoValue.

        ``values`` are those of ``alone``, of the row, which counts from 0.
        """
        if not self.totals:
            return self.run(*values)
        return self.run(*values, *(_total(node, column, row) for node in self.totals))


def compile_node(node: Node) -> Expression:
    """Give a node alone as a function over integers."""
    if isinstance(node, t.Read):
        return Expression(node, (node.name,), (), _itself)
    alone = tuple(dict.fromkeys(each.name for each in walk(node) if isinstance(each, t.Read)))
    totals = tuple(dict.fromkeys(each for each in walk(node) if isinstance(each, t.SumLines | t.RunningSum)))
    names = {name: f"v{number}" for number, name in enumerate(alone)}
    writer = _Alone(names, {each: f"s{number}" for number, each in enumerate(totals)})
    source = f"lambda {', '.join((*names.values(), *writer.totals.values()))}: {writer.text(node)}"
    made = eval(compile(source, "<node>", "eval"), dict(FUNCTIONS))  # noqa: S307 - see SECURITY above
    return Expression(node, alone, totals, made)


def _itself(value: Value) -> Value:
    return value


class _Alone(Expressions):
    """Writes a node whose sums over lines are added up by whoever asks."""

    def __init__(self, names: Mapping[str, str], totals: Mapping[Node, str]) -> None:
        super().__init__(names)
        self.totals = totals

    def text(self, node: Node) -> str:
        """Write a node."""
        return self.totals[node] if isinstance(node, t.SumLines | t.RunningSum) else super().text(node)


def _total(node: t.SumLines | t.RunningSum, column: Column, row: int) -> int:
    values = column(node.name)
    if isinstance(node, t.SumLines):
        return sum(values)
    if node.by:
        return ranked_sums(column(node.by), values)[row]
    return sum(values[: row + 1])


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all those under it."""
    yield node
    for child in t.children(node):
        yield from walk(child)
