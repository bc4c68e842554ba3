"""Points that come by themselves once in every year of a member: on a birthday, or the day of joining.

A rule has one job for each day; doing it finds the members whose day it is, each of whom gets a
job of their own. Days that were missed are made up for from the last one on.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.jobs.anniversary import days_before, days_kept
from loyalty.jobs.job import Due, JobKind
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.period import day_start, local_days
from loyalty.language.occasions.moments import ENROLLED
from loyalty.language.shapes.earn import AnniversaryShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.ledger.due import ENGINE
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.jobs.keeping import keep_due
from loyalty.use_cases.privacy.reading import allowed_of, readable
from loyalty.use_cases.record_event import Happened, RecordEvent, record_event
from loyalty.use_cases.services import Services

PAGE = 200
FIRST = MemberId(-1)


def days_of_rules(services: Services, name: str) -> Iterator[Due]:
    """Give each rule's days behind the last one, up to today; at first, today. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        latest = {
            rule.id: unit.jobs.latest(JobKind.ANNIVERSARY, name, rule.id)
            for rule in programme.shape.events
            if rule.anniversary is not None
        }
    today = local_day(programme, now)
    for rule, last in latest.items():
        day = today if last is None else local_day(programme, last) + timedelta(days=1)
        while day <= today:
            yield Due(JobKind.ANNIVERSARY, name, rule, day_start(day, programme.zone))
            day += timedelta(days=1)


def spread(services: Services, due: Due) -> int:
    """Keep a job for every member whose day it is by the rule that ``due`` names; give how many there are.

    None where the version of the programme that bound then has no such rule.
    """
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, due.programme, due.due_at)
    rule = _rule(programme, due.item)
    if rule is None or rule.anniversary is None:
        return 0
    found = (
        Due(JobKind.ANNIVERSARY, due.programme, f"{id_text('mem', member)}:{rule.id}", due.due_at)
        for member in _members(services, programme, rule.anniversary, due.due_at)
    )
    count = 0
    while page := list(islice(found, PAGE)):
        keep_due(services, page)
        count += len(page)
    return count


def award(services: Services, due: Due, member: MemberId, rule: str) -> Happened:
    """Give what a member earns on the day; raises what `record_event` raises."""
    with services.units.read() as unit:
        joined = member_of(unit, member).enrolled_at
        programme = services.programmes.in_force(unit, due.programme, due.due_at)
    day = local_day(programme, due.due_at)
    event = RecordEvent(
        member,
        f"{rule}:{id_text('mem', member)}:{day}",
        rule,
        ENGINE,
        max(due.due_at, joined),
        by_itself=True,
    )
    return record_event(services, event)


def _rule(programme: Programme, name: str) -> EarnEventShape | None:
    return next((rule for rule in programme.shape.events if rule.id == name), None)


def _members(
    services: Services, programme: Programme, shape: AnniversaryShape, at: datetime
) -> Iterator[MemberId]:
    day, name, after = local_day(programme, at), programme.name, FIRST
    with services.units.read() as unit:
        first = unit.members.first_enrolled(name)
    if first is None:
        return
    year = local_day(programme, first).year
    periods = [local_days(each, each, programme.zone) for each in days_before(shape, day, year)]
    while True:
        with services.units.read() as unit:
            if shape.of != ENROLLED:
                kept = days_kept(shape, day)
                page = unit.members.with_fact(name, shape.of, kept, after=after, limit=PAGE)
            elif periods:
                page = unit.members.enrolled_in(name, periods, after=after, limit=PAGE)
            else:
                page = []
            asked = [each for each in page if _may_be_known(unit, programme, shape.of, each, at)]
        yield from asked
        if len(page) < PAGE:
            return
        after = page[-1]


def _may_be_known(unit: UnitOfWork, programme: Programme, fact: str, member: MemberId, at: datetime) -> bool:
    """Give whether the day may be read of a member: what they told only with what they agreed to."""
    return fact == ENROLLED or bool(readable(programme, allowed_of(unit, member, at), [fact]))
