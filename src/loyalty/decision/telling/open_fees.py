"""The fees of an order that cannot be worked out yet: what they are, how they are, and what they wait for."""

from collections.abc import Iterator

from loyalty.decision.decide import Decision
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.telling import Document
from loyalty.decision.trace import name_of
from loyalty.kernel.looked import Looked
from loyalty.language.readers.options import is_nothing
from loyalty.language.readers.python import Value
from loyalty.language.readers.specialise import World, constant
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import read
from loyalty.pricing.fees import AUTHORITY, known_fact, waiting_fees

WHY = "not known yet"


def open_fees(decision: Decision) -> list[Document]:
    """Give each fee that may come on top of the total, as plain data; a fee that cannot is not told."""
    shape = decision.programme.shape
    return [
        {
            "fee": fee.id,
            "label": dict(fee.name),
            "formula": dict(fee.formula or {}),
            "why_allowed": WHY,
            "known_with": [{"fact": name, "name": dict(name_of(name, shape))} for name in lacking],
            "purpose": fee.purpose,
            "recipient": fee.recipient,
            "set_by": fee.set_by or ("authority" if fee.recipient == AUTHORITY else "merchant"),
            "refundable": fee.refundable,
        }
        for fee, lacking in _open(decision)
    ]


def awaited(decision: Decision) -> frozenset[str]:
    """Give the facts that fees wait for and that nobody has stated."""
    waiting = waiting_fees(decision.programme.shape)
    if not waiting or decision.part is not decision.programme.basket:
        return frozenset()
    facts = decision.situation.order_facts(decision.part.compiled)
    return frozenset(name for fee in waiting for name in fee.calculable_when if not facts[known_fact(name)])


def refuse_open(decision: Decision) -> tuple[Looked, ...]:
    """Give what was looked at where every fee of an order is worked out.

    Raises RequestMisfit with what is lacking.
    """
    misfits = [
        Misfit(
            _place(name),
            "fact-missing",
            f"the fee `{fee.id}` is worked out from `{name}`, which is not given",
            "an order is booked when its whole price is known",
        )
        for fee, lacking in _open(decision)
        for name in lacking
    ]
    if misfits:
        raise RequestMisfit(tuple(misfits))
    return (Looked("PX-03"),)


def _place(fact: str) -> str:
    """Give where a request states a fact of the order or the member, or that lines lack one."""
    owner, _, rest = fact.partition(".")
    return {"order": f"/order/{rest}", "line": "/lines"}.get(owner, f"/facts/{fact}")


def _open(decision: Decision) -> Iterator[tuple[FeeShape, tuple[str, ...]]]:
    unstated = awaited(decision)
    if not unstated:
        return
    facts = decision.situation.order_facts(decision.part.compiled)
    for fee in waiting_fees(decision.programme.shape):
        lacking = tuple(name for name in fee.calculable_when if name in unstated)
        if lacking and _may_be_charged(decision, fee, facts, lacking):
            yield fee, lacking


def _may_be_charged(
    decision: Decision, fee: FeeShape, facts: dict[str, Value], lacking: tuple[str, ...]
) -> bool:
    """Whether anything but nothing can come of a fee, once what is lacking is known."""
    compiled = decision.part.compiled
    sheet, unknown = compiled.sheet, {*lacking, *map(known_fact, lacking)}
    known = {
        item.name: constant(item.node, facts[item.name] if item.name not in unknown else 1)
        for item in sheet.inputs
        if item.scope is Scope.ORDER and item.name not in lacking
    }
    for formula in sheet.formulas:
        if formula.scope is Scope.ORDER and not sheet.behind[formula.name] & unknown:
            node = read(formula.name, formula.tree.kind, formula.tree.den)
            known[formula.name] = constant(node, compiled.value(decision.steps, formula.name))
    return not is_nothing(World(sheet, known).tree(f"fee.{fee.id}"))
