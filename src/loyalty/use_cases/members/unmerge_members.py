"""Undo a merge: both members are again what they were, while nothing depends on the merge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loyalty.decision.programme import Programme
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, Entry
from loyalty.ledger.moving.unmerge import plan_unmerge
from loyalty.ledger.refusals import MergeStands
from loyalty.members.member import Merge
from loyalty.tiers.movement import Cause as TierCause
from loyalty.tiers.movement import Movement
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.members.merge_members import merge_data, terms_of
from loyalty.use_cases.members.places import give_back_place
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import UnknownMerge
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.show_standing import reached_by_history
from loyalty.use_cases.wallets import tier_of


@dataclass(frozen=True, slots=True)
class UnmergeMembers:
    """Which merge into which member; ``source`` is who undoes it."""

    survivor: MemberId
    merge_id: str
    source: str


def unmerge_members(services: Services, command: UnmergeMembers) -> Told:
    """Give the merge as `merge_data`; asked again it was undone once.

    Raises UnknownMerge, UnknownProgramme, and MergeStands with what was done since.
    """
    return retrying(services, lambda: _unmerge(services, command))


def _unmerge(services: Services, command: UnmergeMembers) -> Told:
    recording = services.recording()
    now = recording.now
    with services.units.write() as unit:
        merge = unit.members.merge_by_id(command.merge_id)
        if merge is None or merge.survivor != command.survivor:
            raise UnknownMerge
        if merge.undone_at is not None:
            return Told(merge_data(merge), replayed=True)
        programme = services.programmes.in_force(unit, merge.programme, now)
        _nothing_since(unit, merge)
        most = programme.shape.households.at_most if programme.shape.households is not None else 0
        give_back_place(services, unit, merge, command.source, recording, at_most=most)
        for booked in _booked(unit, programme, merge, recording):
            book_told(services, unit, booked)
        undone = replace(merge, undone_at=now, undone_by=command.source)
        if not unit.members.unmerge(undone):
            raise DecideAgain
        _tier_back(services, unit, programme, undone)
        unit.commit()
    return Told(merge_data(undone))


def _nothing_since(unit: UnitOfWork, merge: Merge) -> None:
    """Refuse where the survivor was merged on, or something either bought was booked since."""
    if unit.members.merged_into(merge.survivor) is not None:
        raise MergeStands("The surviving member was merged into another one since.", what="merge")
    for member in (merge.survivor, merge.loser):
        spends = unit.orders.spends(member, merge.programme)
        if any(each.recorded_at > merge.merged_at for each in spends):
            raise MergeStands("An order or event was recorded since.", what="order")
        subscriptions = unit.subscriptions.of_member(member, merge.programme)
        billed = [unit.invoices.latest(member, each.id) for each in subscriptions]
        if any(each is not None and each > merge.merged_at for each in billed):
            raise MergeStands("A subscription was billed since.", what="invoice")


def _tier_back(services: Services, unit: UnitOfWork, programme: Programme, undone: Merge) -> None:
    """End the tier that came with the merge, and keep what the survivor's own history reaches."""
    now, by = undone.undone_at, undone.undone_by
    assert now is not None  # noqa: S101 - it was undone just now
    grants = unit.tiers.grants(undone.survivor, programme.name)
    given = next((each for each in grants if each.id == undone.id and each.ended_at is None), None)
    if given is not None:
        ended = replace(given, ended_at=now, ended_by=by, ended_why="merge undone")
        unit.tiers.end_grant(undone.survivor, programme.name, ended)
    kept = unit.tiers.standing(undone.survivor, programme.name)
    if kept is None or programme.ladder is None:
        return
    own = reached_by_history(services, unit, programme, member_of(unit, undone.survivor), now).standing
    if own != kept:
        back = Movement(kept.tier, own.tier, now, TierCause.UNMERGED, ())
        unit.tiers.keep(undone.survivor, programme.name, own, [back], at=now)


def _booked(unit: UnitOfWork, programme: Programme, merge: Merge, recording: Recording) -> Iterator[Booked]:
    cause = Cause(merge.source, "", recording.now, programme.digest, merge.merged_by)
    tier = tier_of(unit, programme, merge.survivor, recording.now)
    for each in unit.ledger.units(merge.loser):
        books = unit.ledger.whole(merge.loser, each), unit.ledger.whole(merge.survivor, each)
        if not any(entry.cause.source == merge.source for entry in books[0]):
            continue
        both = (
            _account(unit, merge.loser, programme.name, books[0]),
            _account(unit, merge.survivor, programme.name, books[1]),
        )
        recordings = recording, terms_of(recording, programme, each, tier)
        yield from plan_unmerge(both, books, cause, recordings)


def _account(unit: UnitOfWork, member: MemberId, programme: str, book: tuple[Entry, ...]) -> AccountState:
    """Give an account with every lot there ever was."""
    lots = {entry.entry_id for entry in book if entry.lot is not None}
    return unit.ledger.account(member, book[0].unit, programme, lots=lots)
