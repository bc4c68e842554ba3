"""The points of an explanation: what is earned and used, what a point is worth, what is there afterwards."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Scope


def points_of(decision: Decision, trace: Trace, standing: Mapping[str, Any]) -> Document:
    """Give what is earned and used, and the points that ``standing`` says are there afterwards.

    ``value_per_point`` is in minor units, exactly, as payment of an order; None where points buy nothing.
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
        "value_per_point": _worth(decision),
        "balance_after": standing.get("balance"),
        "expiring": [dict(lot) for lot in standing.get("expiring", ())],
        **({"wallets": wallets} if wallets else {}),
    }


def _worth(decision: Decision) -> str | None:
    redeem = decision.programme.shape.redeem
    if redeem is None or decision.part.payment is None:
        return None
    return str(redeem.worth.money * 10**decision.programme.currency.exponent / redeem.worth.points)


def _awards(decision: Decision, trace: Trace, wallet: str) -> list[Document]:
    awards = []
    for template in decision.part.awards:
        if template.wallet != wallet:
            continue
        rows = range(len(decision.situation.lines)) if template.scope is Scope.LINE else (None,)
        for index in rows:
            points = trace.number(template.formula, index)
            if points == 0:
                continue
            rule = template.rule
            best = Fraction(1)
            for name, candidate in template.winners:
                if trace.number(name, index) > best:
                    best, rule = trace.number(name, index), candidate
            awards.append(
                {
                    "rule": rule.id,
                    "label": dict(rule.label),
                    "line": decision.situation.lines[index].id if index is not None else None,
                    "points": str(points),
                    "step": trace.step_id(template.formula, index),
                }
            )
    return awards
