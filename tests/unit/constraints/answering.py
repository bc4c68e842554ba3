"""Small programmes with one constraint each, decided; what refutes it run as it would be pasted."""

from collections.abc import Sequence
from importlib import import_module

from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.examples import run_examples
from loyalty.prover.deciding import thorough
from tests.unit.decision.making import programme

DISCOUNT = (
    "basket:\n  discounts:\n    combine: sum\n    rules:\n      - {{id: off, name: {{en: Off}}, {0}}}\n"
)
REDEEM = """
redeem:
  worth: {points: 100, money: 1.00}
  earn_on: money_paid
  on_refund: recompute_kept_order
  spent_too_much: owe
"""


def answer(name: str, rules: str, **params: str) -> Answer:
    """Give the answer of a constraint on a small programme, with the solver and the search."""
    decide = import_module(f"loyalty.constraints.{name}").decide
    given: Params = params
    found: Answer = decide(programme(rules), given, thorough())
    return found


def broken_by(found: Answer, rules: str) -> Sequence[str]:
    """Give the findings of the witness's worked examples, run in the programme that it refutes."""
    with_witness = programme(f"{rules}\nexamples:\n{found.witness}\n")
    return [finding.code for outcome in run_examples(with_witness) for finding in outcome.findings]
