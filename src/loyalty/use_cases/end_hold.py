"""End a hold, once: capture all or a part of it, or void it; what is not taken goes back to its lots."""

from dataclasses import dataclass

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.entry import Cause
from loyalty.ledger.holds import plan_capture, plan_void
from loyalty.ledger.refusals import HoldUnknown
from loyalty.use_cases.accounts import account_of
from loyalty.use_cases.members.pool import owners, sent_home
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class EndHold:
    """``points`` are captured, None: all of them; 0 voids the hold."""

    member: MemberId
    hold: HoldId
    points: int | None
    source: str


def end_hold(services: Services, command: EndHold, once: Once) -> Told:
    """Give the ended hold: ``hold``, ``member``, ``points``, ``captured``, ``state``, ``expires_at``.

    Raises UnknownMember, HoldUnknown, HoldEnded, HoldTooSmall, IdempotencyConflict.
    """
    return retrying(services, lambda: _end(services, command, once), command.member)


def _end(services: Services, command: EndHold, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        account = account_of(unit, command.member, command.hold)
        givers = owners(unit, account, account.lots)
    hold = next((hold for hold in account.holds if hold.hold_id == command.hold), None)
    if hold is None:
        raise HoldUnknown
    points = hold.amount if command.points is None else command.points
    cause = Cause(command.source, once.reference, recording.now)
    if points:
        booked = plan_capture(account, cause, command.hold, points, recording)
    else:
        booked = plan_void(account, cause, command.hold, recording)
    data = {
        "hold": command.hold,
        "member": command.member,
        "points": hold.amount,
        "captured": points,
        "state": "captured" if points else "voided",
        "expires_at": hold.expires_at.isoformat(),
    }
    with services.units.write() as unit:
        for each in sent_home(booked, givers, cause, recording):
            book_told(services, unit, each)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
