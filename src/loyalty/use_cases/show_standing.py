"""A member's standing on any day with its reasons, worked out from history alone."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.trace import words_of
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.kinds import Kind
from loyalty.language.readers.words import decimal_text
from loyalty.members.member import Member
from loyalty.tiers.grant import TierGrant, live_grant, moved_with_grants
from loyalty.tiers.ladder import MICROSECOND, Ladder
from loyalty.tiers.measure import kind_of, scales
from loyalty.tiers.movement import Cause, Moved, Movement
from loyalty.tiers.progress import Progress, to_keep, to_meet, to_next
from loyalty.tiers.replay import Count, counted_of, replayed
from loyalty.tiers.standing import Held, Standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.refusals import NoTiers
from loyalty.use_cases.services import Services
from loyalty.use_cases.tier_benefits import benefits_data
from loyalty.use_cases.tier_losses import LossNotices, announced_of, given_lost


@dataclass(frozen=True, slots=True)
class StandingShown:
    """The standing at ``at``, every decision that led to it, and the way up and to keeping it.

    ``lost_at`` is when the tier is lost unless it is kept, None where it has no end; one that should
    have been lost before is kept on, until what its member was told last, None while nothing is told.
    ``grant`` is the one the tier is held by, None where it was reached.
    ``notices`` are those of what the member loses.
    ``scales`` says how many smallest units one of each measure has.
    """

    member: Member
    programme: Programme
    at: datetime
    standing: Standing
    movements: tuple[Movement, ...]
    next: Progress | None
    keeping: Progress | None
    grant: TierGrant | None
    lost_at: datetime | None
    notices: LossNotices
    scales: Mapping[str, int]

    @property
    def is_kept(self) -> bool:
        """Whether the tier is kept at its end as things stand; one that the rules no longer have is not."""
        return self.keeping is not None and not any(each.missing for each in self.keeping.distances)


def show_standing(services: Services, member_id: MemberId, on: date | None = None) -> StandingShown:
    """Give the standing now, or at the end of a day; of a day to come, as it is when nothing else happens.

    Raises UnknownMember, UnknownProgramme, and NoTiers where the programme has no ladder or
    the day is before the member joined.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        today = now.astimezone(programme.zone).date()
        at = now
        if on is not None and on != today:
            at = day_start(on + timedelta(days=1), programme.zone) - MICROSECOND
        ladder = programme.ladder
        if ladder is None or at < member.enrolled_at:
            raise NoTiers
        counts = counts_of(unit, programme.name, member_id)
        grants = unit.tiers.grants(member_id, programme.name)
        reached = reached_by_history(services, unit, programme, member, at)
        told = unit.notices.of_losses(programme.name, member_id)
        lost = given_lost(unit, programme, member_id, lambda _: ladder.notice, at, now)
        counted = counted_of(counts)
        moved = moved_with_grants(ladder, reached, grants, counted, at, lost)
    grant = live_grant(ladder, reached.standing, grants, counted, at, lost)
    held, lost_at = moved.standing, _lost_at(ladder, moved.standing)
    notices = LossNotices(programme, ladder.notice, told)
    if lost_at is not None:
        held, lost_at = notices.shown(held, at), notices.last(held.tier, lost_at)
    asked = (moved.standing, counted, at, member.enrolled_at)
    meets = grant is not None and held.held is Held.GRANTED
    challenge = to_meet(ladder, grant, counted, at) if grant is not None and meets else None
    return StandingShown(
        member=member,
        programme=programme,
        at=at,
        standing=held,
        movements=moved.movements,
        next=to_next(ladder, *asked),
        keeping=challenge or to_keep(ladder, *asked, given=grant is not None),
        grant=grant,
        lost_at=lost_at,
        notices=notices,
        scales=scales(programme.shape),
    )


def _lost_at(ladder: Ladder, held: Standing) -> datetime | None:
    """Give when a tier is lost unless it is kept: behind its grace, where there is one still to come."""
    if held.until is None or held.held is not Held.QUALIFIED:
        return held.until
    return ladder.grace_until(held.until) or held.until


