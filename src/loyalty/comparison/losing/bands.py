"""What balances of every size buy less of: for each band of balances the one that loses most.

A balance buys by a step function of it. What is lost of it, beyond what both functions begin with,
repeats with their period, more or less by the same amount each time; so the most of a band is found
in the first or the last period within it, and at the ends of the functions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm
from typing import Final

from loyalty.comparison.losing.worth import Worth

EDGES: Final = (1, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000)
"""The first balance of each band; the last band ends with the most points the programme allows."""
PERIOD_MAX: Final = 20_000
"""The longest period that is looked through in each band; of a longer one only the ends."""


@dataclass(frozen=True, slots=True)
class BandLoss:
    """A band of balances, its ends inside, and the balance in it that loses most: what it buys before, now.

    ``last`` is None for the band that has no end but the programme's own.
    """

    first: int
    last: int | None
    balance: int
    before: int
    now: int


def losses_by_band(worth: tuple[Worth, Worth], points_max: int) -> tuple[BandLoss, ...]:
    """Give each band in which some balance buys less, with the smallest of those that lose most."""
    return tuple(_bands(*worth, points_max))


def _bands(old: Worth, new: Worth, points_max: int) -> Iterator[BandLoss]:
    ends = [edge - 1 for edge in EDGES[1:] if edge <= points_max]
    for first, last in zip(EDGES, [*ends, points_max], strict=False):
        lost = {balance: old.of(balance) - new.of(balance) for balance in _tried(old, new, first, last)}
        most = max(lost.values(), default=0)
        if most > 0:
            balance = min(balance for balance, less in lost.items() if less == most)
            shown = None if last == points_max else last
            yield BandLoss(first, shown, balance, old.of(balance), new.of(balance))


def _tried(old: Worth, new: Worth, first: int, last: int) -> Iterator[int]:
    """Give balances of a band among which one is that loses most."""
    period = lcm(old.steps, new.steps, old.each.denominator, new.each.denominator)
    length = min(2 * period, last - first + 1) if period <= PERIOD_MAX else 1
    jumps = [first, last + 1]
    for side in (old, new):
        jumps += [side.least, *((side.most + 1,) if side.most is not None else ())]
    turns = [*jumps, *(jump - length for jump in jumps)]
    for turn in turns:
        yield from range(max(turn, first), min(turn + length, last + 1))
