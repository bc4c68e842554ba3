"""Let a member into a household, or begin one: what they have in some wallets is shared from then on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.members.household import Household, Place
from loyalty.members.refusals import HouseholdTaken, HouseholdWait, UnknownHousehold
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class JoinHousehold:
    """Who joins which household; None: the member begins one."""

    member: MemberId
    household: str | None = None


def join_household(services: Services, command: JoinHousehold) -> Told:
    """Give the household as `household_data`; who is in it already joins no second time.

    Raises UnknownMember, UnknownProgramme, UnknownHousehold, HouseholdTaken, HouseholdFull,
    HouseholdWait.
    """
    return retrying(services, lambda: _join(services, command))


def household_data(household: Household) -> dict[str, Any]:
    """Give a household as plain data."""
    return {
        "household": household.id,
        "programme": household.programme,
        "head": household.head,
        "members": [
            {"member": each.member_id, "joined_at": instant_text(each.joined_at)} for each in household.places
        ],
    }


def _join(services: Services, command: JoinHousehold) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        shape = programme.shape.households
        if shape is None:
            raise UnknownHousehold("The programme has no households.")
        before = unit.households.place(command.member)
        if before is not None and before.left_at is None:
            there = unit.households.get(before.household_id)
            assert there is not None  # noqa: S101 - a place is in a household
            began = command.household is None and there.head == command.member
            if command.household != there.id and not began:
                raise HouseholdTaken
            return Told(household_data(there), replayed=True)
        _waited(programme, before, now)
        household = _household(services, unit, programme, command, now)
        unit.households.join(Place(command.member, household, now), shape.at_most)
        joined = unit.households.get(household)
        assert joined is not None  # noqa: S101 - joined just now
        unit.commit()
    return Told(household_data(joined))


def _waited(programme: Programme, before: Place | None, now: datetime) -> None:
    shape = programme.shape.households
    if shape is None or shape.leave_wait is None or before is None or before.left_at is None:
        return
    day = shape.leave_wait.after(local_day(programme, before.left_at))
    if local_day(programme, now) < day:
        raise HouseholdWait(from_day=day.isoformat())


def _household(
    services: Services, unit: UnitOfWork, programme: Programme, command: JoinHousehold, now: datetime
) -> str:
    if command.household is None:
        new = Household(new_text_id(services, "hou", now), programme.name, command.member, ())
        unit.households.begin(new, now)
        return new.id
    there = unit.households.get(command.household)
    if there is None or there.programme != programme.name or not there.places:
        raise UnknownHousehold
    return there.id
