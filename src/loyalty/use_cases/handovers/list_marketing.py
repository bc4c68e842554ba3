"""The marketing that a member was sent, with why and what became of it."""

from collections.abc import Sequence
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.erasing.telling import there
from loyalty.use_cases.handovers.send_marketing import marketing_data
from loyalty.use_cases.services import Services


def list_marketing(services: Services, member_id: MemberId) -> Sequence[dict[str, Any]]:
    """Give each message as `marketing_data`, oldest first. Raises UnknownMember, MemberMerged."""
    with services.units.read() as unit:
        there(unit, member_id)
        return [marketing_data(each) for each in unit.marketing.of_members(one_person(unit, member_id))]
