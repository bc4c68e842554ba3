"""What is shown by structure can fail: a programme whose formulas were tampered with is refuted.

No rule file leads to such formulas; the constraints are what would tell if lowering ever did.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import pytest

from loyalty.constraints.verdict import Answer
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.readers.python import compile_sheet
from loyalty.language.tree import Kind, Node
from loyalty.prover.deciding import thorough
from tests.unit.decision.making import programme

DUE = "total.due"
FEE = """
basket:
  fees:
    - {id: bag, name: {en: Bag}, amount: 0.20, purpose: bags, recipient: seller, refundable: true}
"""


def _without_fees(due: Node) -> Node:
    return t.sub(due, t.read("fee.bag", Kind.MONEY, due.den, 0, 10**6))


def _by_chance(due: Node) -> Node:
    return t.add(due, t.read("chance", Kind.MONEY, due.den, 0, 1))


def _nothing(due: Node) -> Node:
    return t.const(due.kind, 0)


def _doubled(due: Node) -> Node:
    return t.add(due, due)


@pytest.mark.parametrize(
    ("name", "tamper", "says"),
    [
        ("all_in_first_price", _nothing, "`fee.bag`"),
        ("deterministic", _by_chance, "`chance` is read before it is known"),
        ("total_is_sum_of_lines", _without_fees, "is not the sum of its lines"),
        ("total_is_sum_of_lines", _doubled, "is not the sum of its lines"),
    ],
)
def test_a_tampered_total_is_refuted(name: str, tamper: Callable[[Node], Node], says: str) -> None:
    """A fee left out, a total read from chance, and a total that is another number than its lines."""
    sound = programme(FEE)

    assert _decide(name, sound).holds is True
    found = _decide(name, _tampered(sound, tamper, compiled=name == "total_is_sum_of_lines"))

    assert found.holds is False
    assert says in found.because


def _decide(name: str, decided: Programme) -> Answer:
    found: Answer = import_module(f"loyalty.constraints.{name}").decide(decided, {}, thorough())
    return found


def _tampered(sound: Programme, tamper: Callable[[Node], Node], *, compiled: bool) -> Programme:
    """Give a programme with another formula of the total, and the function that is made of it."""
    sheet = sound.basket.compiled.sheet
    formulas = tuple(
        replace(formula, tree=tamper(formula.tree)) if formula.name == DUE else formula
        for formula in sheet.formulas
    )
    other = replace(sheet, formulas=formulas)
    made = compile_sheet(other) if compiled else replace(sound.basket.compiled, sheet=other)
    return replace(sound, basket=replace(sound.basket, compiled=made))
