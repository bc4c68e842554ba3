"""Tiers that somebody gave: with an end, a reason, and maybe a challenge; the standing is the highest.

What orders reach is worked out as if nothing had been given, and a grant is laid over it. So a
grant that ends leaves exactly the tier that history gives, and ending one changes nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge

from loyalty.kernel.period import Period
from loyalty.tiers.ladder import Counted, Ladder, Need
from loyalty.tiers.movement import Cause, Measured, Moved, Movement
from loyalty.tiers.standing import Held, Standing


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is to be reached from the grant on, before ``by``, or the tier ends then."""

    needs: tuple[Need, ...]
    by: datetime


@dataclass(frozen=True, slots=True)
class TierGrant:
    """A tier from ``given_at`` on, at the latest to ``until``, that instant outside.

    ``given_by`` is the label of the key that gave it, ``id`` the caller's own. One that was
    ended has when, by which key and why.
    """

    id: str
    tier: str
    given_at: datetime
    until: datetime
    reason: str
    given_by: str
    challenge: Challenge | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str | None = None


Lost = Callable[[TierGrant, datetime], datetime]
"""When a given tier is lost that should be lost at an instant that is over: then, or later."""


def as_given(_grant: TierGrant, end: datetime) -> datetime:
    """Give the end itself, as where nobody has to be told of it."""
    return end


def measured_of(grant: TierGrant, counted: Counted, at: datetime) -> tuple[Measured, ...]:
    """Give what a grant's challenge asks for with what there is by ``at``, nothing without one."""
    challenge = grant.challenge
    if challenge is None:
        return ()
    window = Period(grant.given_at, challenge.by)
    known = min(at, challenge.by)
    return tuple(
        Measured(need.measure, counted(need.measure, window, known), need.least, window)
        for need in challenge.needs
    )


def due_of(grant: TierGrant, counted: Counted, at: datetime) -> datetime:
    """Give when a grant should end, as known at ``at``: earlier where its challenge is not met."""
    challenge = grant.challenge
    if challenge is not None and any(each.amount < each.needed for each in measured_of(grant, counted, at)):
        return min(grant.until, challenge.by)
    return grant.until


def end_of(grant: TierGrant, counted: Counted, at: datetime, lost: Lost = as_given) -> datetime:
    """Give when a grant ends, or ended, as known at ``at``.

    An end that is over may be held back by ``lost``; what somebody ended is over then.
    """
    end = due_of(grant, counted, at)
    if end <= at:
        end = lost(grant, end)
    if grant.ended_at is not None and grant.ended_at <= at:
        end = min(end, grant.ended_at)
    return end


def with_grants(  # noqa: PLR0913, PLR0917 - what orders reach, what was given, and when that is lost
    ladder: Ladder,
    base: Standing,
    grants: Sequence[TierGrant],
    counted: Counted,
    at: datetime,
    lost: Lost = as_given,
) -> Standing:
    """Give the standing at ``at``: ``base``, or the tier of a grant that is higher or is kept longer.

    One that is held beyond its end awaits its notice, and has that end.
    """
    grant = live_grant(ladder, base, grants, counted, at, lost)
    if grant is None:
        return base
    since = [each.given_at for each in _live(grants, counted, at, lost) if each.tier == grant.tier]
    until = due_of(grant, counted, at)
    held = Held.GRANTED if until > at else Held.AWAITS_NOTICE
    return Standing(
        grant.tier, min(since + [base.since] * (base.tier == grant.tier)), until, held, base.floor
    )


def live_grant(  # noqa: PLR0913, PLR0917 - as `with_grants`
    ladder: Ladder,
    base: Standing,
    grants: Sequence[TierGrant],
    counted: Counted,
    at: datetime,
    lost: Lost = as_given,
) -> TierGrant | None:
    """Give the grant by which a tier is held, None where it was reached."""
    found, place, until = None, ladder.place(base.tier), base.until
    for grant, end in _live(grants, counted, at, lost).items():
        there = ladder.place(grant.tier)
        longer = until is not None and end > until
        if there > place or (there == place and longer):
            found, place, until = grant, there, end
    return found


def _live(
    grants: Sequence[TierGrant], counted: Counted, at: datetime, lost: Lost
) -> dict[TierGrant, datetime]:
    ends = {each: end_of(each, counted, at, lost) for each in grants if each.given_at <= at}
    return {grant: end for grant, end in ends.items() if at < end}


def moved_with_grants(  # noqa: PLR0913, PLR0917 - as `with_grants`
    ladder: Ladder,
    base: Moved,
    grants: Sequence[TierGrant],
    counted: Counted,
    at: datetime,
    lost: Lost = as_given,
) -> Moved:
    """Give the standing at ``at`` with every movement, those of grants among them, oldest first."""
    standing = with_grants(ladder, base.standing, grants, counted, at, lost)
    if not grants:
        return Moved(standing, base.movements)
    walk = _Walk(ladder, base.movements[0].from_tier if base.movements else base.standing.tier)
    events = merge(
        (_Event(each.at, 0, movement=each) for each in base.movements),
        sorted(_of_grants(grants, counted, at, lost)),
    )
    return Moved(standing, tuple(walk.take(event) for event in events))


def _of_grants(grants: Sequence[TierGrant], counted: Counted, at: datetime, lost: Lost) -> Iterator["_Event"]:
    for grant in grants:
        if grant.given_at > at:
            continue
        measured = measured_of(grant, counted, at)
        yield _Event(grant.given_at, 2, grant=grant, begins=True)
        due, end = due_of(grant, counted, at), end_of(grant, counted, at, lost)
        if due <= at and due < end:
            yield _Event(due, 1, grant=grant, measured=measured, waits=True)
        if end <= at:
            yield _Event(end, 1, grant=grant, measured=measured)


@dataclass(frozen=True, slots=True)
class _Event:
    """A movement of what orders reach, or a grant that begins, waits or ends; at one instant in ``order``."""

    at: datetime
    order: int
    movement: Movement | None = None
    grant: TierGrant | None = None
    begins: bool = False
    waits: bool = False
    measured: tuple[Measured, ...] = ()

    def __lt__(self, other: "_Event") -> bool:
        """Give whether it comes first."""
        return (self.at, self.order) < (other.at, other.order)


@dataclass(slots=True)
class _Walk:
    """What is held while events pass: what orders reach, and what is given."""

    ladder: Ladder
    base: str
    given: tuple[TierGrant, ...] = ()

    def take(self, event: _Event) -> Movement:
        before = self._held()
        if event.movement is not None:
            self.base = event.movement.to_tier
            after = self._held()
            if (before, after) == (event.movement.from_tier, self.base):
                return event.movement
            cause = Cause.GRANTED if before == after else event.movement.cause
            return replace(event.movement, from_tier=before, to_tier=after, cause=cause)
        grant = event.grant
        assert grant is not None  # noqa: S101 - an event is the one or the other
        if event.waits:
            return Movement(before, before, event.at, Cause.HELD_BACK, event.measured, grant.reason)
        if event.begins:
            self.given = (*self.given, grant)
            return Movement(before, self._held(), event.at, Cause.GRANTED, (), grant.reason)
        self.given = tuple(each for each in self.given if each is not grant)
        why = grant.ended_why if grant.ended_at == event.at else None
        return Movement(before, self._held(), event.at, Cause.GRANT_ENDED, event.measured, why or "")

    def _held(self) -> str:
        return max((self.base, *(each.tier for each in self.given)), key=self.ladder.place)
