"""Identities: linked to a member, unlinked, listed; and who is known by one."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.membership.identities import (
    FIND_EXAMPLE,
    LINK_EXAMPLE,
    UNLINK_EXAMPLE,
    FindIn,
    FoundOut,
    IdentitiesOut,
    IdentityOut,
    LinkIn,
    UnlinkIn,
    shown_of,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.identities.find_member import find_member
from loyalty.use_cases.identities.link_identity import LinkIdentity, link_identity
from loyalty.use_cases.identities.list_identities import list_identities
from loyalty.use_cases.identities.unlink_identity import unlink_identity

identities = Resource(
    "identities", "By what a member is known besides the id: cards, phones, e-mail addresses, apps, partners."
)
READ = Right(Scope.MEMBERS_READ)
WRITE = Right(Scope.MEMBERS_WRITE, books=True)
LINK = Exchange(IdentityOut, takes=LinkIn, status=CREATED, own_id=True, request_example=LINK_EXAMPLE)
UNLINK = Exchange(IdentityOut, takes=UnlinkIn, own_id=True, request_example=UNLINK_EXAMPLE)
FIND = Exchange(FoundOut, takes=FindIn, request_example=FIND_EXAMPLE)


@identities.route("POST", "/v1/members/find", READ, FIND)
def find(body: dict[str, Any]) -> Mapping[str, object]:
    """Find the member who is known by what was shown.

    It is asked in the body, since addresses are written down in many places.
    """
    caller().reach(body["programme"])
    member = find_member(services(), body["programme"], shown_of(body["identity"]))
    return {"member": member.member_id, "programme": member.programme}


@identities.route("POST", "/v1/members/<member_id>/identities", WRITE, LINK)
def link(body: dict[str, Any], member_id: str) -> Answer:
    """Let a member be known by something, which nobody else of the programme may be known by.

    The same again is answered with 200 and what was linked.
    """
    command = LinkIdentity(member_from_path(member_id), shown_of(body["identity"]), caller().label)
    told = link_identity(services(), command)
    return told.data, OK if told.replayed else CREATED, replayed(told.replayed)


@identities.route("GET", "/v1/members/<member_id>/identities", READ, Exchange(IdentitiesOut))
def known_by(member_id: str) -> Mapping[str, object]:
    """List of what kind the things are that a member is known by."""
    member = member_from_path(member_id)
    return {"member": member, "identities": list_identities(services(), member)}


@identities.route("POST", "/v1/members/<member_id>/identities/unlink", WRITE, UNLINK)
def unlink(body: dict[str, Any], member_id: str) -> Answer:
    """End that a member is known by something; another member may be known by it then."""
    member = member_from_path(member_id)
    told = unlink_identity(services(), member, body["identity"], caller().label)
    return told.data, OK, replayed(told.replayed)
