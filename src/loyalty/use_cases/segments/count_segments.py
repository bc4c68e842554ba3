"""Count the members of every segment, and put members in groups by recency and frequency, once a day.

Decisions look at the last count of a day before their own, so that nothing that is counted
today changes what is decided today, and a decision is the same whenever it is made again.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import local_day, situate_member
from loyalty.kernel.identity import MemberId
from loyalty.language.lowering import BELONGING
from loyalty.language.occasions.belonging import RFM
from loyalty.segments.rfm import Buyer, scores
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.participants import know
from loyalty.use_cases.services import Services, retrying

PAGE = 500
FIRST = MemberId(-1)


@dataclass(frozen=True, slots=True)
class CountedSegments:
    """How many members each segment has on a day; ``before``: they had been counted that day."""

    day: date
    members: dict[str, int]
    before: bool


def count_segments(services: Services, name: str) -> CountedSegments:
    """Give the counts of today, by the rules in force and what is known now. Raises UnknownProgramme.

    The first count of a day is kept and stays.
    """
    return retrying(services, lambda: _count(services, name))


def _count(services: Services, name: str) -> CountedSegments:
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        part = programme.segments
        counted = _members_in(unit, programme, part, now) if part is not None else {}
        groups = _groups(unit, programme, now) if _reads_groups(programme) else {}
    day = local_day(programme, now)
    with services.units.write() as unit:
        added = [unit.segments.add_count(name, segment, day, counted[segment]) for segment in counted]
        if any(added) or not added:
            unit.segments.add_groups(name, day, groups)
            unit.commit()
    return CountedSegments(day, counted, bool(added) and not any(added))


def _members_in(unit: UnitOfWork, programme: Programme, part: Part, now: datetime) -> dict[str, int]:
    names = [segment.id for segment in programme.shape.segments]
    found: Counter[str] = Counter(dict.fromkeys(names, 0))
    for member in _everybody(unit, programme.name):
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


def _groups(unit: UnitOfWork, programme: Programme, now: datetime) -> dict[MemberId, str]:
    today = local_day(programme, now)
    buyers = [
        Buyer(member, (today - local_day(programme, last)).days, orders, money)
        for member, last, orders, money in unit.orders.buyers(programme.name, now)
    ]
    return {MemberId(member): each.group for member, each in scores(buyers).items()}
