"""Give a member a tier: until a day, for a reason, and maybe only as long as a challenge is met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import local_day
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.findings import did_you_mean
from loyalty.privacy.free_text import refuse_free_text
from loyalty.tiers.grant import Challenge, TierGrant
from loyalty.tiers.ladder import Need
from loyalty.tiers.measure import scales
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import NoTiers, TierGrantDiffers
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.tier_grants.list_tier_grants import grant_data


@dataclass(frozen=True, slots=True)
class ChallengeAsked:
    """What is to be reached by the end of the day ``by``: amounts by measure, money in major units."""

    needs: Mapping[str, Fraction]
    by: date


@dataclass(frozen=True, slots=True)
class GrantTier:
    """``grant_id`` is the caller's own, one per member; ``until`` is the last day, ``source`` who gives."""

    member: MemberId
    grant_id: str
    tier: str
    until: date
    reason: str
    source: str
    challenge: ChallengeAsked | None = None


def grant_tier(services: Services, command: GrantTier) -> Told:
    """Give the grant as `grant_data`; asked again it is the same grant.

    Raises UnknownMember, UnknownProgramme, NoTiers, TierGrantDiffers, FreeTextRisk, and RequestMisfit
    with all that does not fit the ladder or has passed.
    """
    return retrying(services, lambda: _give(services, command))


def _give(services: Services, command: GrantTier) -> Told:
    now = services.clock.now()
    refuse_free_text({"/reason": command.reason})
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        given = unit.tiers.grants(member.member_id, programme.name)
        there = next((each for each in given if each.id == command.grant_id), None)
        misfits = tuple(_misfits(programme, command, local_day(programme, there.given_at if there else now)))
        if misfits:
            raise RequestMisfit(misfits)
        asked = TierGrant(
            id=command.grant_id,
            tier=command.tier,
            given_at=there.given_at if there is not None else now,
            until=_end_of(programme, command.until),
            reason=command.reason,
            given_by=command.source,
            challenge=_challenge(programme, command.challenge),
        )
        if there is not None:
            if replace(there, ended_at=None, ended_by=None, ended_why=None) != asked:
                raise TierGrantDiffers(grant=command.grant_id)
            return Told(grant_data(programme, there), replayed=True)
        if not unit.tiers.add_grant(member.member_id, programme.name, asked):
            raise DecideAgain
        unit.commit()
    return Told(grant_data(programme, asked))


def _end_of(programme: Programme, day: date) -> datetime:
    return day_start(day + timedelta(days=1), programme.zone)


def _challenge(programme: Programme, asked: ChallengeAsked | None) -> Challenge | None:
    if asked is None:
        return None
    scale = scales(programme.shape)
    needs = tuple(Need(name, int(much * scale[name])) for name, much in sorted(asked.needs.items()))
    return Challenge(needs, _end_of(programme, asked.by))


def _misfits(programme: Programme, command: GrantTier, today: date) -> Iterator[Misfit]:
    tiers = programme.shape.tiers
    if tiers is None:
        raise NoTiers
    names = [step.name for step in tiers.ladder]
    if command.tier not in names:
        yield Misfit(
            "/tier", "unknown-tier", "the ladder has no such tier", did_you_mean(command.tier, names)
        )
    if command.until < today:
        yield Misfit("/until", "has-passed", "the last day has passed", "name a later one")
    if command.challenge is not None:
        yield from _unfit_challenge(programme, command, command.challenge, today)


def _unfit_challenge(
    programme: Programme, command: GrantTier, asked: ChallengeAsked, today: date
) -> Iterator[Misfit]:
    scale = scales(programme.shape)
    if asked.by < today:
        yield Misfit("/challenge/by", "has-passed", "the last day has passed", "name a later one")
    if asked.by > command.until:
        yield Misfit("/challenge/by", "too-late", "the tier ends before that", "name no day after `until`")
    if not asked.needs:
        yield Misfit("/challenge/needs", "too-short", "nothing is asked for", "name a measure of the ladder")
    for name, much in asked.needs.items():
        pointer = f"/challenge/needs/{name}"
        if name not in scale:
            yield Misfit(pointer, "unknown-measure", "nothing of this name counts", did_you_mean(name, scale))
        elif much <= 0:
            yield Misfit(pointer, "out-of-range", "nothing is asked for", "write a number above 0")
        elif (much * scale[name]).denominator != 1:
            yield Misfit(pointer, "too-fine", "the number is finer than what is counted")
