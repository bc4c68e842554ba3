"""What the structure shows of two situations, and what it must not: every rule beside one that looks so."""

import pytest

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.specialise import compared
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.showing.relation import Relation, relate

MORE = t.read("more", Kind.MONEY, 1, 0, 40)
LESS = t.read("less", Kind.MONEY, 1, 0, 40)
SAME = t.read("same", Kind.MONEY, 1, 0, 40)
BELOW = t.read("below", Kind.NUMBER, 1, -9, 0)
EITHER = t.read("either", Kind.NUMBER, 1, -9, 9)
TIMES = t.read("times", Kind.NUMBER, 1, 0, 9)
TEN = t.const(Kind.MONEY, 10)
RANKED = t.running_sum("same", SAME, 4, by="more")
LISTED = t.running_sum("more", MORE, 4)


class _Told:
    """Names whose relation is told by themselves."""

    def of(self, name: str) -> Relation:
        """Give the relation of a name."""
        return {"more": Relation.NOT_LESS, "less": Relation.NOT_MORE}.get(name, Relation.SAME)


def _at_least(node: Node) -> Node:
    return t.compare(Comparison.GE, node, TEN)


def _below(node: Node) -> Node:
    return t.compare(Comparison.LT, node, TEN)


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (t.add(MORE, SAME), Relation.NOT_LESS),
        (t.add(MORE, LESS), Relation.UNKNOWN),
        (t.sub(MORE, LESS), Relation.NOT_LESS),
        (t.sub(SAME, MORE), Relation.NOT_MORE),
        (t.sub(MORE, MORE), Relation.UNKNOWN),
        (t.mul(MORE, TIMES), Relation.NOT_LESS),
        (t.mul(MORE, BELOW), Relation.NOT_MORE),
        (t.mul(MORE, EITHER), Relation.UNKNOWN),
        (t.least(MORE, SAME), Relation.NOT_LESS),
        (t.most(MORE, LESS), Relation.UNKNOWN),
        (t.rounded(LESS, Rounding.HALF_EVEN, 5), Relation.NOT_MORE),
        (_at_least(MORE), Relation.NOT_LESS),
        (_below(MORE), Relation.NOT_MORE),
        (t.negation(_below(MORE)), Relation.NOT_LESS),
        (t.compare(Comparison.EQ, MORE, TEN), Relation.UNKNOWN),
        (t.compare(Comparison.GE, MORE, MORE), Relation.UNKNOWN),
        (t.choose(_at_least(MORE), TEN, t.const(Kind.MONEY, 0)), Relation.NOT_LESS),
        (t.choose(_at_least(MORE), t.const(Kind.MONEY, 0), TEN), Relation.NOT_MORE),
        (t.choose(_at_least(MORE), MORE, t.const(Kind.MONEY, 0)), Relation.NOT_LESS),
        (t.choose(_at_least(MORE), t.const(Kind.MONEY, 0), MORE), Relation.UNKNOWN),
        (t.choose(_below(MORE), MORE, SAME), Relation.UNKNOWN),
        (LISTED, Relation.NOT_LESS),
        (RANKED, Relation.UNKNOWN),
        (t.ratio(MORE, TIMES, t.const(Kind.NUMBER, 9), Rounding.DOWN), Relation.NOT_LESS),
        (t.ratio(SAME, SAME, t.add(MORE, TEN), Rounding.DOWN), Relation.NOT_MORE),
        (t.ratio(SAME, SAME, t.add(LESS, TEN), Rounding.DOWN), Relation.NOT_LESS),
        (t.ratio(SAME, SAME, MORE, Rounding.DOWN), Relation.UNKNOWN),
    ],
)
def test_a_rule_says_so_much_and_no_more(node: Node, told: Relation) -> None:
    """How a formula stands in the second situation follows from how its parts do."""
    assert relate(node, node, _Told()) is told


def test_a_comparison_that_may_turn_is_not_worked_out() -> None:
    """What lies on both sides of a number may be that number, and is not known to differ from it."""
    either = t.read("either", Kind.MONEY, 1, -9, 9)
    nothing = t.const(Kind.MONEY, 0)

    assert isinstance(compared(Comparison.NE, either, nothing), t.Compare)
    assert isinstance(compared(Comparison.EQ, either, nothing), t.Compare)
    assert compared(Comparison.NE, t.read("more", Kind.MONEY, 1, 1, 9), nothing) == t.truth(value=True)
