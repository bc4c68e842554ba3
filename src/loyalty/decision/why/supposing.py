"""What a decision would come to if some of its numbers were other: the same sheet, worked out again.

Nothing is priced in another way here. What is supposed takes the place of a fact or a step, and
every step behind what is asked for is worked out from it by the reference reader.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from loyalty.decision.trace import Trace, exact
from loyalty.earning.limits import BUDGET_LEFT, CAP_LEFT
from loyalty.language import tree as t
from loyalty.language.readers.missing import OTHER_VALUE, Exact, Missing
from loyalty.language.readers.python import Value
from loyalty.language.sheet import Formula, Scope, names_read
from loyalty.language.tree import Comparison, Kind, Node

Place = tuple[str, int | None]
"""A fact or step by name, and the line it is of, counted from 0; None for the order."""

_STRICT = {Comparison.GT: 1, Comparison.LT: -1}


class UnknownPriceError(ValueError):
    """What is missing is of something that is not in the basket, so nobody knows what it would cost."""


class Supposition:
    """The numbers of a decision in which some are supposed to be other than they were."""

    def __init__(self, trace: Trace, supposed: Mapping[Place, Value]) -> None:
        """Suppose numerators, or texts, by their places."""
        self._trace, self._supposed = trace, supposed
        self._other = dict(supposed)
        self._touched = {name for name, _ in supposed}
        self._done: set[str] = set()

    def value(self, node: Node, index: int | None) -> Exact:
        """Give the exact value of a node of the programme, of the order or of a line. Raises NoValue."""
        self._work_out(names_read(node))
        return exact(node, self._numerator(node, index or 0))

    def number(self, formula: str, index: int | None) -> Fraction:
        """Give what a formula comes to, of the order or of a line. Raises NoValue."""
        self._work_out(frozenset({formula}))
        return Fraction(int(self._known(formula, index or 0)), self._trace.formulas[formula].tree.den)

    def whole(self, formula: str) -> Fraction:
        """Give what a formula comes to, over all lines where it is one of lines. Raises NoValue."""
        known = self._trace.formulas[formula]
        self._work_out(frozenset({formula}))
        rows = _rows(self._trace, known.scope)
        return Fraction(sum(int(self._known(formula, row or 0)) for row in rows), known.tree.den)

    def _work_out(self, names: frozenset[str]) -> None:
        """Work out the steps behind some names that what is supposed may change."""
        if not names or not self._touched:
            return
        looks_at, behind = self._trace.compiled.sheet.looks_at, self._trace.index.behind(names)
        for formula in behind:
            if formula.name not in self._done and not looks_at[formula.name].isdisjoint(self._touched):
                self._again(formula)
        self._done.update(formula.name for formula in behind)

    def _again(self, formula: Formula) -> None:
        for row in _rows(self._trace, formula.scope):
            place = formula.name, row
            if place not in self._supposed:
                value = self._numerator(formula.tree, row or 0)
                if value != self._trace.known(formula.name, row or 0):
                    self._other[place] = value
                    self._touched.add(formula.name)

    def _numerator(self, node: Node, row: int) -> Value:
        made = self._trace.index.expression(node)
        return made.value([self._known(name, row) for name in made.alone], self._column, row)

    def _column(self, name: str) -> list[int]:
        return [int(self._known(name, row)) for row in range(len(self._trace.lines))]

    def _known(self, name: str, row: int) -> Value:
        if name not in self._touched:
            return self._trace.known(name, row)
        found = self._other.get((name, row))
        found = self._other.get((name, None)) if found is None else found
        return self._trace.known(name, row) if found is None else found


def supposing(trace: Trace, applies: str, index: int | None, parts: Iterable[Missing]) -> Supposition:
    """Suppose that a condition holds by having just what it is missing. Raises UnknownPriceError."""
    found: dict[Place, Value] = {}
    for part in parts:
        found.update(_there(trace, part, index))
    return Supposition(trace, {**found, (applies, row_of(trace, applies, index)): 1})


def _there(trace: Trace, part: Missing, index: int | None) -> Iterator[tuple[Place, Value]]:
    """Give what has to be other for a part to hold, nothing where that is not a value of one name."""
    test = part.part
    if not isinstance(test, t.Compare) or not isinstance(test.left, t.Read):
        return
    name, node = test.left.name, test.left
    if part.code == OTHER_VALUE:
        if test.op is Comparison.EQ and isinstance(test.right, t.Const):
            yield (name, row_of(trace, name, index)), test.right.value
        return
    if part.needed is None:
        return
    formula = trace.formulas.get(name)
    if name.startswith((CAP_LEFT, BUDGET_LEFT)) and formula is not None:
        # A limit that leaves points again leaves all it has.
        yield (name, None), formula.hi
        return
    needed = just(test.op, part.needed, node.den)
    if formula is not None and isinstance(formula.tree, t.SumLines) and node.kind is Kind.QUANTITY:
        yield _more_of_a_line(trace, formula.tree.name, needed - int(trace.known(name, 0)))
    else:
        yield (name, row_of(trace, name, index)), needed


def just(op: Comparison, bound: Fraction, den: int) -> int:
    """Give the numerator over ``den`` that is just on the side of ``bound`` that ``op`` names."""
    scaled = bound * den
    up = op in {Comparison.GE, Comparison.LT}
    return (ceil(scaled) if up else floor(scaled)) + _STRICT.get(op, 0)


def row_of(trace: Trace, name: str, index: int | None) -> int | None:
    """Give the line a name is looked at of: ``index`` where it is one of lines, else None."""
    known = trace.formulas.get(name) or trace.inputs[name]
    return index if known.scope is Scope.LINE else None


def _more_of_a_line(trace: Trace, name: str, more: int) -> tuple[Place, Value]:
    """Give the first line that has anything of a sum with what is missing added. Raises UnknownPriceError."""
    for row in range(len(trace.lines)):
        there = int(trace.known(name, row))
        if there > 0:
            return (name, row), there + more
    raise UnknownPriceError(name)


def _rows(trace: Trace, scope: Scope) -> Iterable[int | None]:
    return range(len(trace.lines)) if scope is Scope.LINE else (None,)
