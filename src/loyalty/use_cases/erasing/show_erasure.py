"""How far an erasure is, and what is left of it."""

from typing import Any

from loyalty.erasure.refusals import UnknownErasure
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.erasing.telling import erasure_data, reached, there
from loyalty.use_cases.services import Services


def show_erasure(services: Services, member: MemberId) -> dict[str, Any]:
    """Give the erasure of a member as `erasure_data`. Raises UnknownMember, MemberMerged, UnknownErasure."""
    with services.units.read() as unit:
        there(unit, member)
        found = unit.erasures.of_member(member)
        if found is None:
            raise UnknownErasure
        return erasure_data(unit, found)


def refuse_unreached(services: Services, member: MemberId, programme: str | None) -> None:
    """Give nothing where a member, closed or not, is of a programme; None: of any.

    Raises UnknownMember, MemberMerged.
    """
    with services.units.read() as unit:
        reached(unit, member, programme)
