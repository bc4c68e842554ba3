"""One charge of a plan as formulas: its slices, their exact sum, and the amount rounded once."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.shapes.charges import Terms
from loyalty.language.sheet import Rule, Scope, SheetBuilder
from loyalty.language.tree import Node, Read
from loyalty.pricing.charge_model import MoneyNode
from loyalty.pricing.charge_models import lower


@dataclass(frozen=True, slots=True)
class SliceTemplate:
    """One slice of a charge: which line it belongs to, its range, and the formulas of its parts."""

    line: str
    from_: Fraction
    up_to: Fraction | None
    quantity: str
    unit: str
    flat: str
    amount: str


def lower_charge(  # noqa: PLR0913 - the parts of one charge, all of them needed
    builder: SheetBuilder,
    name: str,
    terms: Terms,
    quantity: Node,
    *,
    money: MoneyNode,
    settled: Callable[[Node], Node],
    rule: Rule,
) -> tuple[Read, tuple[SliceTemplate, ...]]:
    """Define ``<name>`` (whole minor units) and its slices; give its node and the slices' templates."""
    templates = []
    amounts: list[Node] = []
    for number, piece in enumerate(lower(terms, quantity, money), start=1):
        stem = f"{name}.slice.{number}"
        parts = {"quantity": piece.quantity, "unit": piece.unit, "flat": piece.flat}
        for part, node in parts.items():
            builder.define(f"{stem}.{part}", Scope.ORDER, node, rule)
        amounts.append(builder.define(f"{stem}.amount", Scope.ORDER, piece.amount, rule))
        places = [f"{stem}.{part}" for part in (*parts, "amount")]
        templates.append(SliceTemplate(name, piece.from_, piece.up_to, *places))
    made = builder.define(name, Scope.ORDER, settled(t.add(*amounts)), rule)
    return made, tuple(templates)
