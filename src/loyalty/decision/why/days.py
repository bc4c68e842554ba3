"""The next day on which a rule's days come round: an anniversary, a weekday, a day of the year.

The calendar proposes days; whether the rule holds on one, its own tree says.
"""

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from loyalty.decision.situate import local_day
from loyalty.decision.trace import Trace
from loyalty.decision.why.supposing import Place, Supposition
from loyalty.earning.applying import ANNIVERSARY
from loyalty.earning.counts import rules_of
from loyalty.language import tree as t
from loyalty.language.occasions.moments import (
    CALENDAR,
    DAY_MONTH,
    DAYS_ENROLLED,
    EVENT_DAY,
    LEAP,
    ORDER_DAY,
    WEEKDAY,
    moment,
)
from loyalty.language.readers.missing import NOT_SO, NOT_YET, Missing
from loyalty.language.readers.python import Value
from loyalty.language.shapes.earn import AnniversaryShape
from loyalty.language.sheet import names_read
from loyalty.language.tree import Comparison, Kind, Node

YEARS = 9
"""In so many years every day comes round, 29 February too."""
_OF_DAYS = frozenset({WEEKDAY, DAY_MONTH, "event.weekday", "event.day_month"})


def is_of_days(name: str) -> bool:
    """Give whether a name is of the calendar, so that a day is looked for on which a part of it holds."""
    return name in _OF_DAYS or name.startswith((ANNIVERSARY, CALENDAR))


def next_day(trace: Trace, found: Missing) -> Missing:
    """Give from which day on a part about days holds, else what was found.

    Of an anniversary that nobody knows, only that it is not so.
    """
    names = names_read(found.part)
    name = next(iter(names), "")
    if len(names) == 1 and name.startswith(ANNIVERSARY):
        return _anniversary(trace, found, name)
    if not names or not names <= _OF_DAYS:
        return found
    today = _today(trace)
    days = (today + timedelta(days=n) for n in range(1, YEARS * 366))
    first = next((day for day in days if _holds(trace, found.part, day)), None)
    return found if first is None else _not_yet(trace, first)


def _anniversary(trace: Trace, found: Missing, name: str) -> Missing:
    own = name.removeprefix(ANNIVERSARY)
    rules = rules_of(trace.decision.programme.shape)
    shape = next(rule.anniversary for rule in rules if rule.id == own)
    assert shape is not None  # noqa: S101 - the formula is there
    known = trace.text(shape.of)
    if not known:
        return Missing(NOT_SO, found.part)
    today = _today(trace)
    days = sorted({day for day in _proposed(shape, known, today) if day > today})
    first = next((day for day in days if _holds(trace, found.part, day)), None)
    return Missing(NOT_SO, found.part) if first is None else replace(_not_yet(trace, first), told_by=shape.of)


def _proposed(shape: AnniversaryShape, known: str, today: date) -> Iterator[date]:
    """Give days on which an anniversary may begin to count."""
    for year in range(today.year, today.year + YEARS):
        text = shape.leap_day if known == LEAP and not calendar.isleap(year) else known
        day = date(year, int(text[:2]), int(text[3:]))
        if shape.whole_month:
            yield date(year, int(known[:2]), 1)
        else:
            yield day - timedelta(days=shape.days_before)


def _today(trace: Trace) -> date:
    return local_day(trace.decision.programme, trace.decision.situation.at)


def _holds(trace: Trace, part: Node, day: date) -> bool:
    """Whether a part would hold on another day."""
    return Supposition(trace, dict(_on(trace, day))).value(part, None) == 1


def _on(trace: Trace, day: date) -> Iterator[tuple[Place, Value]]:
    """Give the facts of the calendar as they would be on a day."""
    then = datetime.combine(day, datetime.min.time())
    for name in trace.inputs:
        if name.startswith(CALENDAR) or name in _OF_DAYS:
            value = moment(name, then)
            assert value is not None  # noqa: S101 - chosen by their names
            yield (name, None), value
    if DAYS_ENROLLED in trace.inputs:
        passed = (day - _today(trace)).days
        yield (DAYS_ENROLLED, None), int(trace.known(DAYS_ENROLLED, 0)) + passed


def _not_yet(trace: Trace, first: date) -> Missing:
    name = ORDER_DAY if ORDER_DAY in trace.inputs else EVENT_DAY
    asked, day = trace.inputs[name].node, t.const(Kind.DAY, first.toordinal())
    test = t.Compare(Kind.TRUTH, 1, 0, 1, Comparison.GE, asked, day)
    return Missing(NOT_YET, test, Fraction(first.toordinal()), trace.fact(name, None))
