"""Every constraint decided for every case there can be: corner-coffee, and made-up programmes of any size.

And three ways to decide formulas of one number held to each other: breakpoints, the solver, every number.
"""

import time
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from bench.programme import source
from bench.report import Ratio
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.constraints.holding import laws_of, verdict
from loyalty.decision.programme import Programme, compile_programme
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.deciding import thorough
from loyalty.prover.showing.breakpoints import rising
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.draw import Draw

SHOP = Path("rules/corner-coffee")
RULES = (10, 100, 500)
HELD = 100
"""The number of rules for which there is a limit."""
FORMULAS = 1_000
NUMBER = t.read("number", Kind.MONEY, 1, 0, 60)
CONSTRAINTS = """
constraints:
  - more_never_costs_less: {of: quantity}
  - more_never_earns_less: {of: quantity}
  - better_tier: {pays: no_more, earns: no_less}
"""


def run() -> list[Ratio]:
    """Decide the shop and the made-up programmes, then the formulas of one number in three ways."""
    shop = compile_programme(read_rule_folder(SHOP).source).programme
    assert shop is not None
    taken, unproved = _decided("corner-coffee", shop)
    found = [
        Ratio("prove: seconds for every constraint of corner-coffee", taken, at_most=5),
        Ratio("prove: constraints of corner-coffee that are not proved", unproved, at_most=0),
    ]
    for rules in RULES:
        taken, unproved = _decided(f"{rules} rules", _programme(rules))
        if rules == HELD:
            found.append(Ratio(f"prove: seconds for every constraint of {rules} rules", taken, at_most=60))
        found.append(Ratio(f"prove: constraints of {rules} rules that are not proved", unproved, at_most=0))
    decided, disagreements = _three_ways()
    print(f"{FORMULAS:,} formulas of one number: {decided:,} decided by their breakpoints")
    return [*found, Ratio("prove: disagreements of three methods", disagreements, at_most=0)]


def _programme(rules: int) -> Programme:
    """Give a programme with so many earning rules that declares constraints on prices, points and tiers."""
    files = source(rules)
    made = compile_programme({**files, "programme.yaml": files["programme.yaml"] + CONSTRAINTS})
    assert made.programme is not None, [str(finding) for finding in made.findings]
    return made.programme


def _decided(name: str, programme: Programme) -> tuple[float, int]:
    """Give the seconds that all constraints take, and how many are not proved; print each."""
    print(f"-- {name}")
    whole, unproved = 0.0, 0
    for law in laws_of(programme):
        start = time.perf_counter()
        found = verdict(programme, law, thorough())
        taken = time.perf_counter() - start
        print(f"{found.word:12} {taken:7.2f} s  {law.name}")
        whole, unproved = whole + taken, unproved + (found.word != "PROVED")
    return whole, unproved


def _three_ways() -> tuple[int, int]:
    """Give how many formulas the breakpoints decide, and how often two methods contradict each other."""
    choices, decided, disagreements = Draw(5), 0, 0
    for _ in range(FORMULAS):
        curve = _curve(choices, 3)
        every, told, solved = _every_number(curve), rising(curve, NUMBER), _solved(curve)
        decided += told is not None
        disagreements += told not in {None, every} or bool(solved & ~every)
    return decided, disagreements


def _curve(choices: Draw, depth: int) -> Node:
    """Give a formula of one number: bands, caps, rates and roundings."""
    if depth == 0:
        return NUMBER if choices.below(3) else _money(choices)
    inner, other = _curve(choices, depth - 1), _curve(choices, depth - 1)
    made: tuple[Callable[[], Node], ...] = (
        lambda: t.rounded(inner, choices.one_of(tuple(Rounding)), choices.one_of((1, 5))),
        lambda: t.mul(inner, t.const(Kind.NUMBER, Fraction(choices.below(13) - 3, 4))),
        lambda: t.add(inner, other),
        lambda: t.sub(inner, other),
        lambda: t.least(inner, other),
        lambda: t.most(inner, other),
        lambda: t.choose(
            t.compare(choices.one_of(tuple(Comparison)), _curve(choices, 1), _money(choices)), inner, other
        ),
    )
    return choices.one_of(made)()


def _money(choices: Draw) -> Node:
    return t.const(Kind.MONEY, Fraction(choices.below(160) - 40, choices.one_of((1, 2))))


def _every_number(curve: Node) -> Relation:
    values = [int(evaluate(curve, {"number": n})) for n in range(NUMBER.lo, NUMBER.hi + 1)]
    steps = [after - before for before, after in pairwise(values)]
    never_less = Relation.NOT_LESS if all(step >= 0 for step in steps) else Relation.UNKNOWN
    return never_less | (Relation.NOT_MORE if all(step <= 0 for step in steps) else Relation.UNKNOWN)


def _solved(curve: Node) -> Relation:
    builder = SheetBuilder("one", 1)
    builder.input(NUMBER.name, Scope.ORDER, NUMBER)
    builder.define("value", Scope.ORDER, curve, plain_rule("value", "Value", "值"))
    there = World(builder.sheet(), {}, 1)
    return Pair(there, there, {"number": Relation.NOT_LESS}, exact=True, count=False).of("value")
