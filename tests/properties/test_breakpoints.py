"""The method of breakpoints says what every single number says, and what the solver says where it knows."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.showing.breakpoints import beside, rising
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation

LAW = settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
NUMBER = t.read("number", Kind.MONEY, 2, -60, 140)


@st.composite
def curves(draw: DrawFn, depth: int = 3) -> Node:
    """Draw a formula of one number: bands, caps, rates and roundings of every mode."""
    if depth == 0:
        return NUMBER if draw(st.integers(0, 2)) else _money(draw)
    inner = draw(curves(depth - 1))
    match draw(
        st.sampled_from(("round", "round", "rate", "add", "sub", "cap", "floor", "band", "band", "share"))
    ):
        case "round":
            return t.rounded(inner, draw(st.sampled_from(Rounding)), draw(st.sampled_from((1, 1, 5))))
        case "rate":
            return t.mul(inner, t.const(Kind.NUMBER, Fraction(draw(st.integers(-3, 9)), 4)))
        case "add":
            return t.add(inner, draw(curves(depth - 1)))
        case "sub":
            return t.sub(inner, draw(curves(depth - 1)))
        case "cap":
            return t.least(inner, draw(curves(depth - 1)))
        case "floor":
            return t.most(inner, draw(curves(depth - 1)))
        case "share":
            part, more = (t.const(Kind.NUMBER, draw(st.integers(0, 9))) for _ in range(2))
            total = t.const(Kind.NUMBER, Fraction(int(part.lo) + int(more.lo) + 1))
            return t.ratio(inner, part, total, draw(st.sampled_from(Rounding)))
    test = t.compare(draw(st.sampled_from(tuple(Comparison))), draw(curves(1)), _money(draw))
    within = t.all_of(test, t.compare(Comparison.LT, NUMBER, _money(draw))) if draw(st.booleans()) else test
    return t.choose(within, inner, draw(curves(depth - 1)))


def _money(draw: DrawFn) -> Node:
    return t.const(Kind.MONEY, Fraction(draw(st.integers(-40, 120)), draw(st.sampled_from((1, 2)))))


def counted(node: Node, other: Node | None = None) -> Relation:
    """Give the relation by looking at every number there is."""
    numbers = range(NUMBER.lo, NUMBER.hi + 1)
    ones = [Fraction(int(evaluate(node, {"number": n})), node.den) for n in numbers]
    if other is None:
        pairs = list(pairwise(ones))
    else:
        others = [Fraction(int(evaluate(other, {"number": n})), other.den) for n in numbers]
        pairs = list(zip(ones, others, strict=True))
    found = Relation.NOT_LESS if all(b >= a for a, b in pairs) else Relation.UNKNOWN
    return found | (Relation.NOT_MORE if all(b <= a for a, b in pairs) else Relation.UNKNOWN)


@given(curve=curves())
@LAW
def test_rising_is_what_every_step_shows(curve: Node) -> None:
    """Where the method knows whether a formula ever falls or rises, trying every number says the same."""
    assert rising(curve, NUMBER) in {None, counted(curve)}


@given(first=curves(), second=curves())
@LAW
def test_beside_is_what_every_number_shows(first: Node, second: Node) -> None:
    """Where the method knows which of two formulas is larger, trying every number says the same."""
    assert beside(first, second, NUMBER) in {None, counted(first, second)}


@given(curve=curves(depth=2))
@settings(LAW, max_examples=40)
def test_the_solver_and_the_method_never_disagree(curve: Node) -> None:
    """What the solver shows of a formula of one number, the method shows or does not know."""
    builder = SheetBuilder("one", 1)
    builder.input(NUMBER.name, Scope.ORDER, NUMBER)
    builder.define("value", Scope.ORDER, curve, plain_rule("value", "Value", "值"))
    there = World(builder.sheet(), {}, 1)
    solved = Pair(there, there, {"number": Relation.NOT_LESS}, exact=True, count=False).of("value")
    found = rising(curve, NUMBER)
    assert found is None or found & solved == solved


def test_most_formulas_of_one_number_are_decided() -> None:
    """Bands with roundings, caps and shares are decided, not left to the solver."""
    rounded = t.rounded(t.mul(NUMBER, t.const(Kind.NUMBER, Fraction(1, 8))), Rounding.HALF_EVEN)
    jump = t.choose(t.compare(Comparison.LT, NUMBER, t.const(Kind.MONEY, 20)), NUMBER, rounded)
    capped = t.least(t.most(NUMBER, t.const(Kind.MONEY, 0)), t.const(Kind.MONEY, 50))
    assert rising(rounded, NUMBER) is Relation.NOT_LESS
    assert rising(jump, NUMBER) is Relation.UNKNOWN
    assert rising(t.sub(t.const(Kind.MONEY, 0), capped), NUMBER) is Relation.NOT_MORE
    assert beside(capped, t.add(capped, t.const(Kind.MONEY, 1)), NUMBER) is Relation.NOT_LESS
