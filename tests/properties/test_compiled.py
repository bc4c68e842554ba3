"""The compiled function gives the plain interpreter's values, on random trees and on a whole programme."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import situation_kept
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.readers.expressions import compile_node
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.python import CompiledSheet, compile_sheet
from loyalty.language.sheet import Scope, SheetBuilder, names_read, plain_rule
from loyalty.language.tree import Kind, Node
from tests.properties.baskets import situations
from tests.properties.strategies import LINE_READS, LINES_MAX, READS, Case, inputs_for, trees

RULE = plain_rule("rule", "rule", "规则")
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def sheet_of(node: Node) -> CompiledSheet:
    """Compile a sheet whose one formula of interest is ``node``."""
    builder = SheetBuilder("random", LINES_MAX)
    names = names_read(node)
    for name in sorted(names & READS.keys()):
        builder.input(name, Scope.ORDER, READS[name])
    for name in sorted(names & LINE_READS.keys()):
        read = LINE_READS[name]
        source = builder.input(
            f"in.{name}", Scope.LINE, t.read(f"in.{name}", read.kind, read.den, read.lo, read.hi)
        )
        builder.define(name, Scope.LINE, source, RULE)
    running = any(isinstance(found, t.RunningSum) for found in walk(node))
    builder.define("outcome", Scope.LINE if running else Scope.ORDER, node, RULE)
    return compile_sheet(builder.sheet())


def walk(node: Node) -> list[Node]:
    """Give a tree's nodes."""
    return [node, *(found for child in t.children(node) for found in walk(child))]


def run(compiled: CompiledSheet, case: Case) -> int | str | None:
    """Give the compiled value, None where it refuses."""
    order = tuple(case.values[name] for name in compiled.order_inputs)
    count = max((len(values) for values in case.line_values.values()), default=1)
    columns = [case.line_values[name.removeprefix("in.")] for name in compiled.line_inputs]
    lines = [tuple(column[row] for column in columns) for row in range(count)]
    try:
        return compiled.value(compiled.run(order, lines), "outcome", case.line)
    except NoValue:
        return None


def interpreted(node: Node, case: Case) -> int | str | None:
    """Give the interpreter's value for one line, None where it refuses."""
    try:
        return evaluate(node, case.values, case.line_values, case.line)
    except NoValue:
        return None


def alone(node: Node, case: Case) -> int | str | None:
    """Give the value of the node compiled alone, None where it refuses."""
    made = compile_node(node)
    values = [case.values[name] for name in made.alone]
    try:
        return made.value(values, lambda name: list(case.line_values[name]), case.line)
    except NoValue:
        return None


@MANY
@given(st.data())
def test_a_compiled_tree_gives_the_interpreters_value(data: st.DataObject) -> None:
    """Any tree, any inputs within bounds: the same number, or the same refusal."""
    node = data.draw(trees())
    case = data.draw(inputs_for(node))
    running = any(isinstance(found, t.RunningSum) for found in walk(node))
    assume(not running or case.line_values)
    rows = range(len(next(iter(case.line_values.values())))) if running else [case.line]
    expected: int | str | None = None
    try:
        for row in rows:
            value = evaluate(node, case.values, case.line_values, row)
            expected = value if row == case.line else expected
    except NoValue:
        expected = None

    assert expected == run(sheet_of(node), case)
    assert interpreted(node, case) == alone(node, case)


@cache
def coffee() -> Programme:
    """Give the shipped programme."""
    compiled = compile_programme(read_rule_folder(Path("rules/corner-coffee")).source)
    assert compiled.programme is not None
    return compiled.programme


