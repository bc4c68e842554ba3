"""How a standing moves: up at once, down only when what was kept has run out.

Pure: the spend comes from a function that is handed in, so that a proof, a replay and a
booking see the same movements.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.period import Period
from loyalty.language.lowering import NO_TIER
from loyalty.tiers.ladder import Ladder
from loyalty.tiers.standing import Standing

SpendBetween = Callable[[datetime, datetime], int]
"""The spend in minor units from an instant, inside, to an instant, outside."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of tier with its reason: the spend in ``window`` beside what was needed.

    ``needed`` is the threshold of the tier reached, or of the tier lost.
    """

    from_tier: str
    to_tier: str
    at: datetime
    spend: int
    needed: int
    window: Period


@dataclass(frozen=True, slots=True)
class Moved:
    """The standing now, and the movements that led to it, oldest first."""

    standing: Standing
    movements: tuple[Movement, ...]


def standing_at(
    ladder: Ladder, standing: Standing | None, spend_between: SpendBetween, now: datetime
) -> Moved:
    """Give the standing at ``now`` of a member who had ``standing``, None for a new one.

    Every end of keeping up to ``now`` is decided in order, by the spend in the window before
    it: a tier still reached is kept again, one no longer reached is lost, by one step where
    the landing is soft. Then a higher tier that the spend reaches is given at once.
    """
    current = standing if standing is not None else Standing(_name(ladder, ladder.reached(0)), now, None)
    movements: list[Movement] = []
    while current.until is not None and current.until <= now:
        current = _decided(ladder, current, spend_between, current.until, movements)
    window = ladder.window(now)
    spend = spend_between(window.start, window.end)
    place = ladder.reached(spend)
    if place > ladder.place(current.tier):
        step = ladder.steps[place]
        movements.append(Movement(current.tier, step.tier, now, spend, step.threshold, window))
        current = _standing(ladder, place, now)
    return Moved(current, tuple(movements))


def standing_then(movements: Sequence[Movement], kept: Standing, at: datetime) -> Standing:
    """Give the standing at an instant before ``kept`` began, from the movements, oldest first.

    Before the first movement it is the tier that movement left; without any, the tier kept.
    """
    earlier = [each for each in movements if each.at <= at]
    if earlier:
        return Standing(earlier[-1].to_tier, earlier[-1].at, kept.since)
    return Standing(movements[0].from_tier if movements else kept.tier, at, kept.since)


def _decided(
    ladder: Ladder, held: Standing, spend_between: SpendBetween, at: datetime, movements: list[Movement]
) -> Standing:
    """Give the standing from ``at`` on, when the keeping of ``held`` ends."""
    window = ladder.window(at)
    spend = spend_between(window.start, window.end)
    place, reached = ladder.place(held.tier), ladder.reached(spend)
    if reached >= place:
        return Standing(held.tier, held.since, ladder.kept_until(at) if place > ladder.reached(0) else None)
    lower = place - 1 if ladder.soft else reached
    lost = ladder.steps[place].threshold
    movements.append(Movement(held.tier, _name(ladder, lower), at, spend, lost, window))
    return _standing(ladder, lower, at)


def _standing(ladder: Ladder, place: int, at: datetime) -> Standing:
    keeps = place > ladder.reached(0)
    return Standing(_name(ladder, place), at, ladder.kept_until(at) if keeps else None)


def _name(ladder: Ladder, place: int) -> str:
    return ladder.steps[place].tier if place >= 0 else NO_TIER
