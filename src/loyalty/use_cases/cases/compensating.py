"""What a programme gives where something went wrong: by its published table, the same for the same case."""

from collections.abc import Sequence
from dataclasses import replace

from loyalty.cases.case import Cause, Kind, Outcome, ServiceCase, Topic
from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.members.member import MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person, survivor_of
from loyalty.use_cases.cases.giving import Giving, give_points
from loyalty.use_cases.services import Services

REASON = "compensation"


def compensate(services: Services, unit: UnitOfWork, closed: ServiceCase) -> ServiceCase:
    """Give the case with the points that its end gives, which are booked in the unit.

    They are those of the version that was in force when the case was opened. Raises StaleAccount,
    DecideAgain.
    """
    last = closed.taken[-1]
    found = [each for each in closed.taken if each.said.outcome is not None]
    changed = bool(found) and found[-1].said.outcome is not Outcome.STANDS
    if closed.kind is not Kind.COMPLAINT or last.said.cause is None or not changed:
        return closed
    programme = services.programmes.in_force(unit, closed.key.programme, closed.opened_at)
    points = given_for(programme, closed.topic, last.said.cause)
    member = None if closed.member_id is None else unit.members.get(survivor_of(unit, closed.member_id))
    if not points or member is None or member.state is not MemberState.ACTIVE:
        return closed
    if _was_given(unit, closed, one_person(unit, member.member_id)):
        return closed
    giving = Giving(member.member_id, points, f"case:{closed.key.case_id}", REASON)
    give_points(services, unit, programme, giving, services.recording())
    return replace(closed, taken=(*closed.taken[:-1], replace(last, said=replace(last.said, given=points))))


def _was_given(unit: UnitOfWork, closed: ServiceCase, ids: Sequence[MemberId]) -> bool:
    """Whether a case was given points before it was opened again, or another one of the same document."""
    same = [closed]
    if closed.about:
        subject = (closed.key.programme, closed.topic, closed.about)
        cases = unit.cases.of_member(ids)
        same += [each for each in cases if (each.key.programme, each.topic, each.about) == subject]
    return any(taken.said.given is not None for each in same for taken in each.taken)


def given_for(programme: Programme, topic: Topic, cause: Cause) -> int:
    """Give how many points a complaint of a topic with a cause is given, 0 where the table has no row."""
    rows = programme.shape.compensation
    return next((int(row.points) for row in rows if (row.topic, row.cause) == (topic, cause)), 0)
