"""How far a member is from the next tier, and from keeping the one held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.kernel.period import Period
from loyalty.tiers.grant import TierGrant, measured_of
from loyalty.tiers.ladder import MICROSECOND, Counted, Gate, Ladder, amounts_in
from loyalty.tiers.standing import Standing


@dataclass(frozen=True, slots=True)
class Distance:
    """What there is of a measure and what is needed, in smallest units; ``by`` is the last day for it."""

    measure: str
    amount: int
    needed: int
    by: date | None

    @property
    def missing(self) -> int:
        """What is missing, 0 where there is enough."""
        return max(0, self.needed - self.amount)


@dataclass(frozen=True, slots=True)
class Progress:
    """The way to a tier; ``any_of``: one of the distances may be enough."""

    tier: str
    distances: tuple[Distance, ...]
    any_of: bool


def to_next(
    ladder: Ladder, held: Standing, counted: Counted, at: datetime, joined: datetime
) -> Progress | None:
    """Give the way to the next tier, None at the top."""
    place = ladder.place(held.tier) + 1
    if place >= len(ladder.steps):
        return None
    step = ladder.steps[place]
    amounts = amounts_in(counted, ladder.windows(at, joined), at)
    ends = {measure: ladder.ends(measure, at, joined) for measure in ladder.over}
    return _progress(step.tier, step.begins, amounts, ends)


def to_keep(  # noqa: PLR0913 - a ladder, a standing, and what is known of a member
    ladder: Ladder, held: Standing, counted: Counted, at: datetime, joined: datetime, *, given: bool = False
) -> Progress | None:
    """Give what the review at the end of the keeping will ask for, with what counts there already.

    None where the tier has no end. Nothing is missing where the tier will be kept. A tier that
    was ``given`` is kept on by what it begins at; what is kept on until its member is told has no last day.
    """
    place = ladder.place(held.tier)
    if held.until is None or place < 0:
        return None
    windows: Mapping[str, Period] = ladder.windows_of_review(held.until, joined)
    amounts = amounts_in(counted, windows, at)
    last = ladder.last_day(held.until) if held.until > at else None
    if given:
        windows = ladder.windows(max(at, held.until - MICROSECOND), joined)
        amounts = amounts_in(counted, windows, at)
        return _progress(held.tier, ladder.steps[place].begins, amounts, dict.fromkeys(amounts, last))
    return _progress(held.tier, ladder.steps[place].keeps, amounts, dict.fromkeys(amounts, last))


def to_meet(ladder: Ladder, grant: TierGrant, counted: Counted, at: datetime) -> Progress | None:
    """Give what the challenge of a grant asks for still, None without one or where it is met."""
    if grant.challenge is None:
        return None
    last = ladder.last_day(grant.challenge.by)
    measured = measured_of(grant, counted, at)
    distances = tuple(Distance(each.measure, each.amount, each.needed, last) for each in measured)
    return Progress(grant.tier, distances, any_of=False) if any(d.missing for d in distances) else None


def _progress(tier: str, gate: Gate, amounts: Mapping[str, int], ends: Mapping[str, date | None]) -> Progress:
    distances = tuple(
        Distance(need.measure, amounts[need.measure], need.least, ends[need.measure]) for need in gate.asked()
    )
    if gate.holds(amounts):
        distances = tuple(each for each in distances if not each.missing)
    return Progress(tier, distances, any_of=bool(gate.some))
