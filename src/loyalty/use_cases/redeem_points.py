"""Spend points on a reward, apart from an order; can be rolled back once."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn
from loyalty.use_cases.accounts import account_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class RedeemPoints:
    """``redemption_id`` is the caller's own, unique per member and source; ``reward`` names what for."""

    member: MemberId
    redemption_id: str
    points: int
    reward: str
    source: str


def redemption_reference(redemption_id: str) -> str:
    """Give the natural key of a redemption in the ledger."""
    return f"redemption:{redemption_id}"


def redeem_points(services: Services, command: RedeemPoints, once: Once) -> Told:
    """Give the redemption: ``redemption``, ``member``, ``points``, ``reward``, ``state``.

    Raises UnknownMember, InsufficientPoints, AlreadyBooked, IdempotencyConflict.
    """
    return retrying(services, lambda: _redeem(services, command, once))


def _redeem(services: Services, command: RedeemPoints, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        account = account_of(unit, command.member)
    reference = redemption_reference(command.redemption_id)
    cause = Cause(command.source, reference, recording.now, reason=command.reward)
    booked = plan_burn(account, cause, command.points, recording)
    data = {
        "redemption": command.redemption_id,
        "member": command.member,
        "points": command.points,
        "reward": command.reward,
        "state": "redeemed",
    }
    with services.units.write() as unit:
        unit.ledger.book(booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
