"""A member's standing on any day, from history alone: the same whoever looked in between, and when."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.period import Period
from loyalty.tiers.ladder import Counted, Ladder
from loyalty.tiers.movement import Announced, Moved, Movement, as_due, due_at, standing_at
from loyalty.tiers.standing import Standing


@dataclass(frozen=True, slots=True)
class Count:
    """What counted for a measure: when it happened and when it was recorded; below zero for a return."""

    measure: str
    occurred_at: datetime
    recorded_at: datetime
    amount: int


def counted_of(counts: Sequence[Count]) -> Counted:
    """Give the function that adds up what counted in a period, as far as it was known.

    Asked with instants of knowledge that never go back, n counts and n questions take
    n log n steps; a question that goes back costs a new beginning and has the same answer.
    """
    tallies = {
        measure: _Tally([each for each in counts if each.measure == measure])
        for measure in {each.measure for each in counts}
    }

    def counted(measure: str, period: Period, known: datetime) -> int:
        tally = tallies.get(measure)
        return tally.between(period, known) if tally is not None else 0

    return counted


def replayed(  # noqa: PLR0913, PLR0917 - a history, and what is known beside it
    ladder_at: Callable[[datetime], Ladder],
    counts: Sequence[Count],
    joined: datetime,
    at: datetime,
    opening: Movement | None = None,
    announced: Announced = as_due,
) -> Moved:
    """Give the standing at ``at``, not before ``joined``, with every movement that led to it.

    Whatever counted is decided in the instant it was recorded, under the ladder in force then,
    and every end of keeping in its own. ``opening`` is the tier that was brought along from
    another system, None where there was none; ``announced`` says when what is lost is lost.
    """
    counted = counted_of(counts)
    moved = standing_at(ladder_at(joined), None, counted, joined, joined)
    if opening is not None and opening.at <= at:
        moved = Moved(Standing(opening.to_tier, opening.at, opening.until), (opening,))
    movements = [*moved.movements]
    held = moved.standing
    for moment in (*sorted({each.recorded_at for each in counts if joined < each.recorded_at <= at}), at):
        while (due := due_at(held, announced)) is not None and due < moment:
            step = standing_at(ladder_at(due), held, counted, due, joined, announced)
            held = step.standing
            movements += step.movements
        step = standing_at(ladder_at(moment), held, counted, moment, joined, announced)
        held = step.standing
        movements += step.movements
    return Moved(held, tuple(movements))


class _Tally:
    """Sums over periods of what was recorded up to an instant: a Fenwick tree by time of happening."""

    def __init__(self, counts: Sequence[Count]) -> None:
        self._counts = sorted(counts, key=_recorded)
        self._times = sorted({each.occurred_at for each in counts})
        self._sums: list[int] = []
        self._next = 0
        self._known: datetime | None = None
        self._begin()

    def between(self, period: Period, known: datetime) -> int:
        """Give the sum of what happened in ``period`` and was recorded by ``known``."""
        if self._known is not None and known < self._known:
            self._begin()
        while self._next < len(self._counts) and self._counts[self._next].recorded_at <= known:
            self._add(self._counts[self._next])
            self._next += 1
        self._known = known
        return self._before(period.end) - self._before(period.start)

    def _begin(self) -> None:
        self._sums = [0] * (len(self._times) + 1)
        self._next, self._known = 0, None

    def _add(self, count: Count) -> None:
        place = bisect_left(self._times, count.occurred_at) + 1
        while place < len(self._sums):
            self._sums[place] += count.amount
            place += place & -place

    def _before(self, instant: datetime) -> int:
        place, total = bisect_left(self._times, instant), 0
        while place:
            total += self._sums[place]
            place -= place & -place
        return total


def _recorded(count: Count) -> datetime:
    return count.recorded_at
