"""Every tier that a member was given, with its end, its reason and who gave it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.language.readers.words import decimal_text
from loyalty.tiers.grant import TierGrant
from loyalty.tiers.measure import scales
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import Services


def list_tier_grants(services: Services, member_id: MemberId) -> Sequence[dict[str, Any]]:
    """Give the grants as `grant_data`, oldest first. Raises UnknownMember, UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        given = unit.tiers.grants(member_id, programme.name)
    return [grant_data(programme, each) for each in given]


def grant_data(programme: Programme, grant: TierGrant) -> dict[str, Any]:
    """Give a grant as plain data; instants are outside, amounts decimal texts, money in major units."""
    scale, challenge = scales(programme.shape), grant.challenge
    asked = None
    if challenge is not None:
        needs = [
            {"measure": need.measure, "least": decimal_text(Fraction(need.least, scale.get(need.measure, 1)))}
            for need in challenge.needs
        ]
        asked = {"by": instant_text(challenge.by), "needs": needs}
    return {
        "grant": grant.id,
        "tier": grant.tier,
        "given_at": instant_text(grant.given_at),
        "until": instant_text(grant.until),
        "reason": grant.reason,
        "given_by": grant.given_by,
        "challenge": asked,
        "ended_at": instant_text(grant.ended_at) if grant.ended_at is not None else None,
        "ended_by": grant.ended_by,
        "ended_why": grant.ended_why,
    }
