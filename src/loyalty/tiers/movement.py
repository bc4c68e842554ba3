"""How a standing moves: up at once, down only when what was kept has run out.

Pure: what is counted comes from a function that is handed in, so that a proof, a replay and a
booking see the same movements. A decision looks at what was known at its own instant, so that
it is the same whenever somebody comes to look.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.language.lowering import NO_TIER
from loyalty.tiers.ladder import Counted, Gate, Ladder, Step, amounts_in
from loyalty.tiers.standing import Held, Standing


class Cause(StrEnum):
    """Why a standing moved, or was kept."""

    RISEN = "risen"
    KEPT = "kept"
    GRACE = "grace"
    FOR_LIFE = "for_life"
    HELD_BACK = "held_back"
    FALLEN = "fallen"
    GRANTED = "granted"
    GRANT_ENDED = "grant_ended"
    TAKEN_OVER = "taken_over"
    UNMERGED = "unmerged"


_ON_TIME = frozenset({Held.GRACE, Held.AWAITS_NOTICE})
"""How a tier is held that is not reached any more and is kept at once when it is."""
Announced = Callable[[str, datetime], datetime | None]
"""When a tier is lost that should be lost at an instant: then, later, or None while nobody was told."""


def as_due(_tier: str, end: datetime) -> datetime:
    """Give a loss in its own instant, as where nobody has to be told of it."""
    return end


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure came to in ``window`` beside what was needed, in its smallest units."""

    measure: str
    amount: int
    needed: int
    window: Period


@dataclass(frozen=True, slots=True)
class Movement:
    """One decision about a standing with its reasons; the tiers are one where it was kept.

    ``measured`` has what the tier reached, kept or lost asks for. ``reason`` is what somebody
    wrote who gave the tier or ended that. ``until`` is how long a tier is kept that was taken over
    from elsewhere.
    """

    from_tier: str
    to_tier: str
    at: datetime
    cause: Cause
    measured: tuple[Measured, ...]
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class BegunMovement:
    """A movement of a member in a programme as it was kept: its number, and when that was."""

    member_id: MemberId
    programme: str
    number: int
    recorded_at: datetime
    movement: Movement


@dataclass(frozen=True, slots=True)
class Moved:
    """The standing now, and the movements that led to it, oldest first."""

    standing: Standing
    movements: tuple[Movement, ...]


def standing_at(  # noqa: PLR0913, PLR0917 - a ladder, a standing, and what is known of a member
    ladder: Ladder,
    standing: Standing | None,
    counted: Counted,
    now: datetime,
    joined: datetime,
    announced: Announced = as_due,
) -> Moved:
    """Give the standing at ``now`` of a member since ``joined`` who had ``standing``, None for a new one.

    Every end of keeping up to ``now`` is decided in order, by what is counted in the windows
    before it: a tier whose keeping is earned is kept again, another has its grace and is lost
    then, by one step where the landing is soft; where the member was not told of that in time, it
    is held back until they were. Then a higher tier that is reached is given at once, and a tier
    that is earned again in its grace or while it is held back is kept.
    """
    if standing is None:
        standing = Standing(_name(ladder, ladder.lowest), now, None)
    walk = _Walk(ladder, counted, joined, announced, standing)
    while (due := due_at(walk.held, announced)) is not None and due <= now:
        walk.review(due)
    walk.rise(now)
    return Moved(walk.held, tuple(walk.movements))


def due_at(held: Standing, announced: Announced = as_due) -> datetime | None:
    """Give when it is decided next whether a standing is kept, None where nothing is due."""
    if held.until is None or held.held is not Held.AWAITS_NOTICE:
        return held.until
    return announced(held.tier, held.until)


def standing_then(movements: Sequence[Movement], kept: Standing, at: datetime) -> Standing:
    """Give the standing at an instant before ``kept`` began, from the movements, oldest first.

    Before the first movement it is the tier that movement left; without any, the tier kept.
    """
    earlier = [each for each in movements if each.at <= at]
    if earlier:
        return Standing(earlier[-1].to_tier, earlier[-1].at, kept.since)
    return Standing(movements[0].from_tier if movements else kept.tier, at, kept.since)


