"""What a programme gives where something went wrong: by its published table, the same for the same case."""

from dataclasses import replace

from loyalty.cases.case import Cause, Kind, Outcome, ServiceCase, Topic
from loyalty.decision.programme import Programme
from loyalty.members.member import MemberState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
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
    before = any(each.said.given is not None for each in closed.taken)  # it was opened again
    if not points or before or member is None or member.state is not MemberState.ACTIVE:
        return closed
    giving = Giving(member.member_id, points, f"case:{closed.key.case_id}", REASON)
    give_points(services, unit, programme, giving, services.recording())
    return replace(closed, taken=(*closed.taken[:-1], replace(last, said=replace(last.said, given=points))))


def given_for(programme: Programme, topic: Topic, cause: Cause) -> int:
    """Give how many points a complaint of a topic with a cause is given, 0 where the table has no row."""
    rows = programme.shape.compensation
    return next((int(row.points) for row in rows if (row.topic, row.cause) == (topic, cause)), 0)
