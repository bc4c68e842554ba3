"""A member's account for booking."""

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.account import AccountState
from loyalty.members.member import Member, MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import POINTS


def member_of(unit: UnitOfWork, member_id: MemberId) -> Member:
    """Give an active member. Raises UnknownMember."""
    member = unit.members.get(member_id)
    if member is None or member.state is not MemberState.ACTIVE:
        raise UnknownMember
    return member


def account_of(unit: UnitOfWork, member_id: MemberId, hold_id: HoldId | None = None) -> AccountState:
    """Give an active member's account of spendable points. Raises UnknownMember."""
    member = member_of(unit, member_id)
    return unit.ledger.account(member_id, POINTS, member.programme, hold_id=hold_id)
