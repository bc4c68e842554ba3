"""The subscriptions of a member."""

from collections.abc import Mapping
from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.accounts import member_of, subscriptions_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.standing import standing_data


def list_subscriptions(services: Services, member_id: MemberId) -> list[Mapping[str, Any]]:
    """Give a member's subscriptions as they stand now, oldest first. Raises UnknownMember."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        return [
            standing_data(unit, each, now) for each in subscriptions_of(unit, member_id, member.programme)
        ]