@cache
def variant(combine: str) -> Programme:
    """Give the shipped programme with its discounts combined another way, and two amounts off the order."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    more = """
      - id: second-amount
        name: {en: Second amount, zh-CN: 第二项优惠}
        amount: 7.77
    """.rstrip()
    basket = source["basket.yaml"].replace("combine: best", f"combine: {combine}")
    source["basket.yaml"] = basket.replace("  tax: {table", f"{more.lstrip(chr(10))}\n  tax: {{table")
    del source["examples.yaml"]
    compiled = compile_programme(source)
    assert compiled.programme is not None, [str(f) for f in compiled.findings]
    return compiled.programme


def decisions(data: st.DataObject) -> Decision:
    """Draw a decision of one of the programmes."""
    combine = data.draw(st.sampled_from(["shipped", "best", "sum", "chain"]))
    programme = coffee() if combine == "shipped" else variant(combine)
    return decide(programme, data.draw(situations(programme)))


@SOME
@given(st.data())
def test_every_recorded_value_is_the_interpreters(data: st.DataObject) -> None:
    """Each formula, worked out alone from the recorded values it reads, gives what was recorded."""
    decision = decisions(data)
    compiled, steps = decision.part.compiled, decision.steps
    rows = range(len(decision.situation.lines))
    order: dict[str, int | str] = dict(decision.situation.order_facts(compiled))
    by_line: dict[str, list[int | str]] = {
        name: [line.values[place] for line in decision.situation.lines]
        for place, name in enumerate(compiled.line_inputs)
    }
    for formula in compiled.sheet.formulas:
        if formula.scope is Scope.ORDER:
            order[formula.name] = compiled.value(steps, formula.name)
        else:
            by_line[formula.name] = [compiled.value(steps, formula.name, row) for row in rows]
    for formula in compiled.sheet.formulas:
        for row in rows if formula.scope is Scope.LINE else [0]:
            values = order | {name: column[row] for name, column in by_line.items() if column}
            numbers = {name: [v for v in column if isinstance(v, int)] for name, column in by_line.items()}
            assert evaluate(formula.tree, values, numbers, row) == compiled.value(steps, formula.name, row)


@SOME
@given(st.data())
def test_recorded_values_stay_within_their_bounds(data: st.DataObject) -> None:
    """No value leaves the bounds that its readers were told, and what is never negative never is."""
    decision = decisions(data)
    compiled = decision.part.compiled
    for formula in compiled.sheet.formulas:
        rows = range(len(decision.situation.lines)) if formula.scope is Scope.LINE else [0]
        if formula.tree.kind is Kind.TEXT:
            continue
        for row in rows:
            value = int(compiled.value(decision.steps, formula.name, row))
            assert formula.lo <= value <= formula.hi, formula.name


@SOME
@given(st.data())
def test_every_explanation_adds_up_and_is_the_same_again(data: st.DataObject) -> None:
    """The independent checker finds nothing; made from kept data, with nothing looked up, it is equal."""
    decision = decisions(data)
    heading = Heading("exp", "quote")
    document = explain(decision, heading, for_nobody(decision))

    assert sumcheck.check(document) == []

    compiled = decision.part.compiled
    kept = situation_kept(decision.programme, decision.part, decision.situation.to_json(compiled))
    again = decide(decision.programme, kept)
    # What was found for other decisions is forgotten, so that it cannot stand in this document too.
    compiled.looked.clear()
    assert document == explain(again, heading, for_nobody(again))


@SOME
@given(st.data(), st.sampled_from(["blue", "silver", "gold"]), st.sampled_from(["blue", "silver", "gold"]))
def test_a_higher_tier_never_pays_more(data: st.DataObject, one: str, other: str) -> None:
    """On the shipped programme, for any basket without points: a higher tier pays at most as much."""
    programme = coffee()
    ladder = [step.name for step in programme.shape.tiers.ladder] if programme.shape.tiers else []
    lower, upper = sorted((one, other), key=ladder.index)
    situation = data.draw(situations(programme, points=False))
    compiled = programme.basket.compiled
    below, above = (
        decide(programme, situation.with_facts(compiled, {"member.tier": tier, "member.enrolled": 1}))
        for tier in (lower, upper)
    )

    assert above.due <= below.due


@SOME
@given(st.data())
def test_returning_everything_leaves_exactly_nothing(data: st.DataObject) -> None:
    """An order of which every line is gone costs nothing and earns nothing."""
    decision = decisions(data)
    compiled = decision.part.compiled
    place = compiled.line_inputs.index("line.quantity")
    den = next(i.node.den for i in compiled.sheet.inputs if i.name == "line.quantity")
    everything = {line.id: Fraction(int(line.values[place]), den) for line in decision.situation.lines}
    kept = decide(decision.programme, decision.situation.keeping(compiled, everything))

    assert (0, 0, 0, 0) == (kept.due, kept.payable, kept.points_earned, kept.points_used)


def test_a_negative_bound_that_does_not_hold_is_seen() -> None:
    """The law of bounds can fail: a formula that claims never to be negative, and is."""
    builder = SheetBuilder("wrong", 1)
    amount = builder.input("a", Scope.ORDER, t.read("a", Kind.MONEY, 1, 0, 10))
    builder.define("less", Scope.ORDER, t.sub(amount, t.const(Kind.MONEY, 5)), RULE, never_negative=True)
    compiled = compile_sheet(builder.sheet())
    formula = compiled.sheet.formulas[0]

    with pytest.raises(AssertionError):
        assert formula.lo <= int(compiled.value(compiled.run((0,), []), "less"))
