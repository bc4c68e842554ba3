"""Count the members of every segment, and put members in groups by recency and frequency, once a day.

Decisions look at the last count of a day before their own, so that nothing that is counted
today changes what is decided today, and a decision is the same whenever it is made again.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day, situate_member
from loyalty.kernel.identity import MemberId
from loyalty.language.lowering import BELONGING
from loyalty.language.occasions.belonging import RFM
from loyalty.profiles.markets import law_on
from loyalty.segments.rfm import Buyer, of_enough, scores
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.participants import know
from loyalty.use_cases.privacy.reading import unprofiled
from loyalty.use_cases.services import Services, retrying

PAGE = 500
FIRST = MemberId(-1)
GROUP_LEAST = "segment.floor"
"""What the profiles say of the fewest members of a group, as of those of a segment that gives something."""


@dataclass(frozen=True, slots=True)
class CountedSegments:
    """How many members each segment has on a day; ``before``: they had been counted that day."""

    day: date
    members: dict[str, int]
    before: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """What was read to be kept: members by segment, groups by member, as of a day."""

    programme: str
    day: date
    members: dict[str, int]
    groups: dict[MemberId, str]

    def write(self, unit: UnitOfWork) -> bool:
        """Keep it; give whether there was anything to keep, since the first count of a day stays."""
        added = [
            unit.segments.add_count(self.programme, segment, self.day, count)
            for segment, count in self.members.items()
        ]
        if added and not any(added):
            return False
        unit.segments.add_groups(self.programme, self.day, self.groups)
        return True


def count_segments(services: Services, name: str) -> CountedSegments:
    """Give the counts of today, by the rules in force and what is known now. Raises UnknownProgramme.

    The first count of a day is kept and stays. Who objects to profiling or is not grown up is in none;
    nor is who would be in a group by frequency that has fewer members than a segment may have.
    """
    return retrying(services, lambda: _count(services, name))


def _count(services: Services, name: str) -> CountedSegments:
    counting = read_counts(services, name)
    with services.units.write() as unit:
        added = counting.write(unit)
        unit.commit()
    return CountedSegments(counting.day, counting.members, not added)


def read_counts(services: Services, name: str) -> Counting:
    """Count by the rules in force and what is known now, and keep nobody waiting. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        left_out = unprofiled(unit, now) if counts_anything(programme) else set()
        members = _members_in(unit, programme, now, left_out) if programme.segments is not None else {}
        groups = _groups(unit, programme, now, left_out) if _reads_groups(programme) else {}
    return Counting(name, local_day(programme, now), members, groups)


def counts_anything(programme: Programme) -> bool:
    """Give whether a programme has something to be counted every day."""
    return programme.segments is not None or _reads_groups(programme)


def _members_in(
    unit: UnitOfWork, programme: Programme, now: datetime, left_out: set[MemberId]
) -> dict[str, int]:
    part = programme.segments
    assert part is not None  # noqa: S101 - only such programmes are asked
    names = [segment.id for segment in programme.shape.segments]
    found: Counter[str] = Counter(dict.fromkeys(names, 0))
    for member in (each for each in _everybody(unit, programme.name) if each not in left_out):
        who = know(unit, programme, part, member, now).participant
        situation = situate_member(programme, part, now, who)
        steps = part.compiled.run(situation.order, [])
        found.update(name for name in names if part.compiled.value(steps, f"{BELONGING}{name}"))
    return dict(found)


def _everybody(unit: UnitOfWork, name: str) -> Iterator[MemberId]:
    after = FIRST
    while page := unit.members.active(name, after=after, limit=PAGE):
        yield from page
        after = page[-1]


def _reads_groups(programme: Programme) -> bool:
    parts = [programme.basket] + ([programme.segments] if programme.segments is not None else [])
    return any(RFM in part.compiled.sheet.reads for part in parts)


def _groups(
    unit: UnitOfWork, programme: Programme, now: datetime, left_out: set[MemberId]
) -> dict[MemberId, str]:
    today = local_day(programme, now)
    buyers = [
        Buyer(member, (today - local_day(programme, last)).days, orders, money)
        for member, last, orders, money in unit.orders.buyers(programme.name, now)
        if member not in left_out
    ]
    least = law_on(today, programme.shape.jurisdictions).strictest(GROUP_LEAST)
    groups = {MemberId(member): each.group for member, each in scores(buyers).items()}
    return of_enough(groups, least if isinstance(least, int) else 1)
