"""Trying the texts of a crisis: twice a year, in every language, with what was found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(days=183)
"""How long after a drill the next one of the same text and language is due."""
FOUND_MAX = 200


@dataclass(frozen=True, slots=True)
class Drill:
    """A text that was tried under the house's own id: by whom, in how many minutes, what was found."""

    drill_id: str
    text: str
    language: str
    at: datetime
    by: str
    minutes: int
    found: str


@dataclass(frozen=True, slots=True)
class DrillDue:
    """When a text was tried last in a language, None: never; and whether it is overdue."""

    text: str
    language: str
    last: datetime | None
    overdue: bool


def drills_due(
    drills: Iterable[Drill], texts: Collection[str], languages: Collection[str], now: datetime
) -> tuple[DrillDue, ...]:
    """Give of each text in each language when it was tried last, and whether that is too long ago."""
    last: dict[tuple[str, str], datetime] = {}
    for each in drills:
        key = each.text, each.language
        last[key] = max(each.at, last.get(key, each.at))
    return tuple(
        DrillDue(text, language, tried := last.get((text, language)), tried is None or tried + EVERY < now)
        for text in texts
        for language in languages
    )
