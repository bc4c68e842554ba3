"""Undo a redemption, once: the points go back to the lots they came from, with their own end.

Where it has passed they lapse, or get the grace that the wallet says.
"""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_restore
from loyalty.ledger.refusals import AlreadyReversed
from loyalty.redemption.refusals import RewardUsed
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.given_codes import HeldCode
from loyalty.use_cases.members.onward import following
from loyalty.use_cases.members.pool import owners, sent_home
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.redeem_points import redemption_reference
from loyalty.use_cases.refusals import UnknownRedemption
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import coming_back
from loyalty.vouchers.code import code_digest


@dataclass(frozen=True, slots=True)
class RollBackRedemption:
    """Which redemption of which member, as the same source booked it."""

    member: MemberId
    redemption_id: str
    source: str


def roll_back_redemption(services: Services, command: RollBackRedemption, once: Once) -> Told:
    """Give the rolled back redemption: ``redemption``, ``member``, ``points``, ``state``.

    Raises UnknownMember, UnknownRedemption, AlreadyReversed, IdempotencyConflict; RewardUsed where
    a voucher was handed over that has counted.
    """
    return retrying(services, lambda: _roll_back(services, command, once), command.member)


def _roll_back(services: Services, command: RollBackRedemption, once: Once) -> Told:
    recording = services.recording()
    reference = redemption_reference(command.redemption_id)
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        found = _spent(unit, command, reference)
        if found is None:
            raise UnknownRedemption
        whose, wallet = found
        account = unit.ledger.order_account(
            whose, wallet, member.programme, source=command.source, external_ref=reference
        )
        terms = coming_back(services, unit, recording, member.programme, wallet)
        onward = following(unit, whose, (wallet,))
        givers = owners(unit, account.state, account.state.lots)
        voucher = _voucher(services, unit, command, whose, recording.now)
    if account.spending is None:
        raise UnknownRedemption
    points = account.spending.left
    if not points:
        raise AlreadyReversed(asked=0, left=0)
    if voucher is not None and (voucher.tally.used or voucher.tally.held):
        raise RewardUsed
    cause = Cause(command.source, reference, recording.now)
    booked = plan_restore(account.state, cause, account.spending, points, terms)
    data = {
        "redemption": command.redemption_id,
        "member": command.member,
        "points": points,
        "state": "rolled_back",
    }
    with services.units.write() as unit:
        for each in onward.carried(sent_home(booked, givers, cause, recording), terms):
            book_told(services, unit, each)
        if voucher is not None:
            unit.vouchers.end(member.programme, voucher.digest, voucher.tally, recording.now)
        unit.rewards.roll_back(whose, command.source, command.redemption_id)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer


def _voucher(
    services: Services, unit: UnitOfWork, command: RollBackRedemption, whose: MemberId, now: datetime
) -> HeldCode | None:
    """Give the code of a voucher that was handed over, as it stands; None where none was."""
    handed = unit.rewards.find(whose, command.source, command.redemption_id)
    if handed is None:
        return None
    digest = code_digest(services.secret, handed.programme, handed.code)
    issued = unit.vouchers.code(handed.programme, digest)
    if issued is None:
        return None
    return HeldCode(issued.voucher, digest, unit.vouchers.of_code(handed.programme, digest, now))


def _spent(unit: UnitOfWork, command: RollBackRedemption, reference: str) -> tuple[MemberId, str] | None:
    """Give in whose book the redemption is, the member's or that of one who goes on as the member."""
    for each in one_person(unit, command.member):
        wallet = unit.ledger.wallet_of_spending(each, command.source, reference)
        if wallet is not None:
            return each, wallet
    return None
