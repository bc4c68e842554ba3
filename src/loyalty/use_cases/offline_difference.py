"""What a till promised without the network beside what is decided: the difference is booked with its reason.

What is decided holds. Where the till promised more points, what it promised is credited and the
difference taken back at once by an entry of its own; where it promised less, the credit carries
the reason. What the till took stays what was paid, so a refund never gives back more.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import Earning
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_clawback
from loyalty.orders.order import Promise
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownDigest, UnknownProgramme
from loyalty.use_cases.services import Services

REASON = "offline-difference"


def promised_by(services: Services, unit: UnitOfWork, name: str, promise: Promise) -> Programme:
    """Give the version of the programme by which a till promised. Raises UnknownDigest."""
    try:
        programme = services.programmes.by_digest(unit, promise.digest)
    except UnknownProgramme:
        raise UnknownDigest from None
    if programme.name != name:
        raise UnknownDigest
    return programme


def told_offline(promise: Promise | None, decision: Decision) -> Mapping[str, Any]:
    """Give as plain data what was promised and by how much what is decided is more, below zero less."""
    if promise is None:
        return {}
    promised = {
        "payable": promise.payable,
        "points_earned": promise.points_earned,
        "points_used": promise.points_used,
    }
    decided = {
        "payable": decision.payable,
        "points_earned": decision.points_earned,
        "points_used": decision.points_used,
    }
    difference = {name: decided[name] - promised[name] for name in promised}
    reason = {"reason": REASON} if any(difference.values()) else {}
    return {"promised": promised, "difference": difference} | reason


def promised_more(promise: Promise | None, decision: Decision, cause: Cause) -> tuple[int, Cause]:
    """Give how many points too many were promised, and the cause of the credit, which says of too few."""
    if promise is None:
        return 0, cause
    more = promise.points_earned - decision.points_earned
    return max(0, more), replace(cause, reason=REASON) if more < 0 else cause


def difference_taken(earned: Booked, cause: Cause, less: int, recording: Recording) -> Booked:
    """Give the credit with an entry behind it that takes ``less`` points of it back, 0 for none."""
    if not less:
        return earned
    award = next(entry for entry in earned.entries if entry.lot is not None)
    assert award.lot is not None  # noqa: S101 - that is how it was found
    order = cause.external_ref.removeprefix("order:")
    difference = replace(cause, external_ref=f"{REASON}:{order}", reason=REASON)
    earning = Earning(award.entry_id, award.lot.amount, 0, 0)
    return earned.then(plan_clawback(earned.state, difference, earning, less, recording))