def reached_by_history(
    services: Services, unit: UnitOfWork, programme: Programme, member: Member, at: datetime
) -> Moved:
    """Give what a member's orders reach at ``at`` by the programme's ladders, from history alone.

    Raises NoTiers where there is no ladder.
    """
    ladder = programme.ladder
    if ladder is None:
        raise NoTiers
    ladders = _Ladders(services, unit, programme.name, ladder)
    counts = counts_of(unit, programme.name, member.member_id)
    kept = unit.tiers.movements(member.member_id, programme.name)
    opening = next((each for each in kept if each.cause is Cause.TAKEN_OVER), None)
    lost = {(each.from_tier, each.at) for each in kept if each.cause is Cause.FALLEN}
    notice_at, now = (lambda end: ladders.at(end).notice), services.clock.now()
    announced = announced_of(unit, programme, member.member_id, notice_at, lost, now)
    return replayed(ladders.at, counts, member.enrolled_at, at, opening, announced)


def counts_of(unit: UnitOfWork, programme: str, member_id: MemberId) -> list[Count]:
    """Give what counts for a member; what a merged one had counts from the merge on."""
    since = {merge.loser: merge.merged_at for merge in unit.members.merges_into(member_id)}
    return [
        Count(each.measure, each.occurred_at, max(each.recorded_at, since.get(whose, each.recorded_at)), much)
        for whose in (member_id, *since)
        for each in unit.orders.spends(whose, programme)
        for much in (each.amount,)
    ]


class _Ladders:
    """The ladder in force at any instant; today's where no version is in force or it has none.

    When versions begin is read once, so that a long history costs a search for each moment.
    """

    def __init__(self, services: Services, unit: UnitOfWork, name: str, today: Ladder) -> None:
        self._programmes, self._unit, self._today = services.programmes, unit, today
        begun = unit.adoption.starts(name)
        self._starts = [start for start, _ in begun]
        self._digests = [digest for _, digest in begun]
        self._known: dict[str, Ladder] = {}

    def at(self, moment: datetime) -> Ladder:
        place = bisect_right(self._starts, moment)
        if place == 0:
            return self._today
        digest = self._digests[place - 1]
        if digest not in self._known:
            self._known[digest] = self._programmes.by_digest(self._unit, digest).ladder or self._today
        return self._known[digest]


def standing_data(shown: StandingShown) -> dict[str, Any]:
    """Give a standing as plain data: amounts are exact decimal texts, of money in major units."""
    currency = shown.programme.currency
    held = shown.standing
    return {
        "member": shown.member.member_id,
        "programme": shown.programme.name,
        "at": instant_text(shown.at),
        "currency": currency.code,
        "exponent": currency.exponent,
        "timezone": shown.programme.shape.timezone,
        "tier_names": words_of("member.tier", shown.programme.shape),
        "standing": {
            "tier": held.tier,
            "since": instant_text(held.since),
            "until": instant_text(held.until) if held.until is not None else None,
            "held": str(held.held),
            "for_life": held.floor,
            "reason": shown.grant.reason if shown.grant is not None else None,
        },
        "benefits": benefits_data(shown.programme, held.tier),
        "next": _progress_data(shown, shown.next),
        "keeping": _progress_data(shown, shown.keeping),
        "movements": [_movement_data(shown, each) for each in shown.movements],
    }


def _progress_data(shown: StandingShown, progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None
    return {
        "tier": progress.tier,
        "any_of": progress.any_of,
        "distances": [
            {
                **_amounts(shown, each.measure, amount=each.amount, needed=each.needed, missing=each.missing),
                "by": each.by.isoformat() if each.by is not None else None,
            }
            for each in progress.distances
        ],
    }


def _movement_data(shown: StandingShown, movement: Movement) -> dict[str, Any]:
    return {
        "at": instant_text(movement.at),
        "cause": str(movement.cause),
        "from": movement.from_tier,
        "to": movement.to_tier,
        "reason": movement.reason or None,
        "measured": [
            {
                **_amounts(shown, each.measure, amount=each.amount, needed=each.needed),
                "start": instant_text(each.window.start),
                "end": instant_text(each.window.end),
            }
            for each in movement.measured
        ],
    }


def _amounts(shown: StandingShown, measure: str, **amounts: int) -> dict[str, str]:
    """Give a measure's name, its kind, and amounts of it."""
    declared = shown.programme.shape.tiers
    known = declared.counted().get(measure) if declared is not None else None
    kind = kind_of(known) if known is not None else Kind.QUANTITY
    scale = shown.scales.get(measure, 1)
    texts = {name: decimal_text(Fraction(amount, scale)) for name, amount in amounts.items()}
    return {"measure": measure, "kind": str(kind), **texts}
