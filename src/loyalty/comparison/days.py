"""Dated values compared day by day: from which day until which they differ, and how."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from loyalty.comparison.change import Change, Kind, Leaf, Step, Unit
from loyalty.comparison.content import content, dated_entries
from loyalty.language.dated import Dated, Origin

Path = tuple[Step, ...]
_DAY = timedelta(days=1)


def dated_changes(old: Dated[Any], new: Dated[Any], path: Path, unit: Unit) -> Iterator[Change]:
    """Give how two dated values differ: in value by days, in where values come from, or in days alone."""
    found = False
    for since, until in _stretches(old, new):
        before, after = _at(old, since), _at(new, since)
        for said, where, written in zip(_told(before), _told(after), _KEYS, strict=True):
            if content(said) == content(where):
                continue
            found = True
            kind: Kind = "added" if said is None else "removed" if where is None else "changed"
            inner = path if written is None else (*path, Step(written))
            yield Change(inner, kind, unit if written is None else "text", said, where, since, until)
    if not found:
        days = [tuple(day for day, _ in one.entries) for one in (old, new)]
        yield Change((*path, Step("days")), "changed", "day", days[0], days[1])


def dated_leaves(value: Dated[Any], path: Path, unit: Unit) -> Iterator[Leaf]:
    """Give the values of a dated one by their first days, with where they come from."""
    for day, one, origin in dated_entries(value):
        yield Leaf(path, one, unit, day)
        for key, text in (("source", origin.source), ("because", origin.because)):
            if text:
                yield Leaf((*path, Step(key)), text, "text", day)


_KEYS = (None, "source", "because")
_Entry = tuple[Any, Origin] | None


def _stretches(old: Dated[Any], new: Dated[Any]) -> Iterator[tuple[date | None, date | None]]:
    """Give the times in which neither value changes: first and last day, None without end."""
    days: set[date] = {day for one in (old, new) for day, _ in one.entries if day is not None}
    for first, following in pairwise([None, *sorted(days), None]):
        yield first, following - _DAY if following is not None else None


def _at(dated: Dated[Any], day: date | None) -> _Entry:
    """Give the value in force on a day, of None before every day; None where there is none yet."""
    held = [
        (value, origin)
        for first, value, origin in dated_entries(dated)
        if first is None or (day is not None and first <= day)
    ]
    return held[-1] if held else None


def _told(entry: _Entry) -> tuple[Any, str | None, str | None]:
    if entry is None:
        return None, None, None
    value, origin = entry
    return value, origin.source or None, origin.because or None
