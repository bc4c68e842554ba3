"""The nearest row of a table: what a rule would need of one column for its table to give something."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.decision.trace import Trace
from loyalty.decision.why.supposing import Supposition, just, row_of
from loyalty.earning.tabled import TABLE
from loyalty.language import tree as t
from loyalty.language.readers.missing import NUMBERS, OTHER_VALUE, Missing, compared, share
from loyalty.language.sheet import names_read
from loyalty.language.tree import Comparison, Node

_INSIDE = {
    Comparison.GE: (Comparison.GE, Comparison.LT),
    Comparison.GT: (Comparison.GT, Comparison.LE),
}
"""A cut of a column of numbers: how the numbers above it are told, and those below it."""


def is_of_table(name: str) -> bool:
    """Give whether a name is what a table gives."""
    return name.startswith(TABLE)


def nearest_row(trace: Trace, found: Missing, index: int | None) -> Missing:
    """Give what is missing of one column where a table gives nothing, else what was found.

    The nearest number comes first, then a text; where no one column is enough, it stays as it is.
    """
    names = names_read(found.part)
    name = next(iter(names), "")
    if len(names) != 1 or not is_of_table(name):
        return found
    tree = trace.formulas[name].tree
    cuts = dict.fromkeys(_tests(tree))
    numbers = [compared(test, trace.reading_once(index)) for test in _cut(trace, cuts, index)]
    texts = [Missing(OTHER_VALUE, test) for test in cuts if test.op is Comparison.EQ]
    near = (*sorted(numbers, key=share), *texts)
    return next((each for each in near if _enough(trace, each, found.part, index)), found)


def _tests(node: Node) -> Iterator[t.Compare]:
    """Give every test of a column against one value."""
    match node:
        case t.Compare(left=t.Read()):
            yield node
        case t.OneOf(inner=t.Read() as key):
            yield from (t.Compare(node.kind, 1, 0, 1, Comparison.EQ, key, choice) for choice in node.choices)
    for child in t.children(node):
        yield from _tests(child)


def _cut(trace: Trace, tests: dict[t.Compare, None], index: int | None) -> Iterator[t.Compare]:
    """Give the other side of each cut of a column of numbers."""
    for test in tests:
        if test.left.kind in NUMBERS and test.op in _INSIDE:
            above, below = _INSIDE[test.op]
            op = below if trace.reading_once(index)(test) == 1 else above
            yield t.Compare(test.kind, 1, 0, 1, op, test.left, test.right)


def _enough(trace: Trace, near: Missing, needed: Node, index: int | None) -> bool:
    """Whether the table gives something where one column is as needed."""
    test = near.part
    assert isinstance(test, t.Compare)  # noqa: S101 - made above
    assert isinstance(test.left, t.Read)  # noqa: S101 - as above
    assert isinstance(test.right, t.Const)  # noqa: S101 - as above
    there = test.right.value
    if not isinstance(there, str):
        there = just(test.op, Fraction(there, test.right.den), test.left.den)
    place = test.left.name, row_of(trace, test.left.name, index)
    return Supposition(trace, {place: there}).value(needed, index) == 1
