"""Set points aside for a time: they cannot be spent otherwise until captured, voided or lapsed."""

from dataclasses import dataclass
from datetime import timedelta

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Cause, HoldTerms
from loyalty.ledger.holds import plan_hold
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.members.pool import pool_for
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import purse_of


@dataclass(frozen=True, slots=True)
class HoldPoints:
    """``seconds`` is how long the hold lives; it lapses by itself after that; ``wallet`` is what it is of."""

    member: MemberId
    points: int
    seconds: int
    source: str
    wallet: str = POINTS


def hold_points(services: Services, command: HoldPoints, once: Once) -> Told:
    """Give the hold: ``hold`` (id), ``member``, ``points``, ``expires_at``, ``state``.

    Raises UnknownMember, UnknownWallet, NotSpendable, InsufficientPoints, IdempotencyConflict.
    """
    return retrying(services, lambda: _hold(services, command, once), command.member)


def _hold(services: Services, command: HoldPoints, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        purse = purse_of(services, unit, command.member, recording, command.wallet)
        refuse_frozen(unit, purse.state.programme)
        pool = pool_for(services, unit, purse, recording)
    hold_id = HoldId(services.entropy.new_id(recording.now))
    expires = recording.now + timedelta(seconds=command.seconds)
    cause = Cause(command.source, once.reference, recording.now)
    terms = HoldTerms(hold_id, command.points, expires)
    bookings = pool.spent(
        purse.state,
        cause,
        command.points,
        purse.recording,
        lambda state, under: plan_hold(state, cause, terms, under),
    )
    data = {
        "hold": hold_id,
        "member": command.member,
        "points": command.points,
        "captured": 0,
        "state": "open",
        "expires_at": expires.isoformat(),
    }
    with services.units.write() as unit:
        for booked in bookings:
            book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
