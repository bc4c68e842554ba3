"""A member's account for booking."""

from collections.abc import Mapping
from datetime import datetime

from loyalty.erasure.refusals import ErasureAsked
from loyalty.kernel.identity import HoldId, MemberId, id_text
from loyalty.kernel.instant import instant_at
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.account import AccountState
from loyalty.members.member import Member, MemberState
from loyalty.redemption.catalogue import Taken
from loyalty.subscriptions.credit import Grant
from loyalty.subscriptions.records import Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import MemberMerged, UnknownMember
from loyalty.use_cases.remembered import Remembered


def member_of(unit: UnitOfWork, member_id: MemberId) -> Member:
    """Give an active member. Raises UnknownMember, and MemberMerged which says as whom a member goes on."""
    member = unit.members.get(member_id)
    if member is not None and member.state is MemberState.MERGED:
        survivor = id_text("mem", survivor_of(unit, member_id))
        raise MemberMerged(f"The member goes on as {survivor}.", member=survivor, programme=member.programme)
    if member is None or member.state is not MemberState.ACTIVE:
        raise UnknownMember
    return member


def takes_part(unit: UnitOfWork, member_id: MemberId) -> bool:
    """Say whether somebody is an active member: neither erased nor about to be, nor merged into another."""
    member = unit.members.get(member_id)
    return member is not None and member.state is MemberState.ACTIVE


def refuse_erasing(unit: UnitOfWork, member_id: MemberId) -> None:
    """Raise ErasureAsked where somebody asked to be erased; nobody can ask until the unit ends."""
    unit.members.hold(member_id)
    if unit.erasures.of_member(member_id) is not None:
        raise ErasureAsked


def survivor_of(unit: UnitOfWork, member_id: MemberId) -> MemberId:
    """Give as whom a member goes on, after every merge that stands; the member itself without one."""
    while (merge := unit.members.merged_into(member_id)) is not None:
        member_id = merge.survivor
    return member_id


def one_person(unit: Remembered, member_id: MemberId) -> tuple[MemberId, ...]:
    """Give the member and all who go on as that one: what they did counts as the member's."""
    return (member_id, *(merge.loser for merge in unit.members.merges_into(member_id)))


def together(unit: UnitOfWork, member_id: MemberId) -> Mapping[MemberId, datetime]:
    """Give every id of a person, each with since when; ``member_id`` comes first, from ever on.

    It may be the id of a member who goes on as another one.
    """
    since = {member_id: instant_at(0)}
    asked = [member_id]
    while asked:
        at = asked.pop()
        above = unit.members.merged_into(at)
        below = [merge for merge in unit.members.merges_into(at) if merge.survivor == at]
        for merge in [*below, *([above] if above is not None else [])]:
            other = merge.loser if merge.survivor == at else merge.survivor
            if other not in since:
                since[other] = max(since[at], merge.merged_at)
                asked.append(other)
    return since


def subscriptions_of(unit: UnitOfWork, member_id: MemberId, programme: str) -> list[Subscription]:
    """Give a person's subscriptions, oldest first; those of a merged member keep the old id."""
    found = [
        each for one in together(unit, member_id) for each in unit.subscriptions.of_member(one, programme)
    ]
    return sorted(found, key=lambda each: (each.created_at, each.id))


def grants_of(unit: UnitOfWork, member_id: MemberId, programme: str) -> tuple[Grant, ...]:
    """Give a person's grants of prepaid credit, oldest first; those of a merged member keep the old id."""
    found = [each for one in together(unit, member_id) for each in unit.credit.grants(one, programme)]
    return tuple(sorted(found, key=lambda each: (each.created_at, each.id)))


def bought_credit(unit: UnitOfWork, member_id: MemberId, programme: str) -> int:
    """Give how many minor units are left of the prepaid credit that a person paid for."""
    return sum(each.left for each in grants_of(unit, member_id, programme) if each.purchased)


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
