"""What was told of groups of members, kept so that no two reports tell of a few of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.period import Period, local_days
from loyalty.privacy.refusals import ReportNotMade
from loyalty.privacy.reports.release import Release, last_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Telling:
    """What is about to be told: of which time, when, by table the members of each cell, and the document."""

    period: Period
    now: datetime
    tables: Mapping[str, Mapping[str, int]]
    document: Mapping[str, Any]


def releases_of(services: Services, programme: str, report: str) -> Sequence[Release]:
    """Give what was told of a report before, the oldest first; never as a replica knows it."""
    with services.units.write() as unit:
        return unit.releases.of(programme, report)


def near(period: Period, earlier: Sequence[Release]) -> Sequence[Release]:
    """Give the releases whose days overlap a period, and those whose days overlap theirs, and so on.

    One that told of nobody stands beside nothing.
    """
    counting = [each for each in earlier if each.tables]
    found: set[int] = set()
    periods = [period]
    while periods:
        one = periods.pop()
        more = [each for each in counting if each.number not in found and each.overlaps(one)]
        found |= {each.number for each in more}
        periods += [each.period for each in more]
    return [each for each in counting if each.number in found]


def whole_span(period: Period, releases: Sequence[Release]) -> Period:
    """Give the shortest stretch in which a period lies with all of these."""
    starts, ends = [each.period.start for each in releases], [each.period.end for each in releases]
    return Period(min([period.start, *starts]), max([period.end, *ends]))


def keep_release(
    services: Services, named: tuple[str, str], telling: Telling, earlier: Sequence[Release]
) -> dict[str, Any]:
    """Keep what is about to be told, unless the same was told of its time last; give it with `told_at`.

    ``named`` are programme and report. Raises DecideAgain where something was told meanwhile.
    """
    last = last_of(telling.period, earlier)
    if last is not None and last.document == telling.document:
        return _answer(telling.document, last.told_at)
    number = max((each.number for each in earlier), default=0) + 1
    new = Release(number, telling.period, telling.now, telling.tables, telling.document)
    with services.units.write() as unit:
        if not unit.releases.add(*named, new):
            raise DecideAgain
        unit.commit()
    return _answer(telling.document, telling.now)


def told_last(services: Services, named: tuple[str, str], first: date, last: date) -> dict[str, Any]:
    """Give what was told last of these days, both inside, with `told_at`; writes nothing.

    ``named`` are programme and report. Raises UnknownProgramme, ReportNotMade, and ValueError where
    ``last`` is before ``first``.
    """
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, named[0], services.clock.now())
        found = last_of(local_days(first, last, programme.zone), unit.releases.of(*named))
    if found is None or found.document is None:
        message = f"{named[1]} is made by `--make` of the command, or by POST to the same address"
        raise ReportNotMade(message, report=named[1])
    return _answer(found.document, found.told_at)


def _answer(document: Mapping[str, Any], told_at: datetime) -> dict[str, Any]:
    return {**document, "told_at": told_at.isoformat()}
