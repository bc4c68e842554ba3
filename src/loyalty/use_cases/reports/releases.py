"""What was told of groups of members, kept so that no two reports tell of a few of them together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.period import Period
from loyalty.privacy.reports.release import Release, is_new
from loyalty.use_cases.services import Services


def releases_of(services: Services, programme: str, report: str) -> Sequence[Release]:
    """Give what was told of a report before, the oldest first; never as a replica knows it."""
    with services.units.write() as unit:
        return unit.releases.of(programme, report)


def near(period: Period, earlier: Sequence[Release]) -> Sequence[Release]:
    """Give the releases whose days overlap a period, and those whose days overlap theirs, and so on."""
    found: set[int] = set()
    periods = [period]
    while periods:
        one = periods.pop()
        more = [each for each in earlier if each.number not in found and each.overlaps(one)]
        found |= {each.number for each in more}
        periods += [each.period for each in more]
    return [each for each in earlier if each.number in found]


def whole_span(period: Period, releases: Sequence[Release]) -> Period:
    """Give the shortest stretch in which a period lies with all of these."""
    starts, ends = [each.period.start for each in releases], [each.period.end for each in releases]
    return Period(min([period.start, *starts]), max([period.end, *ends]))


def keep_release(
    services: Services,
    named: tuple[str, str],
    release: tuple[Period, datetime, Mapping[str, Mapping[str, int]]],
    earlier: Sequence[Release],
) -> None:
    """Keep what is about to be told, unless the same was told before or nothing is.

    ``named`` are programme and report, ``release`` its time, now, and by table the members of each cell
    that is told. Raises DecideAgain where something was told meanwhile.
    """
    period, now, tables = release
    if not is_new(tables, period, earlier):
        return
    number = max((each.number for each in earlier), default=0) + 1
    with services.units.write() as unit:
        if not unit.releases.add(*named, Release(number, period, now, tables)):
            raise DecideAgain
        unit.commit()
