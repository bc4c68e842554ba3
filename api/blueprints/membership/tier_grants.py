"""Tiers that somebody gives a member: given, listed, ended."""

from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, path_value, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.membership.tier_grants import (
    END_EXAMPLE,
    GRANT_EXAMPLE,
    TIER_GRANT_ID,
    TierGrantEndIn,
    TierGrantIn,
    TierGrantOut,
    TierGrantsOut,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.tier_grants.end_tier_grant import EndTierGrant, end_tier_grant
from loyalty.use_cases.tier_grants.grant_tier import ChallengeAsked, GrantTier, grant_tier
from loyalty.use_cases.tier_grants.list_tier_grants import list_tier_grants

tier_grants = Resource(
    "tier grants", "Tiers that are given: to match another programme's, or out of goodwill."
)
WRITE = Right(Scope.MEMBERS_WRITE, books=True)
GIVE = Exchange(TierGrantOut, takes=TierGrantIn, status=CREATED, own_id=True, request_example=GRANT_EXAMPLE)
END = Exchange(TierGrantOut, takes=TierGrantEndIn, own_id=True, request_example=END_EXAMPLE)


@tier_grants.route("POST", "/v1/members/<member_id>/tier-grants", WRITE, GIVE)
def give_tier(body: dict[str, Any], member_id: str) -> Answer:
    """Give a member a tier.

    The standing is the highest of what orders reach and what is given. A challenge ends the
    tier on its last day unless it is met by then.
    """
    asked = body.get("challenge")
    challenge = None
    if asked is not None:
        challenge = ChallengeAsked({need["measure"]: need["least"] for need in asked["needs"]}, asked["by"])
    command = GrantTier(
        member_from_path(member_id),
        body["id"],
        body["tier"],
        body["until"],
        body["reason"],
        caller().label,
        challenge,
    )
    told = grant_tier(services(), command)
    return told.data, OK if told.replayed else CREATED, replayed(told.replayed)


@tier_grants.route(
    "GET", "/v1/members/<member_id>/tier-grants", Right(Scope.MEMBERS_READ), Exchange(TierGrantsOut)
)
def given_tiers(member_id: str) -> dict[str, object]:
    """List every tier that a member was given, ended ones too."""
    member = member_from_path(member_id)
    return {"member": member, "grants": list_tier_grants(services(), member)}


@tier_grants.route("POST", "/v1/members/<member_id>/tier-grants/<tier_grant_id>/end", WRITE, END)
def end_tier(body: dict[str, Any], member_id: str, tier_grant_id: str) -> Answer:
    """End a tier that was given, now; what orders reach stays as it is."""
    grant = path_value(TIER_GRANT_ID, tier_grant_id, "tier_grant_id")
    command = EndTierGrant(member_from_path(member_id), grant, body["reason"], caller().label)
    told = end_tier_grant(services(), command)
    return told.data, OK, replayed(told.replayed)
