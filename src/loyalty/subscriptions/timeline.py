"""A subscription folded from its changes: how it stands at an instant, and what each period consists of.

A period of a plan is one `Segment`, which is decided as a whole. It has `stretches`, in which
seats and add-ons stay as they are, and `windows`, in which usage is the plan's; they differ by
pauses, which cost no time but do not undo what was used. A change to a plan of the same rhythm
leaves the periods as they are; to one of another rhythm it ends the period and begins a new one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period
from loyalty.subscriptions.changes import Cancelled, Change, Changed, Paused, Resumed, Started
from loyalty.subscriptions.schedule import Cycle, Rhythm, Schedule


class Phase(StrEnum):
    """Whether a subscription runs."""

    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class State:
    """How a subscription stands; ``since`` is when it came to its plan, ``add_ons`` are numbers by id."""

    plan: str
    rhythm: Rhythm
    since: datetime
    seats: int
    add_ons: Mapping[str, int]
    phase: Phase


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time for which is paid, with the same seats and add-ons from ``start`` to before ``end``."""

    start: datetime
    end: datetime
    seats: int
    add_ons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """One plan in one period: one decision.

    ``closes`` is when nothing more can happen in it but late news; ``first`` says that the
    subscription has this plan for the first time, ``cooled_off`` that it was undone while it ran or
    after; ``coupons`` are by code, with when each earlier period began that it was there for.
    """

    plan: str
    cycle: Cycle
    closes: datetime
    stretches: tuple[Stretch, ...]
    windows: tuple[Period, ...]
    since: datetime
    first: bool
    coupons: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    cooled_off: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Time between two changes; the last has no end."""

    start: datetime
    end: datetime | None
    state: State

    def within(self, period: Period) -> Period | None:
        start = max(self.start, period.start)
        end = period.end if self.end is None else min(self.end, period.end)
        return Period(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The changes of one subscription in the order they were told, the first one a `Started`."""

    zone: ZoneInfo
    changes: tuple[Change, ...]

    @property
    def started(self) -> Started:
        """The beginning. Raises TypeError where the first change is another."""
        first = self.changes[0]
        if not isinstance(first, Started):
            raise TypeError(type(first).__name__)
        return first

    @property
    def paid_from(self) -> datetime:
        """The instant at which the first period begins."""
        return self.started.trial_until or self.started.at

    @property
    def ends_at(self) -> datetime | None:
        """The instant from which it is cancelled, which may lie ahead."""
        return min((c.at for c in self.changes if isinstance(c, Cancelled)), default=None)

    def state_at(self, instant: datetime) -> State | None:
        """Give how it stands at an instant, as far as is told; None before its start."""
        found = next((p.state for p in reversed(self._pieces()) if p.start <= instant), None)
        if found is not None and found.phase is Phase.ACTIVE and instant < self.paid_from:
            return replace(found, phase=Phase.TRIAL)
        return found

    def cycle_at(self, instant: datetime) -> Cycle | None:
        """Give the period in which an instant lies; None in a trial, before the start, after the end."""
        for schedule, pieces in self._runs():
            end = pieces[-1].end
            if schedule.begins <= instant and (end is None or instant < end):
                return schedule.period_at(instant)
        return None

    def segments(self, through: datetime) -> tuple[Segment, ...]:
        """Give every plan in every period that has begun at ``through``, in order."""
        seen: set[str] = set()
        made: list[Segment] = []
        cycles = [
            (cycle, pieces)
            for schedule, pieces in self._runs()
            for cycle in schedule.periods(_earlier(through, pieces[-1].end))
            if pieces[-1].end is None or cycle.period.start < pieces[-1].end
        ]
        begun = [cycle.period.start for cycle, _ in cycles]
        for cycle, pieces in cycles:
            inside = [piece for piece in pieces if piece.within(cycle.period)]
            coupons = self._coupons(cycle.period.start, begun)
            plans = list(dict.fromkeys(piece.state.plan for piece in inside))
            made += [_segment(plan, cycle, inside, coupons, first=plan not in seen) for plan in plans]
            seen.update(plans)
        undone = self._undone_from()
        return tuple(
            replace(
                each, cooled_off=undone is not None and undone <= max(each.since, each.cycle.period.start)
            )
            for each in made
        )

    def _undone_from(self) -> datetime | None:
        """Give the beginning back to which it was undone while it ran, None where it was not."""
        return next((c.undoes for c in self.changes if isinstance(c, Cancelled) and c.undoes), None)

    def _coupons(self, start: datetime, begun: Iterable[datetime]) -> dict[str, tuple[datetime, ...]]:
        """Give the coupons of a period: those given until it began."""
        given: dict[str, datetime] = {}
        for change in _holding(self.changes):
            for code in change.coupons if isinstance(change, Started | Changed) else ():
                # What was there at the start is there in the first period, also after a trial.
                given.setdefault(code, change.at)
        return {
            code: tuple(other for other in begun if at <= other < start)
            for code, at in given.items()
            if at <= start
        }

    def _pieces(self) -> list[_Piece]:
        """Give the time since the start, cut at every change."""
        moments: list[tuple[datetime, State]] = []
        for change in _holding(self.changes):
            state = _after(moments[-1][1] if moments else None, change)
            if moments and moments[-1][0] == change.at:
                moments.pop()
            moments.append((change.at, state))
            if state.phase is Phase.ENDED:
                break
        ends = [at for at, _ in moments[1:]]
        return [_Piece(at, end, state) for (at, state), end in zip(moments, [*ends, None], strict=True)]

    def _runs(self) -> Iterator[tuple[Schedule, list[_Piece]]]:
        """Give each time of one rhythm, from the first period on, with its pieces."""
        paid = [
            replace(piece, start=max(piece.start, self.paid_from))
            for piece in self._pieces()
            if piece.state.phase is not Phase.ENDED and (piece.end is None or piece.end > self.paid_from)
        ]
        breaks = [n for n, (a, b) in enumerate(pairwise(paid), 1) if a.state.rhythm != b.state.rhythm]
        for first, end in pairwise([0, *breaks, len(paid)]):
            pieces = paid[first:end]
            if pieces:
                yield Schedule(pieces[0].state.rhythm, pieces[0].start, self.zone), pieces


