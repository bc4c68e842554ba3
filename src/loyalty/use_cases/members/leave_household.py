"""Let a member out of a household: everybody keeps their own lots; what came back of a drawing goes home."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.pool import owner_of, plan_going_home
from loyalty.members.household import Household, Place
from loyalty.members.refusals import UnknownHousehold
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, survivor_of
from loyalty.use_cases.members.join_household import household_data
from loyalty.use_cases.once import Told
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class LeaveHousehold:
    """Who leaves which household; ``source`` is who says so."""

    member: MemberId
    household: str
    source: str


def leave_household(services: Services, command: LeaveHousehold) -> Told:
    """Give the household without the member, as `household_data`; who has left leaves no second time.

    Raises UnknownMember, UnknownHousehold.
    """
    return retrying(services, lambda: _leave(services, command))


def _leave(services: Services, command: LeaveHousehold) -> Told:
    recording = services.recording()
    with services.units.write() as unit:
        member_of(unit, command.member)
        place, household = unit.households.place(command.member), unit.households.get(command.household)
        if place is None or household is None or place.household_id != household.id:
            raise UnknownHousehold
        if place.left_at is not None:
            return Told(household_data(household), replayed=True)
        leave(services, unit, place, command.source, recording)
        left = unit.households.get(household.id)
        assert left is not None  # noqa: S101 - it was there just now
        unit.commit()
    return Told(household_data(left))


def leave(  # noqa: PLR0913 - who leaves, on whose word, when, and who follows
    services: Services,
    unit: UnitOfWork,
    place: Place,
    source: str,
    recording: Recording,
    *,
    heir: MemberId | None = None,
) -> None:
    """Write that a member is out of the household they are in, and send home what was drawn and is unspent.

    ``heir`` is the head then where the member was, None: who was there longest.
    """
    household = unit.households.get(place.household_id)
    assert household is not None  # noqa: S101 - a place is in a household
    for booked in _home(unit, place.member_id, source, household, recording):
        book_told(services, unit, booked)
    rest = [each.member_id for each in household.places if each.member_id != place.member_id]
    first = heir if heir is not None else (rest or [household.head])[0]
    head = household.head if household.head in rest else first
    unit.households.leave(place, head, recording.now)


def _home(
    unit: UnitOfWork, member: MemberId, source: str, household: Household, recording: Recording
) -> Iterator[Booked]:
    """Plan sending home what others gave the leaver, and what the leaver gave others, and is unspent."""
    others = [each.member_id for each in household.places if each.member_id != member]
    for wallet in unit.ledger.units(member):
        cause = Cause(source, f"leave:{household.id}:{recording.now.isoformat()}", recording.now)
        account = unit.ledger.account(member, wallet, household.programme)
        accounts = [unit.ledger.account(each, wallet, household.programme) for each in others]
        every = (lot for each in (account, *accounts) for lot in each.lots)
        givers = {owner for lot in every if (owner := owner_of(lot)) is not None}
        goes_on = {each: survivor_of(unit, each) for each in givers}
        leaver, given = plan_going_home(catch_up(account, recording), accounts, cause, recording, goes_on)
        for booked in given:
            other, [back] = plan_going_home(booked, [leaver.state], cause, recording, goes_on)
            leaver = leaver.then(back)
            yield other
        yield leaver
