"""The ladder: tiers in order, what each asks for, over which time, and how long it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period, add_months, day_start
from loyalty.language.shapes.tiers import LOSS_NOTICE
from loyalty.language.values import Duration, Window

MICROSECOND = timedelta(microseconds=1)
BEGINNING = date(1900, 1, 1)

Counted = Callable[[str, Period, datetime], int]
"""What a measure came to in a period by what was known at an instant, in its smallest units."""


class Review(StrEnum):
    """The day on which the keeping of a tier ends."""

    ANY_DAY = "any day"
    CALENDAR_YEAR_END = "calendar year end"
    ANNIVERSARY = "anniversary"


@dataclass(frozen=True, slots=True)
class Need:
    """At least so much of a measure, in its smallest units."""

    measure: str
    least: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Needs and gates that must all hold, and gates of which one must; an empty gate holds always."""

    needs: tuple[Need, ...] = ()
    every: tuple["Gate", ...] = ()
    some: tuple["Gate", ...] = ()

    def holds(self, amounts: Mapping[str, int]) -> bool:
        """Give whether the amounts by measure are enough."""
        # Written out, since every order of a history comes through here several times.
        for need in self.needs:
            if amounts[need.measure] < need.least:
                return False
        for gate in self.every:
            if not gate.holds(amounts):
                return False
        return not self.some or any(gate.holds(amounts) for gate in self.some)

    def asked(self) -> tuple[Need, ...]:
        """Give every need, those of inner gates too, each once."""
        inner = (need for gate in (*self.every, *self.some) for need in gate.asked())
        return tuple(dict.fromkeys((*self.needs, *inner)))


@dataclass(frozen=True, slots=True)
class Step:
    """One tier: what it begins at, what keeps it, and from what or after how long it is held for life."""

    tier: str
    begins: Gate
    keeps: Gate
    for_life: Gate | None = None
    for_life_after: Duration | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps, lowest first; ``over`` gives the window of each measure.

    Days are those of ``zone``. ``soft``: at most one step is lost at a time. ``grace`` is how
    long a tier that is no longer reached is kept on, None: not at all. ``notice`` is how long
    before it is lost a member is told.
    """

    steps: tuple[Step, ...]
    over: Mapping[str, Duration | Window]
    keep_for: Duration
    zone: ZoneInfo
    soft: bool
    review: Review = Review.ANY_DAY
    grace: Duration | None = None
    notice: Duration = LOSS_NOTICE
    lowest: int = field(init=False)
    """The place that nothing at all reaches, -1 where every step asks for something."""

    def __post_init__(self) -> None:
        """Work out the lowest place."""
        object.__setattr__(self, "over", MappingProxyType(dict(self.over)))
        object.__setattr__(self, "lowest", self.reached(dict.fromkeys(self.over, 0)))

    def place(self, tier: str) -> int:
        """Give the place of ``tier`` from 0, or -1 where the ladder has no such step."""
        return next((place for place, step in enumerate(self.steps) if step.tier == tier), -1)

    def reached(self, amounts: Mapping[str, int]) -> int:
        """Give the place of the highest step whose gate holds, -1 where none does."""
        place = len(self.steps) - 1
        while place >= 0 and not self.steps[place].begins.holds(amounts):
            place -= 1
        return place

    def windows(self, until: datetime, joined: datetime) -> dict[str, Period]:
        """Give for each measure the period that counts at ``until``, that instant inside."""
        return {name: self._window(over, until, joined) for name, over in self.over.items()}

    def windows_of_review(self, at: datetime, joined: datetime) -> dict[str, Period]:
        """Give the periods that count at a review; of years it is the one that ends with the day before."""
        last = self.windows(at - MICROSECOND, joined)
        years = {name: period for name, period in last.items() if self.over[name] in tuple(Window)}
        return self.windows(at, joined) | years

    def _window(self, over: Duration | Window, until: datetime, joined: datetime) -> Period:
        """Give a window; a length of time is whole days with the day of ``until`` as its last."""
        if isinstance(over, Duration):
            return _length(over, until, self.zone)
        today = until.astimezone(self.zone).date()
        match over:
            case Window.CALENDAR_YEAR:
                first = today.replace(month=1, day=1)
            case Window.MEMBERSHIP_YEAR:
                first = self._anniversary(today, joined)
            case _:
                first = BEGINNING
        return Period(day_start(first, self.zone), until + MICROSECOND)

    def ends(self, measure: str, at: datetime, joined: datetime) -> date | None:
        """Give the last day of the year that a measure is counted in at ``at``, None where it has no end."""
        today = at.astimezone(self.zone).date()
        match self.over[measure]:
            case Window.CALENDAR_YEAR:
                return today.replace(month=12, day=31)
            case Window.MEMBERSHIP_YEAR:
                return self._next_anniversary(today, joined) - timedelta(days=1)
            case _:
                return None

    def kept_until(self, since: datetime, joined: datetime) -> datetime:
        """Give the end of the keeping of a tier reached, or kept again, at ``since``: the end of a day.

        It is the day ``keep_for`` later, or the next review day from there on. A keeping that
        is renewed at the end of a review day is renewed on that day.
        """
        if self.review is not Review.ANY_DAY:
            since -= MICROSECOND
        last = self.keep_for.after(since.astimezone(self.zone).date())
        match self.review:
            case Review.CALENDAR_YEAR_END:
                last = last.replace(month=12, day=31)
            case Review.ANNIVERSARY:
                last = self._next_anniversary(last, joined) - timedelta(days=1)
            case _:
                pass
        return day_start(last + timedelta(days=1), self.zone)

    def last_day(self, until: datetime) -> date:
        """Give the last day of a keeping that ends at ``until``."""
        return (until - MICROSECOND).astimezone(self.zone).date()

    def grace_until(self, at: datetime) -> datetime | None:
        """Give the end of the grace that begins at ``at``, None without grace."""
        if self.grace is None:
            return None
        return day_start(self.grace.after(at.astimezone(self.zone).date()), self.zone)

    def _anniversary(self, day: date, joined: datetime) -> date:
        """Give the last anniversary of joining up to ``day``, the day of joining itself among them."""
        began = joined.astimezone(self.zone).date()
        years = day.year - began.year
        found = add_months(began, 12 * years)
        return found if found <= day else add_months(began, 12 * (years - 1))

    def _next_anniversary(self, day: date, joined: datetime) -> date:
        """Give the first anniversary of joining after ``day``."""
        began = joined.astimezone(self.zone).date()
        years = day.year - began.year
        found = add_months(began, 12 * years)
        return found if found > day else add_months(began, 12 * (years + 1))


@lru_cache(maxsize=1 << 8)  # a sale asks before and after it, and in a backtest under two versions
def _length(over: Duration, until: datetime, zone: ZoneInfo) -> Period:
    """Give so much time up to an instant, that inside, in whole days with its day as the last."""
    return Period(_begins(over, until.astimezone(zone).date(), zone), until + MICROSECOND)


@lru_cache(maxsize=1024)  # a history asks for the same days again and again
def _begins(over: Duration, last: date, zone: ZoneInfo) -> datetime:
    """Give the instant at which so much time begins, in whole days with ``last`` as the last."""
    return day_start(Duration(-over.count, over.unit).after(last) + timedelta(days=1), zone)


def amounts_in(counted: Counted, windows: Mapping[str, Period], known: datetime) -> dict[str, int]:
    """Give what each measure came to in its window, by what was known then."""
    return {name: counted(name, period, known) for name, period in windows.items()}
