"""Points and factors that a rule reads from a table of the merchant's; no row gives nothing."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.earning.award import NO_POINTS, ONE
from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.sheet import Rule
from loyalty.language.tree import Comparison, Node

TABLE = "table."
"""What stands before the id of a rule in the formula of what its table gives."""


def gives_something(lowering: Lowering, shape: EarnRuleShape | EarnEventShape, rule: Rule) -> Iterator[Node]:
    """Define ``table.<rule>``, what its table gives; give the test that this is something."""
    for written, nothing in _written(shape):
        if isinstance(written, EarnTableShape):
            found = from_table(lowering, written, nothing)
            made = lowering.builder.define(table_formula(shape.id), lowering.scope_of(found), found, rule)
            same = t.compare(Comparison.EQ, made, nothing)
            yield t.compare(Comparison.GT, made, nothing) if nothing is NO_POINTS else t.negation(same)


def _written(
    shape: EarnRuleShape | EarnEventShape,
) -> Iterator[tuple[Dated[Fraction] | EarnTableShape | None, Node]]:
    if isinstance(shape, EarnRuleShape):
        yield shape.add, NO_POINTS
        yield shape.multiply, ONE


def from_table(lowering: Lowering, shape: EarnTableShape, nothing: Node) -> Node:
    """Give what a table gives by the facts of its columns, ``nothing`` where no row applies."""
    keys = {name: lowering.fact(name) for name in shape.by}
    return lowering.table(shape.table, keys, nothing, shape.hit)


def worth_of(lowering: Lowering, shape: EarnRuleShape, written: Dated[Fraction] | EarnTableShape) -> Node:
    """Give the points or the factor of a rule; of a table, what `gives_something` has defined."""
    if isinstance(written, EarnTableShape):
        return lowering.fact(table_formula(shape.id))
    return lowering.points(written) if written is shape.add else lowering.number(written)


def table_formula(rule: str) -> str:
    """Give the name of the formula of what a rule's table gives."""
    return f"{TABLE}{rule}"
