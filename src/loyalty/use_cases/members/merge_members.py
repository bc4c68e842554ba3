"""Two members who are one person become one: everything one of them has goes on as the other's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.merge import plan_merge
from loyalty.members.member import Merge
from loyalty.tiers.grant import TierGrant
from loyalty.tiers.standing import Held
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import bought_credit, member_of, refuse_erasing
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.members.places import give_place
from loyalty.use_cases.once import Told
from loyalty.use_cases.participants import keep_standing, standing_of
from loyalty.use_cases.prepaid import NAMED, refuse_beyond
from loyalty.use_cases.refusals import SameMember, UnknownMember, UnknownWallet
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.stored_value import value_unit
from loyalty.use_cases.tier_losses import LossNotices
from loyalty.use_cases.wallets import tier_of, under, wallets_of

FOR_EVER = 9998
"""The year until which a tier is given that the member had for life."""


@dataclass(frozen=True, slots=True)
class MergeMembers:
    """``loser`` goes on as ``survivor``; ``source`` is who found that they are one."""

    survivor: MemberId
    loser: MemberId
    source: str


def merge_members(services: Services, command: MergeMembers) -> Told:
    """Give the merge as `merge_data`; asked again while it stands it is the same merge.

    Subscriptions, prepaid credit and what was bought stay under the old id and are the survivor's from
    then on. Raises UnknownMember, MemberMerged, SameMember, ErasureAsked, UnknownProgramme, DeficitForbidden,
    PrepaidLimit.
    """
    return retrying(services, lambda: _merge(services, command))


def merge_data(merge: Merge) -> dict[str, Any]:
    """Give a merge as plain data."""
    return {
        "merge": merge.id,
        "member": merge.survivor,
        "merged": merge.loser,
        "merged_at": instant_text(merge.merged_at),
        "merged_by": merge.merged_by,
        "undone_at": instant_text(merge.undone_at) if merge.undone_at is not None else None,
        "undone_by": merge.undone_by,
    }


def _merge(services: Services, command: MergeMembers) -> Told:
    recording = services.recording()
    now = recording.now
    if command.loser == command.survivor:
        raise SameMember
    with services.units.write() as unit:
        there = unit.members.merged_into(command.loser)
        if there is not None and there.survivor == command.survivor:
            return Told(merge_data(there), replayed=True)
        survivor, loser = member_of(unit, command.survivor), member_of(unit, command.loser)
        if survivor.programme != loser.programme:
            raise UnknownMember
        for each in sorted((survivor.member_id, loser.member_id)):
            refuse_erasing(unit, each)
        programme = services.programmes.in_force(unit, survivor.programme, now)
        merge = Merge(
            id=new_text_id(services, "mrg", now),
            programme=programme.name,
            loser=loser.member_id,
            survivor=survivor.member_id,
            merged_at=now,
            merged_by=command.source,
        )
        merge = replace(merge, place=give_place(services, unit, merge, recording))
        keep_standing(unit, programme, survivor.member_id, now)
        _refuse_credit_beyond(unit, programme, merge)
        tier = _higher(unit, programme, merge)
        for booked in _booked(unit, programme, merge, recording):
            book_told(services, unit, booked)
        if not unit.members.merge(merge):
            raise DecideAgain
        if tier is not None:
            unit.tiers.add_grant(survivor.member_id, programme.name, tier)
        keep_standing(unit, programme, survivor.member_id, now)
        unit.commit()
    return Told(merge_data(merge))


def _refuse_credit_beyond(unit: UnitOfWork, programme: Programme, merge: Merge) -> None:
    """Raise PrepaidLimit where both bought more credit than one member may have, and the loser some of it."""
    brought, there = (bought_credit(unit, each, programme.name) for each in (merge.loser, merge.survivor))
    if brought:
        refuse_beyond(programme, NAMED, there + brought, merge.merged_at)


def _higher(unit: UnitOfWork, programme: Programme, merge: Merge) -> TierGrant | None:
    """Give the tier of the member who is merged as one given to the survivor, where it is the higher one."""
    ladder, now = programme.ladder, merge.merged_at
    theirs = standing_of(unit, programme, merge.loser, now)
    own = standing_of(unit, programme, merge.survivor, now)
    if ladder is None or theirs is None or own is None:
        return None
    if ladder.place(theirs.standing.tier) <= ladder.place(own.standing.tier):
        return None
    until = theirs.standing.until
    if until is not None or theirs.standing.held is Held.AWAITS_NOTICE:
        # The survivor was told of nothing yet.
        until = max(until or now, LossNotices(programme, ladder.notice, ()).later(now))
    until = until or now.replace(year=FOR_EVER)
    return TierGrant(merge.id, theirs.standing.tier, now, until, "merge", merge.merged_by)


def _booked(unit: UnitOfWork, programme: Programme, merge: Merge, recording: Recording) -> Iterator[Booked]:
    cause = Cause(merge.source, "", recording.now, programme.digest, merge.merged_by)
    units = dict.fromkeys((*wallets_of(programme), *unit.ledger.units(merge.loser)))
    tier = tier_of(unit, programme, merge.survivor, recording.now)
    for each in units:
        both = (
            unit.ledger.account(merge.loser, each, programme.name),
            unit.ledger.account(merge.survivor, each, programme.name),
        )
        loser, survivor = plan_merge(both, cause, (recording, terms_of(recording, programme, each, tier)))
        if each == value_unit(programme) and both[0].available + both[0].pending:
            there = survivor.state.available + survivor.state.pending
            refuse_beyond(programme, NAMED, there, recording.now)
        yield from (loser, survivor)


def terms_of(recording: Recording, programme: Programme, wallet: str, tier: str) -> Recording:
    """Give the recording under a wallet's terms, those of no activity; the usual ones of no wallet."""
    try:
        found = under(recording, programme, wallet, tier)
    except UnknownWallet:
        return recording
    return replace(found, terms=replace(found.terms, extend_to=None))
