"""The laws of the prover: whatever it says is so of every order that chance brings."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.python import CompiledSheet, Steps
from loyalty.language.sheet import Formula, Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.showing.bound import always
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation
from loyalty.prover.showing.solving import Encoder, Question, Term
from loyalty.prover.trying.draw import Draw
from tests.properties.sheets import INPUTS, LINE, Order, an_order, moved, run, sheets, world
from tests.properties.strategies import Case, inputs_for, trees

LAW = settings(deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**32)


@given(compiled=sheets(), names=st.sets(st.sampled_from(sorted(INPUTS))), seed=SEEDS)
@settings(LAW, max_examples=60)
def test_a_specialised_tree_gives_the_value_of_the_tree(
    compiled: CompiledSheet, names: set[str], seed: int
) -> None:
    """Whatever is known of the inputs, every formula keeps its value, and every bound of it holds."""
    choices = Draw(seed)
    fixed = an_order(choices)
    known = {name: value for name, value in {**fixed.order, **fixed.lines[0]}.items() if name in names}
    there = world(compiled, known)
    for order in (having(an_order(choices), known) for _ in range(8)):
        steps = run(compiled, order)
        for formula in compiled.sheet.formulas if steps is not None else ():
            assert steps is not None
            for line in range(len(order.lines)):
                values, sums = readable(compiled, order, steps, line)
                tree = there.tree(formula.name)
                found = Fraction(int(evaluate(tree, values, sums, line)), tree.den)
                assert found == value_of(compiled, steps, formula, line)
                assert tree.lo <= found * tree.den <= tree.hi
                for node in walk(tree):
                    if isinstance(node, t.Read | t.SumLines) and node.kind is not Kind.TEXT:
                        assert node.lo <= int(evaluate(node, values, sums, line)) <= node.hi


@given(
    compiled=sheets(),
    ways=st.fixed_dictionaries(
        {},
        optional={
            name: st.booleans()
            for name in ("order.credit", "order.factor", "line.amount", "line.change", "line.quantity")
        },
    ),
    tiers=st.sampled_from([("blue", "gold"), ("blue", "blue"), None]),
    solve=st.booleans(),
    seed=SEEDS,
)
@settings(LAW, max_examples=100)
def test_a_relation_holds_in_every_pair_of_orders(
    compiled: CompiledSheet,
    ways: dict[str, bool],
    tiers: tuple[str, str] | None,
    solve: bool,  # noqa: FBT001 - hypothesis gives it
    seed: int,
) -> None:
    """Whatever is said of two orders that differ as stated is so of every two such orders."""
    choices = Draw(seed)
    ends = [{"member.tier": tier} for tier in tiers] if tiers is not None else [{}, {}]
    moves = {name: Relation.NOT_LESS if up else Relation.NOT_MORE for name, up in ways.items()}
    if tiers is not None:
        moves["member.tier"] = Relation.UNKNOWN
    pair = Pair(world(compiled, ends[0]), world(compiled, ends[1]), moves, solve=solve, exact=True)
    told = {formula.name: pair.of(formula.name) for formula in compiled.sheet.formulas}
    for _ in range(30):
        first = having(an_order(choices), ends[0])
        second = having(elsewhere(choices, first, ways), ends[1])
        steps = run(compiled, first), run(compiled, second)
        if steps[0] is None or steps[1] is None:
            continue
        for formula in compiled.sheet.formulas:
            for line in range(len(first.lines)):
                one, other = (
                    value_of(compiled, found, formula, line) for found in steps if found is not None
                )
                relation = told[formula.name]
                assert not relation & Relation.NOT_LESS or other >= one, formula
                assert not relation & Relation.NOT_MORE or other <= one, formula


@pytest.mark.slow
@given(compiled=sheets(), tier=st.sampled_from(["blue", "gold", None]), seed=SEEDS)
@settings(LAW, max_examples=40)
def test_what_an_order_breaks_is_never_shown_of_every_order(
    compiled: CompiledSheet, tier: str | None, seed: int
) -> None:
    """A truth about totals that some order breaks is not proved: of either end, and of every two totals."""
    choices = Draw(seed)
    known: dict[str, int | str] = {"member.tier": tier} if tier is not None else {}
    there = world(compiled, known)
    orders = [having(an_order(choices), known) for _ in range(40)]
    ran = [steps for steps in (run(compiled, order) for order in orders) if steps is not None]
    totals = [f for f in compiled.sheet.formulas if f.scope is Scope.ORDER and f.tree.kind is Kind.MONEY]
    assume(ran and totals)
    for formula in totals:
        read = t.read(formula.name, Kind.MONEY, formula.tree.den, formula.lo, formula.hi)
        found = [value_of(compiled, steps, formula, 0) for steps in ran]
        for op, end in ((Comparison.GT, min(found)), (Comparison.LT, max(found))):
            assert not always(there, t.compare(op, read, t.const(Kind.MONEY, end))), (formula.name, end)
        for other in totals:
            if any(
                value_of(compiled, steps, other, 0) < value_of(compiled, steps, formula, 0) for steps in ran
            ):
                right = t.read(other.name, Kind.MONEY, other.tree.den, other.lo, other.hi)
                assert not always(there, t.compare(Comparison.LE, read, right)), (formula.name, other.name)


@given(data=st.data(), node=trees(depth=3))
@settings(LAW, max_examples=100)
def test_the_solver_reads_a_tree_as_the_interpreter_does(data: st.DataObject, node: Node) -> None:
    """With every name at one value, the interpreter's value is possible, and the only one where it can be."""
    case = data.draw(inputs_for(node))
    try:
        value = evaluate(node, case.values, case.line_values, case.line)
    except NoValue:
        return
    question = Question()
    term = Encoder(question, partial(fixed_leaf, question, case)).over(node, node.den)
    wanted = question.text(value) if isinstance(value, str) else value
    assert question.follows(term != wanted) is not True
    if not any(isinstance(part, t.Mul | t.Ratio | t.Refuse) for part in walk(node)):
        assert question.follows(term == wanted)


