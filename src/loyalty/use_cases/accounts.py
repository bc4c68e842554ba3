"""A member's account for booking."""

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.account import AccountState
from loyalty.members.member import Member, MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownMember


def member_of(unit: UnitOfWork, member_id: MemberId) -> Member:
    """Give an active member. Raises UnknownMember."""
    member = unit.members.get(member_id)
    if member is None or member.state is not MemberState.ACTIVE:
        raise UnknownMember
    return member


def account_of(unit: UnitOfWork, member_id: MemberId, hold_id: HoldId | None = None) -> AccountState:
    """Give an active member's account in the wallet that a hold is of, `POINTS` without one.

    Raises UnknownMember.
    """
    member = member_of(unit, member_id)
    wallet = POINTS if hold_id is None else unit.ledger.wallet_of_hold(member_id, hold_id) or POINTS
    return unit.ledger.account(member_id, wallet, member.programme, hold_id=hold_id)
