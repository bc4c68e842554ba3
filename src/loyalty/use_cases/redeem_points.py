"""Spend points on a reward, apart from an order; can be rolled back once."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn
from loyalty.ledger.refusals import AlreadyBooked
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import purse_of


@dataclass(frozen=True, slots=True)
class RedeemPoints:
    """``redemption_id`` is the caller's own, unique per member and source; ``reward`` names what for.

    ``wallet`` is where the points are taken from.
    """

    member: MemberId
    redemption_id: str
    points: int
    reward: str
    source: str
    wallet: str = POINTS


def redemption_reference(redemption_id: str) -> str:
    """Give the natural key of a redemption in the ledger."""
    return f"redemption:{redemption_id}"


def redeem_points(services: Services, command: RedeemPoints, once: Once) -> Told:
    """Give the redemption: ``redemption``, ``member``, ``points``, ``reward``, ``state``.

    Raises UnknownMember, UnknownWallet, NotSpendable, InsufficientPoints, AlreadyBooked,
    IdempotencyConflict.
    """
    return retrying(services, lambda: _redeem(services, command, once))


def _redeem(services: Services, command: RedeemPoints, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        purse = purse_of(services, unit, command.member, recording, command.wallet)
        reference = redemption_reference(command.redemption_id)
        if unit.ledger.wallet_of_spending(command.member, command.source, reference) is not None:
            raise AlreadyBooked
    cause = Cause(command.source, reference, recording.now, reason=command.reward)
    booked = plan_burn(purse.state, cause, command.points, purse.recording)
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
