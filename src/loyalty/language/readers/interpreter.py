"""The plain reader: works a tree out node by node in exact fractions.

It is the reference every other reader is held to, so it does nothing clever: each node's
value is a `Fraction` (or a text), and only the last step turns it into a numerator.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from loyalty.kernel.refusal import InvariantBroken
from loyalty.kernel.rounding import round_fraction
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.tree import Comparison, Kind, Node

COMPARE = {
    Comparison.EQ: eq,
    Comparison.NE: ne,
    Comparison.LT: lt,
    Comparison.LE: le,
    Comparison.GT: gt,
    Comparison.GE: ge,
}
NO_LINES: Mapping[str, Sequence[int]] = {}


def evaluate(
    node: Node,
    values: Mapping[str, int | str],
    line_values: Mapping[str, Sequence[int]] = NO_LINES,
    line: int = 0,
) -> int | str:
    """Give the numerator of ``node`` over ``node.den`` (a text for texts, 0 or 1 for truths).

    ``values`` has the numerator of every name read, ``line_values`` one numerator for each
    line of every name summed; ``line`` counts from 0 and ends a running sum. Conditions and
    choices look at their parts from the left and stop as soon as they are decided; a ratio
    looks at its total first. Raises NoValue where a `Refuse` is reached.
    """
    value = _Case(values, line_values, line).value(node)
    if isinstance(value, str):
        return value
    if node.den % value.denominator:
        raise InvariantBroken(f"{value} is not a multiple of 1/{node.den}")
    return value.numerator * (node.den // value.denominator)


class _Case:
    """One case: the values a tree is worked out for."""

    def __init__(
        self, values: Mapping[str, int | str], line_values: Mapping[str, Sequence[int]], line: int
    ) -> None:
        self.values, self.line_values, self.line = values, line_values, line

    def value(self, node: Node) -> Fraction | str:
        match node:
            case t.Const():
                return _over(node, node.value)
            case t.Read():
                return _over(node, self.values[node.name])
            case t.SumLines():
                return _over(node, sum(self.line_values[node.name]))
            case t.RunningSum():
                return _over(node, sum(self.line_values[node.name][n] for n in self.up_to_here(node)))
            case t.As():
                return self.value(node.inner)
            case t.If():
                chosen: Node = node
                while isinstance(chosen, t.If):
                    chosen = chosen.then if self.holds(chosen.test) else chosen.otherwise
                return self.value(chosen)
            case t.Refuse():
                raise NoValue(node.code)
            case _ if node.kind is Kind.TRUTH:
                return Fraction(self.holds(node))
            case _:
                return self.number(node)

    def up_to_here(self, node: t.RunningSum) -> list[int]:
        """Give the lines of a running sum: this one and those before it, as listed or as ranked."""
        if not node.by:
            return [*range(self.line + 1)]
        keys = self.line_values[node.by]
        here = keys[self.line], self.line
        return [n for n, key in enumerate(keys) if (key, n) <= here]

    def number(self, node: Node) -> Fraction:
        """Give the value of arithmetic."""
        match node:
            case t.Add():
                return sum((self.number(part) for part in node.parts), Fraction(0))
            case t.Sub():
                return self.number(node.left) - self.number(node.right)
            case t.Mul():
                return self.number(node.left) * self.number(node.right)
            case t.Least():
                return min(self.number(part) for part in node.parts)
            case t.Most():
                return max(self.number(part) for part in node.parts)
            case t.Round():
                return Fraction(round_fraction(self.number(node.inner) / node.step, node.mode) * node.step)
            case t.Ratio():
                total = self.number(node.total)
                if total == 0:
                    return Fraction(0)
                share = self.number(node.whole) * self.number(node.part) / total
                return Fraction(round_fraction(share, node.mode))
            case _:
                value = self.value(node)
                if isinstance(value, str):
                    raise TypeError(node)
                return value

    def holds(self, node: Node) -> bool:
        """Give whether a truth holds."""
        match node:
            case t.Compare():
                return bool(COMPARE[node.op](self.value(node.left), self.value(node.right)))
            case t.OneOf():
                inner = self.value(node.inner)
                return any(inner == self.value(choice) for choice in node.choices)
            case t.All():
                return all(self.holds(part) for part in node.parts)
            case t.Any():
                return any(self.holds(part) for part in node.parts)
            case t.Not():
                return not self.holds(node.inner)
            case _:
                return self.value(node) != 0


def _over(node: Node, value: int | str) -> Fraction | str:
    return value if isinstance(value, str) else Fraction(value, node.den)
