"""Households: begun, joined, left, shown."""

from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, path_value, reached_member, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.common import OfMember
from api.schemas.membership.households import HOUSEHOLD_ID, HouseholdOut
from api.schemas.points import MEMBER_EXAMPLE
from loyalty.access.scopes import Scope
from loyalty.members.refusals import UnknownHousehold
from loyalty.use_cases.members.join_household import JoinHousehold, join_household
from loyalty.use_cases.members.leave_household import LeaveHousehold, leave_household
from loyalty.use_cases.members.show_household import show_household

households = Resource("households", "Members who share their points.")
WRITE = Right(Scope.MEMBERS_WRITE, books=True)
BEGIN = Exchange(HouseholdOut, takes=OfMember, status=CREATED, own_id=True, request_example=MEMBER_EXAMPLE)
CHANGE = Exchange(HouseholdOut, takes=OfMember, own_id=True, request_example=MEMBER_EXAMPLE)


@households.route("POST", "/v1/households", WRITE, BEGIN)
def begin_household(body: dict[str, Any]) -> Answer:
    """Begin a household; whoever began one gets it again."""
    told = join_household(services(), JoinHousehold(reached_member(body["member"])))
    return _shown(told.data["household"]), OK if told.replayed else CREATED, replayed(told.replayed)


@households.route("GET", "/v1/households/<household_id>", Right(Scope.MEMBERS_READ), Exchange(HouseholdOut))
def household(household_id: str) -> dict[str, object]:
    """Show who is in a household, and what they can spend together."""
    return _reached(household_id)


@households.route("POST", "/v1/households/<household_id>/join", WRITE, CHANGE)
def join(body: dict[str, Any], household_id: str) -> Answer:
    """Let a member in; what all have in the shared wallets can be spent by each, as the programme says."""
    _reached(household_id)
    told = join_household(services(), JoinHousehold(reached_member(body["member"]), household_id))
    return _shown(household_id), OK, replayed(told.replayed)


@households.route("POST", "/v1/households/<household_id>/leave", WRITE, CHANGE)
def leave(body: dict[str, Any], household_id: str) -> Answer:
    """Let a member out; everybody keeps the points they earned."""
    _reached(household_id)
    command = LeaveHousehold(reached_member(body["member"]), household_id, caller().label)
    told = leave_household(services(), command)
    return _shown(household_id), OK, replayed(told.replayed)


def _reached(household_id: str) -> dict[str, object]:
    """Give a household that the key reaches. Raises UnknownHousehold."""
    path_value(HOUSEHOLD_ID, household_id, "household_id")
    shown = _shown(household_id)
    if caller().programme not in {None, shown["programme"]}:
        raise UnknownHousehold
    return shown


def _shown(household_id: str) -> dict[str, object]:
    data = dict(show_household(services(), household_id))
    members = [{**each, "joined_at": datetime.fromisoformat(each["joined_at"])} for each in data["members"]]
    pool = [{"wallet": wallet, "points": points} for wallet, points in data["pool"].items()]
    return {**data, "members": members, "pool": pool}
