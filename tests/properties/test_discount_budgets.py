"""Laws of budgets of discounts: never more than is left, and nothing else changes."""

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from tests.properties.discounting import Row, baskets, by_rules, goods, sold, stacks

SIZES = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
HAS = 1000
"""What the budget of money has, in cents."""


def _with_budgets(discounts: str, budget: str = "money: 10.00") -> str:
    """Give the same discounts, each with the budgets `b` and, the first, `once`."""
    rules = re.sub(r"(\{id: r(\d+), name: \{en: \w+\},)", _named, discounts)
    every = [f"{{id: b, name: {{en: B}}, {budget}, after_return: given_back}}"]
    every.append("{id: once, name: {en: O}, times: 1, after_return: given_back}")
    return f"{rules}budgets: [{', '.join(every)}]\n"


def _named(rule: re.Match[str]) -> str:
    return f"{rule[1]} budget: {'[once, b]' if rule[2] == '0' else 'b'},"


def _before(decision: Decision, **taken: int) -> Decision:
    """Decide the same after so much was taken of the budgets."""
    facts = {f"history.taken.{budget}": amount for budget, amount in taken.items()}
    compiled = decision.part.compiled
    known = {name: value for name, value in facts.items() if name in compiled.sheet.reads}
    return decide(decision.programme, decision.situation.with_facts(compiled, known))


def _said(document: Document) -> dict[str, int]:
    """Give what each rule takes off, as the explanation shows it."""
    found: dict[str, int] = {}
    for line in document["lines"]:
        if line["category"].startswith("discount"):
            rule = line["rule"]["id"]
            found[rule] = found.get(rule, 0) - int(line["amount"])
    return found


@SIZES
@given(stacks(), baskets(), st.integers(0, 1200), st.integers(0, 1))
@example(
    "    combine: best\n    rules:\n      - {id: r0, name: {en: R0}, percent: 50%}\n",
    (Row(999, 5, "tea"),),
    0,
    0,
)
def test_no_more_is_taken_than_is_left(discounts: str, rows: tuple[Row, ...], taken: int, used: int) -> None:
    """All rules together take at most what is left; what counts as taken is what the receipt shows."""
    decision = _before(sold(by_rules(_with_budgets(discounts)), rows), b=taken, once=used)
    document = explain(decision, Heading("x", "quote"), for_nobody(decision))
    full = [row.price * row.quantity for row in rows]
    off = sum(full) - sum(goods(decision))

    assert [] == sumcheck.check(document)
    assert 0 <= off <= max(0, HAS - taken)
    counted = {
        formula.rule.id: int(decision.value(formula.name))
        for formula in decision.part.compiled.sheet.formulas
        if formula.name.startswith("off.now.")
    }
    assert off == sum(counted.values())
    assert {rule: each for rule, each in counted.items() if each} == _said(document)
    assert not (used and counted.get("r0"))


@SIZES
@given(stacks(), baskets())
def test_a_budget_that_is_not_reached_changes_nothing(discounts: str, rows: tuple[Row, ...]) -> None:
    """With more in the budget than there is to take, every line costs what it costs without."""
    plain = sold(by_rules(discounts), rows)
    rich = sold(by_rules(_with_budgets(discounts, "money: 999999.00")), rows)

    assert goods(plain) == goods(rich)
