"""What a number of points buys, as a value function of the balance, and where it falls.

A value function is constant between its jumps: at the least that is taken at once, then at every
step of the points and of what they are worth. Beyond the larger least of two functions it repeats,
more by the same amount in every period; so the smallest balance that buys less is found among the
jumps of one period, or worked out from it, for every balance there is.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, lcm

from loyalty.kernel.rounding import Rounding, divide

PERIOD_MAX = 1_000_000
"""The longest period that is looked through, in points."""


class TooFineError(Exception):
    """Two value functions meet again only after more points than can be looked through."""


@dataclass(frozen=True, slots=True)
class Worth:
    """So much for each point, from ``least`` points on, in whole ``steps`` of points, up to ``most``.

    What it comes to is a multiple of ``unit`` rounded by ``mode``; ``each`` is in units.
    """

    each: Fraction
    least: int = 1
    steps: int = 1
    most: int | None = None
    mode: Rounding = Rounding.DOWN

    def of(self, balance: int) -> int:
        """Give how many units the most that can be spent of a balance buys."""
        spent = balance if self.most is None else min(balance, self.most)
        spent -= spent % self.steps
        if spent < self.least:
            return 0
        exact = spent * self.each
        return divide(exact.numerator, exact.denominator, self.mode)


def smallest_that_buys_less(old: Worth, new: Worth, balance_max: int) -> int | None:
    """Give the smallest balance up to ``balance_max`` that buys less by ``new``, None where none does.

    Raises TooFineError.
    """
    found = [
        _unbounded(replace(old, most=None), replace(new, most=None)),
        _beyond_the_most(old, new, balance_max),
    ]
    reached = [balance for balance in found if balance is not None and old.of(balance) > new.of(balance)]
    return min((balance for balance in reached if balance <= balance_max), default=None)


def _unbounded(old: Worth, new: Worth) -> int | None:
    period = lcm(old.steps, new.steps, old.each.denominator, new.each.denominator)
    if period > PERIOD_MAX:
        raise TooFineError
    repeats = max(old.least, new.least) + period
    jumps = range(ceil(Fraction(max(old.least, 1), old.steps)) * old.steps, repeats + period, old.steps)
    for balance in jumps:
        if old.of(balance) > new.of(balance):
            return balance
    lost = int((old.each - new.each) * period)
    if lost <= 0:
        return None
    # What is left over in the last period that was looked through is used up after so many more.
    return min(
        balance + ((new.of(balance) - old.of(balance)) // lost + 1) * period
        for balance in jumps
        if balance >= repeats - period
    )


def _beyond_the_most(old: Worth, new: Worth, balance_max: int) -> int | None:
    """Give the smallest balance above the most by ``new`` that bought more before than that most buys."""
    if new.most is None or new.most >= balance_max:
        return None
    balances = range(new.most + 1, balance_max + 1)
    place = bisect_right(balances, new.of(new.most), key=old.of)
    return balances[place] if place < len(balances) else None
