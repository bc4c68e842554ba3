"""A member's standing on any day, from history alone: the same whoever looked in between, and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.period import Period
from loyalty.tiers.ladder import Counted, Ladder
from loyalty.tiers.movement import Moved, Movement, standing_at


@dataclass(frozen=True, slots=True)
class Count:
    """What counted for a measure: when it happened and when it was recorded; below zero for a return."""

    measure: str
    occurred_at: datetime
    recorded_at: datetime
    amount: int


def counted_of(counts: Sequence[Count]) -> Counted:
    """Give the function that adds up what counted in a period, as far as it was known."""

    def counted(measure: str, period: Period, known: datetime) -> int:
        return sum(
            each.amount
            for each in counts
            if each.measure == measure and each.recorded_at <= known and each.occurred_at in period
        )

    return counted


def replayed(
    ladder_at: Callable[[datetime], Ladder], counts: Sequence[Count], joined: datetime, at: datetime
) -> Moved:
    """Give the standing at ``at``, not before ``joined``, with every movement that led to it.

    Whatever counted is decided in the instant it was recorded, under the ladder in force then,
    and every end of keeping in its own.
    """
    counted = counted_of(counts)
    moved = standing_at(ladder_at(joined), None, counted, joined, joined)
    movements: list[Movement] = list(moved.movements)
    held = moved.standing
    for moment in (*sorted({each.recorded_at for each in counts if joined < each.recorded_at <= at}), at):
        while held.until is not None and held.until < moment:
            step = standing_at(ladder_at(held.until), held, counted, held.until, joined)
            held, movements = step.standing, [*movements, *step.movements]
        step = standing_at(ladder_at(moment), held, counted, moment, joined)
        held, movements = step.standing, [*movements, *step.movements]
    return Moved(held, tuple(movements))
