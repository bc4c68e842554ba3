"""What the engine counts of the past by itself, as worked examples state it."""

from loyalty.decision.examples import run_examples
from loyalty.language.facts import past_of
from loyalty.language.occasions.moments import HISTORY
from tests.unit.decision.making import programme

RULES = """
budgets:
  - {id: some, name: {en: Some}, points: 500, after_return: given_back}
  - {id: cash, name: {en: Cash}, money: 50.00, after_return: given_back}
  - {id: few, name: {en: Few}, times: 5, after_return: given_back}
basket:
  discounts:
    combine: sum
    rules:
      - {id: off, name: {en: Off}, percent: 10%, budget: [cash, few]}
earn:
  base: {points: 1, for_each: 1, of: line.amount}
  rules:
    - {id: units, name: {en: U}, card: {of: units, each: 4}, add: 100, once_per: card, budget: some}
    - {id: money, name: {en: M}, card: {of: money, each: 50.00, once: true}, add: 10, once_per: card}
    - {id: visits, name: {en: V}, card: {of: orders, each: 2}, add: 5, once_per: card}
    - {id: weeks, name: {en: W}, streak: {of: week, times: 3}, add: 20, once_per: streak}
    - {id: month, name: {en: C}, add: 3, once_per: order, caps: [{per: [member, month], at_most: 9}]}
  combine: [additions]
"""
EXAMPLES = """
examples:
  - name: what was counted before
    given:
      member.enrolled: true
      history.card.units: 3.5
      history.card.money: 49.99
      history.run.weeks: 2
      history.taken.cash: 49.90
      history.given.month.month: 7
      order: {at: 2026-06-15T10:00:00+02:00}
      lines: [{sku: a, quantity: 0.5, unit_price: 10.00}]
    expect: {total: 4.90, points: 136}
"""


def test_every_count_can_be_stated() -> None:
    """Each count that a sheet reads is known as the sheet reads it, with the same kind and parts."""
    made = programme(RULES)
    known = past_of(made.shape)
    read = [each.node for each in made.basket.compiled.sheet.inputs if each.name.startswith(HISTORY)]

    assert len(read) == 11
    assert [(n.name, n.kind, n.den) for n in read] == [
        (n.name, known[n.name].node.kind, known[n.name].node.den) for n in read
    ]


def test_an_example_states_counts() -> None:
    """A card, a streak, a cap and a budget are as they were left: 100 + 10 + 20 + 2 and 4 for the money."""
    outcomes = run_examples(programme(RULES + EXAMPLES))

    assert [] == [str(finding) for outcome in outcomes for finding in outcome.findings]
