"""What became of a marketing message on its way."""

from dataclasses import dataclass, replace

from loyalty.handovers.message import Outcome
from loyalty.handovers.refusals import UnknownMessage
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.erasing.telling import there
from loyalty.use_cases.handovers.send_marketing import marketing_data
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class ReportMarketing:
    """Of which message, and what became of it."""

    member: MemberId
    message_id: str
    outcome: Outcome


def report_marketing(services: Services, command: ReportMarketing) -> Told:
    """Give `marketing_data`; what was delivered stays so.

    Raises UnknownMember, MemberMerged, UnknownMessage.
    """
    return retrying(services, lambda: _report(services, command))


def _report(services: Services, command: ReportMarketing) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = there(unit, command.member)
        found = unit.marketing.get(member.programme, command.message_id)
        if found is None or found.member_id != command.member:
            raise UnknownMessage
        if found.outcome in {Outcome.DELIVERED, command.outcome}:
            return Told(marketing_data(found), replayed=True)
        unit.marketing.end(member.programme, command.message_id, command.outcome, now)
        unit.commit()
    return Told(marketing_data(replace(found, outcome=command.outcome, outcome_at=now)))
