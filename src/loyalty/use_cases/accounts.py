"""A member's account for booking."""

from loyalty.kernel.identity import HoldId, MemberId, id_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.account import AccountState
from loyalty.members.member import Member, MemberState
from loyalty.redemption.catalogue import Taken
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import MemberMerged, UnknownMember


def member_of(unit: UnitOfWork, member_id: MemberId) -> Member:
    """Give an active member. Raises UnknownMember, and MemberMerged which says as whom a member goes on."""
    member = unit.members.get(member_id)
    if member is not None and member.state is MemberState.MERGED:
        survivor = id_text("mem", survivor_of(unit, member_id))
        raise MemberMerged(f"The member goes on as {survivor}.", member=survivor, programme=member.programme)
    if member is None or member.state is not MemberState.ACTIVE:
        raise UnknownMember
    return member


def survivor_of(unit: UnitOfWork, member_id: MemberId) -> MemberId:
    """Give as whom a member goes on, after every merge that stands; the member itself without one."""
    while (merge := unit.members.merged_into(member_id)) is not None:
        member_id = merge.survivor
    return member_id


def one_person(unit: UnitOfWork, member_id: MemberId) -> tuple[MemberId, ...]:
    """Give the member and all who go on as that one: what they did counts as the member's."""
    return (member_id, *(merge.loser for merge in unit.members.merges_into(member_id)))


def taken_of(unit: UnitOfWork, programme: str, reward: str, member_id: MemberId) -> Taken:
    """Give how often a reward was taken: by everybody, and by the member under every id."""
    counts = [unit.rewards.taken(programme, reward, each) for each in one_person(unit, member_id)]
    return Taken(counts[0].by_all, sum(each.by_member for each in counts))


def account_of(unit: UnitOfWork, member_id: MemberId, hold_id: HoldId | None = None) -> AccountState:
    """Give an active member's account in the wallet that a hold is of, `POINTS` without one.

    Raises UnknownMember.
    """
    member = member_of(unit, member_id)
    wallet = POINTS if hold_id is None else unit.ledger.wallet_of_hold(member_id, hold_id) or POINTS
    return unit.ledger.account(member_id, wallet, member.programme, hold_id=hold_id)
