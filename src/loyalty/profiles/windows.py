"""Whether somebody was told in time: the windows of a notice, in local days before what it tells of."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from loyalty.language.values import Duration
from loyalty.profiles.markets import Law
from loyalty.profiles.parameters import Strictest, Window

UNIVERSAL: Final = "U"
TO_REACH: Final = 30
"""Days that a notice has to reach its member, where the window leaves so many."""
LONG: Final = 180
"""Days from which on a period is long enough that its renewal is told of wherever it is sold."""
TRIAL_TOLD: Final = Window(7, 30)
"""When the end of a trial or a coupon is told of, where it is long enough and no law says when."""


def is_hit(window: Window, end: date, told: date) -> bool:
    """Whether a notice that was delivered on ``told`` lies in the window before ``end``."""
    return window.latest <= (end - told).days <= window.earliest


def has_opened(window: Window, end: date, today: date) -> bool:
    """Whether the first day of the window before ``end`` has come."""
    return (end - today).days <= window.earliest


def is_over(window: Window, end: date, today: date) -> bool:
    """Whether the last day of the window before ``end`` has gone by."""
    return (end - today).days < window.latest


def next_end(windows: Iterable[Window], today: date) -> date:
    """Give a day of which it can be told within every window, from ``today`` on."""
    return today + timedelta(days=max(min(w.earliest, w.latest + TO_REACH) for w in windows))


def own_window(days: int, usual: Window) -> Window:
    """Give the window of a notice promised ``days`` before: ``usual``, widened to hold it."""
    return Window(min(days, usual.latest), max(days, usual.earliest))


def windows_in(law: Law, parameter: str) -> tuple[Window, ...]:
    """Give the windows that the markets set, and where none does, those that hold everywhere."""
    own = sets_windows(law, parameter)
    values = [value for value in law.values(parameter) if not own or value.profile != UNIVERSAL]
    return tuple(sorted({window for value in values for window in windows_of(value.value)}))


def sets_windows(law: Law, parameter: str) -> bool:
    """Whether a market sets windows of its own."""
    return any(value.profile != UNIVERSAL for value in law.values(parameter))


def windows_of(value: Strictest) -> tuple[Window, ...]:
    """Give the windows of a parameter's value, none where it is something else."""
    return value if isinstance(value, tuple) else ()


def about_of(what: str, windows: tuple[Window, ...], window: Window) -> str:
    """Give what a notice of a window is about: the thing, with the window where there are several."""
    return what if window == windows[0] else f"{what}:{window}"


def days_of(length: Duration, day: date) -> int:
    """Give how many days a length of time has from a day on."""
    return (length.after(day) - day).days


def of_renewal(law: Law, days: int, days_before: int) -> Iterator[Window]:
    """Give the windows of the renewal of a period of ``days``: those that fit in the time before it.

    Where none fits as a whole, the one that opens last counts from the beginning of that time on. What no
    market asks for itself is asked for before periods of half a year and more.
    """
    if sets_windows(law, "subscription.renewal_notice") or days >= LONG:
        windows = windows_in(law, "subscription.renewal_notice")
        whole = [window for window in windows if window.earliest <= days_before]
        last = min(windows, key=lambda window: window.earliest)
        yield from whole or ([last] if last.latest < days_before else [])


def of_trial(days: int) -> Window:
    """Give the window in which the end of a trial of some days is told of where no law sets one."""
    return Window(min(TRIAL_TOLD.latest, days // 2), min(TRIAL_TOLD.earliest, days))
