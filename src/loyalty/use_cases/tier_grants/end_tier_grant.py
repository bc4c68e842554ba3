"""End a tier that was given, now and once; what orders reach stays as it is."""

from dataclasses import dataclass, replace

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.privacy.free_text import refuse_free_text
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Told
from loyalty.use_cases.participants import is_held
from loyalty.use_cases.refusals import TierGrantEnded, UnknownTierGrant
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.tier_grants.list_tier_grants import grant_data


@dataclass(frozen=True, slots=True)
class EndTierGrant:
    """Which grant of whom ends, why, and who (``source``) ends it."""

    member: MemberId
    grant_id: str
    reason: str
    source: str


def end_tier_grant(services: Services, command: EndTierGrant) -> Told:
    """Give the grant as `grant_data`; asked again in the same words it is ended once.

    Raises UnknownMember, UnknownProgramme, UnknownTierGrant, FreeTextRisk, TierGrantEnded.
    """
    return retrying(services, lambda: _end(services, command))


def _end(services: Services, command: EndTierGrant) -> Told:
    now = services.clock.now()
    refuse_free_text({"/reason": command.reason})
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        given = unit.tiers.grants(member.member_id, programme.name)
        there = next((each for each in given if each.id == command.grant_id), None)
        if there is None:
            raise UnknownTierGrant
        if (there.ended_by, there.ended_why) == (command.source, command.reason):
            return Told(grant_data(programme, there), replayed=True)
        if there.ended_at is not None or not is_held(unit, programme, member.member_id, there, now):
            raise TierGrantEnded
        ended = replace(there, ended_at=now, ended_by=command.source, ended_why=command.reason)
        if not unit.tiers.end_grant(member.member_id, programme.name, ended):
            raise DecideAgain
        unit.commit()
    return Told(grant_data(programme, ended))
