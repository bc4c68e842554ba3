"""Sums of lines that move against one another: what is shown of their differences, and what must not be."""

from fractions import Fraction

import pytest

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation
from tests.unit.prover.test_totals import AMOUNT, CREDIT, FACTOR, LINES, NOTHING, TEA, Sheet


def _share(rate: Fraction, of: Node) -> Node:
    return t.rounded(t.mul(t.const(Kind.NUMBER, rate), of), Rounding.HALF_UP)


def _left(taken_of: Node) -> Relation:
    """Give how all lines less a credit stand, which takes no more than they have of ``taken_of``."""
    sheet = Sheet()
    sheet.total("base", AMOUNT)
    sheet.line("part", taken_of)
    off = sheet.order("off", t.least(CREDIT, sheet.builder.total("part")))
    sheet.order("left", t.sub(sheet.builder.total("base"), off))
    there = World(sheet.builder.sheet(), {}, LINES)
    return Pair(there, there, {"line.amount": Relation.NOT_MORE}).of("left")


@pytest.mark.parametrize(
    ("taken_of", "told"),
    [
        (AMOUNT, Relation.NOT_MORE),
        (_share(Fraction(1, 10), AMOUNT), Relation.NOT_MORE),
        (t.choose(TEA, AMOUNT, NOTHING), Relation.NOT_MORE),
        (t.add(AMOUNT, AMOUNT), Relation.UNKNOWN),
        (_share(Fraction(11, 10), AMOUNT), Relation.UNKNOWN),
    ],
)
def test_what_is_left_falls_where_no_line_has_less_of_the_part_than_of_the_rest(
    taken_of: Node, told: Relation
) -> None:
    """A part of every line leaves less of less; more than all of a line may leave more."""
    assert _left(taken_of) is told


@pytest.mark.parametrize("alike", [True, False])
def test_a_number_by_another_name_is_that_number(alike: bool) -> None:  # noqa: FBT001 - a case
    """A tenth of a sum by another name leaves less of less; a tenth of any other sum need not."""
    sheet = Sheet()
    for name, tree in (("base", AMOUNT), ("plain", AMOUNT if alike else t.least(AMOUNT, CREDIT))):
        sheet.line(name, tree)
    sheet.line("listed", t.read("plain", Kind.MONEY, 1, 0, 40))
    off = sheet.order("off", _share(Fraction(1, 10), sheet.builder.total("listed")))
    sheet.order("left", t.sub(sheet.builder.total("base"), off))
    there = World(sheet.builder.sheet(), {}, LINES)
    moves = dict.fromkeys(("line.amount", "order.credit"), Relation.NOT_MORE)
    pair = Pair(there, there, moves)

    assert pair.named("listed") == ("line.amount" if alike else "plain")
    assert pair.of("left") is (Relation.NOT_MORE if alike else Relation.UNKNOWN)


def test_a_sum_of_units_is_no_part_of_a_sum_of_money() -> None:
    """What lines cost and how many units they have both fall, and nothing is said of their difference."""
    sheet = Sheet()
    units = t.read("line.units", Kind.QUANTITY, 1, 0, 40)
    sheet.builder.input(units.name, Scope.LINE, units)
    base = sheet.total("base", AMOUNT)
    sheet.line("pieces", units)
    many = t.compare(Comparison.GE, sheet.builder.total("pieces"), t.const(Kind.QUANTITY, 3))
    sheet.order("left", t.sub(base, t.choose(many, t.least(base, CREDIT), NOTHING)))
    there = World(sheet.builder.sheet(), {}, LINES)
    moves = dict.fromkeys(("line.amount", "line.units"), Relation.NOT_MORE)

    assert Pair(there, there, moves).of("left") is Relation.UNKNOWN


@pytest.mark.parametrize(("least", "told"), [(NOTHING, Relation.NOT_LESS), (t.const(Kind.MONEY, -5), 0)])
def test_a_rate_of_what_is_never_below_nothing_rises(least: Node, told: Relation) -> None:
    """Where bounds say that a number may be below nothing its definition may know better, and is asked."""
    sheet = Sheet()
    more = t.sub(t.most(CREDIT, t.const(Kind.MONEY, 7)), CREDIT)
    base = sheet.order("base", t.add(t.sub(least, more), more))
    sheet.order("rate", FACTOR)
    chosen = t.choose(
        t.compare(Comparison.GE, FACTOR, t.const(Kind.NUMBER, 1)), _share(Fraction(1, 5), base), NOTHING
    )
    sheet.order("off", chosen)
    there = World(sheet.builder.sheet(), {}, LINES)

    assert Pair(there, there, {"order.factor": Relation.NOT_LESS}).of("off") & Relation.NOT_LESS == told