def fixed_leaf(question: Question, case: Case, node: Node) -> Term:
    """Give the number of a name in a case."""
    value = evaluate(node, case.values, case.line_values, case.line)
    number = question.text(value) if isinstance(value, str) else value
    return question.number(number, number)


def having(order: Order, known: dict[str, int | str] | dict[str, str]) -> Order:
    """Give an order with some inputs at known values."""
    lines = tuple({name: known.get(name, value) for name, value in row.items()} for row in order.lines)
    return Order({name: known.get(name, value) for name, value in order.order.items()}, lines)


def elsewhere(choices: Draw, order: Order, ways: dict[str, bool]) -> Order:
    """Choose an order that differs only in the inputs that move, each on its side."""

    def row(values: Order | dict[str, int | str]) -> dict[str, int | str]:
        return {n: moved(choices, n, v, up=ways[n]) if n in ways else v for n, v in values.items()}  # type: ignore[union-attr] # rows only

    return Order(row(dict(order.order)), tuple(row(dict(line)) for line in order.lines))


def value_of(compiled: CompiledSheet, steps: Steps, formula: Formula, line: int) -> Fraction:
    """Give a formula's value in one line of a decided order."""
    at = line if formula.scope is Scope.LINE else 0
    return Fraction(int(compiled.value(steps, formula.name, at)), formula.tree.den)


def readable(
    compiled: CompiledSheet, order: Order, steps: Steps, line: int
) -> tuple[dict[str, int | str], dict[str, list[int]]]:
    """Give the numerators that a tree reads on one line, and those of every line by name."""
    values: dict[str, int | str] = {**order.order, **order.lines[line]}
    by_line: dict[str, list[int]] = {
        read.name: [int(row[read.name]) for row in order.lines] for read in LINE if read.kind is not Kind.TEXT
    }
    for formula in compiled.sheet.formulas:
        if formula.scope is Scope.LINE:
            found = [int(compiled.value(steps, formula.name, n)) for n in range(len(order.lines))]
            by_line[formula.name], values[formula.name] = found, found[line]
        else:
            values[formula.name] = compiled.value(steps, formula.name)
    return values, by_line


def walk(node: Node) -> list[Node]:
    """Give a tree's nodes."""
    return [node, *(found for child in t.children(node) for found in walk(child))]
