"""Who else got something of a member, and what they were told since."""

from collections.abc import Sequence
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.erasing.telling import there
from loyalty.use_cases.handovers.hand_over import handover_data
from loyalty.use_cases.handovers.list_recipient_notices import notice_data
from loyalty.use_cases.services import Services


def list_hand_overs(services: Services, member_id: MemberId) -> Sequence[dict[str, Any]]:
    """Give each hand-over as `handover_data` with the ``told`` notices, oldest first, of who was erased too.

    Raises UnknownMember, MemberMerged.
    """
    with services.units.read() as unit:
        there(unit, member_id)
        ids = one_person(unit, member_id)
        notices = [notice_data(each) for each in unit.handovers.notices_of(ids)]
        return [
            {
                **handover_data(each),
                "told": [told for told in notices if told["hand_over"] == each.handover_id],
            }
            for each in unit.handovers.of_members(ids)
        ]
