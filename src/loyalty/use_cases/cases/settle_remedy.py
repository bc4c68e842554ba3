"""One order that a wrong rule hit made good: points are booked, money is paid elsewhere and named."""

from dataclasses import dataclass
from typing import Any

from loyalty.adoption.version import Person
from loyalty.cases.case import CaseKey
from loyalty.cases.refusals import UnknownCase
from loyalty.kernel.again import DecideAgain
from loyalty.members.member import MemberState
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.cases.giving import Giving, give_points
from loyalty.use_cases.cases.show_case import case_of
from loyalty.use_cases.cases.show_remedies import remedy_data
from loyalty.use_cases.services import Services, retrying

REASON = "remedy"


@dataclass(frozen=True, slots=True)
class SettleRemedy:
    """An order of a case that is made good; ``reference`` says where money was paid back."""

    key: CaseKey
    source: str
    order_id: str
    by: Person
    reference: str | None = None


def settle_remedy(services: Services, command: SettleRemedy) -> dict[str, Any]:
    """Make one order good: points are booked, money is paid elsewhere and named. Gives `remedy_data`.

    Once it is settled nothing changes any more. Raises UnknownCase where the case has no such remedy,
    CaseStepEarly where money has no reference.
    """
    return retrying(services, lambda: _settle(services, command))


def _settle(services: Services, command: SettleRemedy) -> dict[str, Any]:
    recording = services.recording()
    with services.units.write() as unit:
        case = case_of(unit, command.key)
        wanted = (command.source, command.order_id)
        every = unit.cases.remedies(command.key)
        found = next((each for each in every if (each.source, each.order_id) == wanted), None)
        if found is None:
            raise UnknownCase("this case has no remedy for such an order")
        programme = services.programmes.in_force(unit, case.key.programme, recording.now)
        if found.is_open:
            settled = found.settled(recording.now, command.by.name, command.reference)
            if not unit.cases.settle(settled):
                raise DecideAgain
            member = None if found.member_id is None else unit.members.get(survivor_of(unit, found.member_id))
            if found.points and member is not None and member.state is MemberState.ACTIVE:
                reference = f"remedy:{case.key.case_id}:{found.source}:{found.order_id}"
                giving = Giving(member.member_id, found.points, reference, REASON)
                give_points(services, unit, programme, giving, recording)
        told = remedy_data(case, unit.cases.remedies(command.key), programme)
        unit.commit()
    return told
