"""A half-open time as a reader says it: by its days where it has whole ones."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.wording import amounts
from loyalty.wording.voice import Speaker


def span(speaker: Speaker, start: str, end: str) -> str:
    """Give the time between two instants written as RFC 3339, the end outside, in the document's zone."""
    zone = speaker.document["timezone"]
    first, after = (datetime.fromisoformat(text).astimezone(ZoneInfo(zone)) for text in (start, end))
    if {first.time(), after.time()} != {time()}:
        return speaker.say("span.instants", first=speaker.instant(start), end=speaker.instant(end))
    days = [amounts.day(day, speaker.language) for day in (first.date(), after.date() - timedelta(days=1))]
    return speaker.say("span.days" if days[0] != days[1] else "span.day", first=days[0], last=days[1])
