"""Set points aside for a time: they cannot be spent otherwise until captured, voided or lapsed."""

from dataclasses import dataclass
from datetime import timedelta

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.entry import Cause, HoldTerms
from loyalty.ledger.holds import plan_hold
from loyalty.use_cases.accounts import account_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class HoldPoints:
    """``seconds`` is how long the hold lives; it lapses by itself after that."""

    member: MemberId
    points: int
    seconds: int
    source: str


def hold_points(services: Services, command: HoldPoints, once: Once) -> Told:
    """Give the hold: ``hold`` (id), ``member``, ``points``, ``expires_at``, ``state``.

    Raises UnknownMember, InsufficientPoints, IdempotencyConflict.
    """
    return retrying(services, lambda: _hold(services, command, once))


def _hold(services: Services, command: HoldPoints, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        account = account_of(unit, command.member)
    hold_id = HoldId(services.entropy.new_id(recording.now))
    expires = recording.now + timedelta(seconds=command.seconds)
    cause = Cause(command.source, once.reference, recording.now)
    booked = plan_hold(account, cause, HoldTerms(hold_id, command.points, expires), recording)
    data = {
        "hold": hold_id,
        "member": command.member,
        "points": command.points,
        "captured": 0,
        "state": "open",
        "expires_at": expires.isoformat(),
    }
    with services.units.write() as unit:
        unit.ledger.book(booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