@dataclass(slots=True)
class _Walk:
    """A standing on its way through time."""

    ladder: Ladder
    counted: Counted
    joined: datetime
    announced: Announced
    held: Standing
    movements: list[Movement] = field(default_factory=list)

    def review(self, at: datetime) -> None:
        """Decide at the end of a keeping."""
        ladder, held = self.ladder, self.held
        windows = ladder.windows_of_review(at, self.joined)
        amounts = amounts_in(self.counted, windows, at)
        place, reached = ladder.place(held.tier), ladder.reached(amounts)
        # A tier that newer rules no longer have asks for nothing and is kept by nothing.
        step = ladder.steps[place] if place >= 0 else Step(held.tier, Gate(), Gate(), None, None)
        after = step.for_life_after
        begun = held.since.astimezone(ladder.zone).date()
        if after is not None and after.after(begun) <= at.astimezone(ladder.zone).date():
            self._note(Cause.FOR_LIFE, held.tier, at, step.keeps, windows)
            self.held = replace(held, until=None, held=Held.LIFE, floor=held.tier)
        elif place >= 0 and (step.keeps.holds(amounts) or reached >= place):
            self._keep(at, step.keeps, windows)
        elif held.held is Held.QUALIFIED and (until := ladder.grace_until(at)) is not None:
            self._note(Cause.GRACE, held.tier, at, step.keeps, windows)
            self.held = replace(held, until=until, held=Held.GRACE)
        elif held.held is not Held.AWAITS_NOTICE and self.announced(held.tier, at) != at:
            self._note(Cause.HELD_BACK, held.tier, at, step.keeps, windows)
            self.held = replace(held, until=at, held=Held.AWAITS_NOTICE)
        else:
            lower = max(place - 1 if ladder.soft and place >= 0 else reached, self._floor())
            self._note(Cause.FALLEN, _name(ladder, lower), at, step.keeps, windows)
            self.held = self._standing(lower, at)

    def rise(self, now: datetime) -> None:
        """Give what is reached at ``now``: a higher tier, keeping earned in a grace, a tier for life."""
        ladder = self.ladder
        windows = ladder.windows(now, self.joined)
        amounts = amounts_in(self.counted, windows, now)
        place, held = ladder.reached(amounts), ladder.place(self.held.tier)
        if place > held:
            self._note(Cause.RISEN, ladder.steps[place].tier, now, ladder.steps[place].begins, windows)
            self.held = self._standing(place, now)
        elif held >= 0 and self.held.held in _ON_TIME and ladder.steps[held].keeps.holds(amounts):
            self._keep(now, ladder.steps[held].keeps, windows)
        self._for_life(now, windows, amounts)

    def _for_life(self, now: datetime, windows: dict[str, Period], amounts: dict[str, int]) -> None:
        """Give for life the highest tier whose gate of a lifetime holds, where that is news."""
        steps = self.ladder.steps
        gates = [(place, step.for_life) for place, step in enumerate(steps) if step.for_life is not None]
        best = max(((place, gate) for place, gate in gates if gate.holds(amounts)), default=None, key=_first)
        if best is None or best[0] <= self._floor():
            return
        place, gate = best
        tier = steps[place].tier
        higher = self.ladder.place(self.held.tier) > place
        self._note(Cause.FOR_LIFE, self.held.tier if higher else tier, now, gate, windows)
        since = self.held.since if tier == self.held.tier or higher else now
        kept = self.held if higher else Standing(tier, since, None, Held.LIFE)
        self.held = replace(kept, floor=tier)

    def _keep(self, at: datetime, gate: Gate, windows: dict[str, Period]) -> None:
        self._note(Cause.KEPT, self.held.tier, at, gate, windows)
        until = self._standing(self.ladder.place(self.held.tier), at).until
        self.held = replace(self.held, until=until, held=Held.QUALIFIED)

    def _standing(self, place: int, at: datetime) -> Standing:
        floor = self._floor()
        keeps = place > max(self.ladder.lowest, floor)
        held = Held.LIFE if place == floor >= 0 else Held.QUALIFIED
        until = self.ladder.kept_until(at, self.joined) if keeps else None
        return Standing(_name(self.ladder, place), at, until, held, self.held.floor)

    def _floor(self) -> int:
        return self.ladder.place(self.held.floor) if self.held.floor is not None else -1

    def _note(self, cause: Cause, to: str, at: datetime, gate: Gate, windows: dict[str, Period]) -> None:
        measured = tuple(
            Measured(need.measure, self.counted(need.measure, window, at), need.least, window)
            for need in gate.asked()
            for window in (windows[need.measure],)
        )
        self.movements.append(Movement(self.held.tier, to, at, cause, measured))


def _first(found: tuple[int, Gate]) -> int:
    return found[0]


def _name(ladder: Ladder, place: int) -> str:
    return ladder.steps[place].tier if place >= 0 else NO_TIER
