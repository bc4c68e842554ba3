"""Give points to another member, within the limits of the wallet; both sides are booked, or neither."""

from dataclasses import dataclass, replace

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.language.shapes.wallets import POINTS, TransferShape
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.transfer import plan_transfer
from loyalty.ledger.refusals import AlreadyBooked
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.points.allowance import left_of
from loyalty.use_cases.refusals import NotTransferable, SameMember, TransferLimitReached, UnknownMember
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import purse_of, wallet_in


@dataclass(frozen=True, slots=True)
class TransferPoints:
    """``transfer_id`` is the caller's own, unique per giver and source."""

    giver: MemberId
    receiver: MemberId
    transfer_id: str
    points: int
    source: str
    wallet: str = POINTS


def transfer_points(services: Services, command: TransferPoints, once: Once) -> Told:
    """Give the transfer: ``transfer``, ``member``, ``to``, ``wallet``, ``points``.

    Raises UnknownMember, SameMember, UnknownWallet, NotSpendable, NotTransferable,
    TransferLimitReached, InsufficientPoints, AlreadyBooked, IdempotencyConflict.
    """
    return retrying(services, lambda: _transfer(services, command, once), command.giver)


def _transfer(services: Services, command: TransferPoints, once: Once) -> Told:
    recording = services.recording()
    if command.giver == command.receiver:
        raise SameMember
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        giver, receiver = member_of(unit, command.giver), member_of(unit, command.receiver)
        if giver.programme != receiver.programme:
            raise UnknownMember
        programme = services.programmes.in_force(unit, giver.programme, recording.now)
        reference = f"transfer:{command.giver}:{command.transfer_id}"
        if unit.ledger.history(
            command.giver, command.wallet, source=command.source, external_ref=f"{reference}:1"
        ):
            raise AlreadyBooked  # before any limit, which it may itself have used up
        _allowed(unit, programme, command, recording)
        purse = purse_of(services, unit, command.giver, recording, command.wallet)
        other = unit.ledger.account(command.receiver, command.wallet, receiver.programme)
    # Giving points away is no activity that would let the rest live longer.
    terms = replace(purse.recording.terms, extend_to=None)
    cause = Cause(command.source, reference, recording.now, programme.digest)
    planned = plan_transfer(
        (purse.state, other), cause, command.points, replace(purse.recording, terms=terms)
    )
    data = {
        "transfer": command.transfer_id,
        "member": command.giver,
        "to": command.receiver,
        "wallet": command.wallet,
        "points": command.points,
    }
    with services.units.write() as unit:
        # By member, so that two who give to each other at once never wait for one another.
        for booked in sorted(planned, key=lambda each: each.state.member_id):
            book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer


def _allowed(unit: UnitOfWork, programme: Programme, command: TransferPoints, recording: Recording) -> None:
    """Hold a transfer to the wallet's limits. Raises UnknownWallet, NotTransferable, TransferLimitReached."""
    shape = wallet_in(programme, command.wallet)
    limits: TransferShape | None = shape.transfer if shape is not None else None
    if limits is None:
        raise NotTransferable
    if limits.at_most is not None and command.points > limits.at_most:
        most = int(limits.at_most)
        raise TransferLimitReached(f"At most {most} at once.", needed=command.points, available=most)
    whose = one_person(unit, command.giver)

    def spent(period: Period) -> int:
        return sum(unit.ledger.given_between(who, command.wallet, period) for who in whose)

    left = min(left_of(programme, limits, recording.now, spent), default=command.points)
    if command.points > left:
        message = f"Today {left} more may be given."
        raise TransferLimitReached(message, needed=command.points, available=left)
