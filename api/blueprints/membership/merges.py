"""Merges: two members who are one person become one, and what is undone of that."""

from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, reached_member, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.membership.merges import MERGE_EXAMPLE, UNMERGE_EXAMPLE, MergeIn, MergeOut, UnmergeIn
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.unmerge_members import UnmergeMembers, unmerge_members
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import MemberMerged

merges = Resource("merges", "Two members who are found to be one person.")
WRITE = Right(Scope.MEMBERS_WRITE, books=True)
MERGE = Exchange(MergeOut, takes=MergeIn, status=CREATED, own_id=True, request_example=MERGE_EXAMPLE)
UNMERGE = Exchange(MergeOut, takes=UnmergeIn, own_id=True, request_example=UNMERGE_EXAMPLE)


@merges.route("POST", "/v1/members/<member_id>/merges", WRITE, MERGE)
def merge(body: dict[str, Any], member_id: str) -> Answer:
    """Let another member go on as this one.

    Every lot keeps its end, what is pending stays pending, holds stay open under their id, what
    one owes is repaid by what the other has, and the higher tier is kept. The other id answers
    with a pointer to this member from then on. The same again is answered with 200.
    """
    survivor = member_from_path(member_id)
    command = MergeMembers(survivor, _reached(body["merged"]), caller().label)
    told = merge_members(services(), command)
    return _shown(told), OK if told.replayed else CREATED, replayed(told.replayed)


@merges.route("POST", "/v1/members/<member_id>/merges/undo", WRITE, UNMERGE)
def unmerge(body: dict[str, Any], member_id: str) -> Answer:
    """Undo a merge, while nothing was done since that depends on it; both are then what they were."""
    command = UnmergeMembers(member_from_path(member_id), id_text("mrg", body["merge"]), caller().label)
    told = unmerge_members(services(), command)
    return _shown(told), OK, replayed(told.replayed)


def _reached(member: int) -> MemberId:
    """Give a member that the key reaches, also one that goes on as another by now. Raises UnknownMember."""
    try:
        return reached_member(member)
    except MemberMerged:
        return MemberId(member)


def _shown(told: Told) -> dict[str, object]:
    data = dict(told.data)
    for name in ("merged_at", "undone_at"):
        data[name] = datetime.fromisoformat(data[name]) if data[name] else None
    return data
