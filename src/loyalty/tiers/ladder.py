"""The ladder: tiers in order, each with the spend at which it begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period, day_start
from loyalty.language.values import Duration

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One tier; ``threshold`` is the spend in minor units at which it begins."""

    tier: str
    threshold: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps, lowest first; spend is measured ``over`` the last days, a tier is kept ``keep_for``.

    Days are those of ``zone``. ``soft``: at most one step is lost at a time. Raises ValueError
    for steps that do not rise.
    """

    steps: tuple[Step, ...]
    over: Duration
    keep_for: Duration
    zone: ZoneInfo
    soft: bool

    def __post_init__(self) -> None:
        """Refuse thresholds that do not rise."""
        if any(upper.threshold <= lower.threshold for lower, upper in pairwise(self.steps)):
            message = "the thresholds of a ladder rise"
            raise ValueError(message)

    def place(self, tier: str) -> int:
        """Give the place of ``tier`` from 0, or -1 where the ladder has no such step."""
        return next((place for place, step in enumerate(self.steps) if step.tier == tier), -1)

    def reached(self, spend: int) -> int:
        """Give the place of the highest step that ``spend`` reaches, -1 below the first."""
        return sum(step.threshold <= spend for step in self.steps) - 1

    def window(self, until: datetime) -> Period:
        """Give the period whose spend counts at ``until``, that instant inside.

        It is the stretch of whole days, with the day of ``until`` as its last.
        """
        today = until.astimezone(self.zone).date()
        back = Duration(-self.over.count, self.over.unit).after(today) + timedelta(days=1)
        return Period(day_start(back, self.zone), until + MICROSECOND)

    def kept_until(self, since: datetime) -> datetime:
        """Give the instant to which a tier reached at ``since`` is kept: the end of the day, so far on."""
        last = self.keep_for.after(since.astimezone(self.zone).date())
        return day_start(last + timedelta(days=1), self.zone)
