"""The points of an explanation: what is earned and used, what a point is worth, what is there afterwards."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.kernel.money import Currency
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Scope


def points_of(decision: Decision, trace: Trace, standing: Mapping[str, Any]) -> Document:
    """Give what is earned and used, and the points that ``standing`` says are there afterwards.

    ``value_per_point`` is in minor units, exactly, as payment of an order, ``worth`` the same of what is
    earned and used, with the rule that says so; None where points buy nothing: no money is promised then.
    """
    wallets = [
        {"wallet": wallet.id, "label": dict(wallet.name), "earned": decision.earned_in(wallet.id)}
        | {"awards": _awards(decision, trace, wallet.id)}
        for wallet in decision.programme.shape.wallets
        if wallet.id != POINTS and decision.earned_in(wallet.id)
    ]
    return {
        "unit": POINTS,
        "earned": decision.points_earned,
        "used": decision.points_used,
        "awards": _awards(decision, trace, POINTS),
        "value_per_point": _per_point(decision),
        "worth": _worth(decision),
        "balance_after": standing.get("balance"),
        "expiring": [dict(lot) for lot in standing.get("expiring", ())],
        **({"wallets": wallets} if wallets else {}),
    }


def _per_point(decision: Decision) -> str | None:
    shape = decision.programme.shape
    return None if decision.part.payment is None else per_point(shape, decision.programme.currency)


def per_point(shape: ProgrammeShape, currency: Currency) -> str | None:
    """Give what a point pays of an order in minor units, exactly; None where points buy nothing."""
    if shape.redeem is None:
        return None
    return str(shape.redeem.worth.money * 10**currency.exponent / shape.redeem.worth.points)


def _worth(decision: Decision) -> Document | None:
    """Give what the points of this document pay, and by which rule; None where that is not money."""
    each, payment = _per_point(decision), decision.part.payment
    if each is None or payment is None or not (decision.points_earned or decision.points_used):
        return None
    return {
        "rule": payment.id,
        "earned": str(Fraction(each) * decision.points_earned),
        "used": str(Fraction(each) * decision.points_used),
    }


def _awards(decision: Decision, trace: Trace, wallet: str) -> list[Document]:
    awards = []
    for template in decision.part.awards:
        if template.wallet != wallet:
            continue
        rows = range(len(decision.situation.lines)) if template.scope is Scope.LINE else (None,)
        for index in rows:
            if trace.is_zero(template.formula, index):
                continue
            rule = template.rule
            best: int | Fraction = 1
            for name, candidate in template.winners:
                if (value := trace.exact(name, index)) > best:
                    best, rule = value, candidate
            awards.append(
                {
                    "rule": rule.id,
                    "label": dict(rule.label),
                    "line": decision.situation.lines[index].id if index is not None else None,
                    "points": str(trace.exact(template.formula, index)),
                    "step": trace.step_id(template.formula, index),
                }
            )
    return awards