def _holding(changes: tuple[Change, ...]) -> list[Change]:
    """Give the changes that hold, by when; without those that gave way while they were pending."""
    held = [change for n, change in enumerate(changes) if not _gave_way(change, changes[n + 1 :])]
    return sorted(held, key=lambda change: change.at)


def _gave_way(change: Change, later: tuple[Change, ...]) -> bool:
    return isinstance(change, Changed) and any(
        isinstance(other, Changed) and other.recorded_at < change.at and bool(other.says & change.says)
        for other in later
    )


def _after(state: State | None, change: Change) -> State:
    """Give how the subscription stands from a change on."""
    if isinstance(change, Started):
        return State(change.plan, change.rhythm, change.at, change.seats, dict(change.add_ons), Phase.ACTIVE)
    if state is None:
        message = "a subscription begins by starting"
        raise ValueError(message)
    match change:
        case Changed():
            return _changed(state, change)
        case Paused():
            return replace(state, phase=Phase.PAUSED)
        case Resumed():
            return replace(state, phase=Phase.ACTIVE)
        case _:
            return replace(state, phase=Phase.ENDED)


def _changed(state: State, change: Changed) -> State:
    moved = change.plan is not None and change.plan != state.plan
    return replace(
        state,
        plan=change.plan or state.plan,
        rhythm=change.rhythm or state.rhythm,
        since=change.at if moved else state.since,
        seats=state.seats if change.seats is None else change.seats,
        add_ons=state.add_ons if change.add_ons is None else dict(change.add_ons),
    )


def _segment(
    plan: str,
    cycle: Cycle,
    inside: list[_Piece],
    coupons: Mapping[str, tuple[datetime, ...]],
    *,
    first: bool,
) -> Segment:
    own = [(piece.state, piece.within(cycle.period)) for piece in inside if piece.state.plan == plan]
    times = [(state, time) for state, time in own if time is not None]
    last = inside[-1].end
    return Segment(
        plan,
        cycle,
        cycle.period.end if last is None else min(last, cycle.period.end),
        tuple(_stretches(times)),
        tuple(_joined(time for _, time in times)),
        times[0][0].since,
        first,
        coupons,
    )


def _stretches(times: list[tuple[State, Period]]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for state, time in times:
        if state.phase is Phase.PAUSED:
            continue
        if held and (held.end, held.seats, held.add_ons) == (time.start, state.seats, state.add_ons):
            held = replace(held, end=time.end)
            continue
        if held:
            yield held
        held = Stretch(time.start, time.end, state.seats, state.add_ons)
    if held:
        yield held


def _joined(times: Iterable[Period]) -> Iterator[Period]:
    held: Period | None = None
    for time in times:
        if held and held.end == time.start:
            held = Period(held.start, time.end)
            continue
        if held:
            yield held
        held = time
    if held:
        yield held


def _earlier(instant: datetime, end: datetime | None) -> datetime:
    return instant if end is None else min(instant, end)
