"""A member's entries, the latest first."""

from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import Entry
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import POINTS, Services


def show_ledger(
    services: Services, member_id: MemberId, *, limit: int, before_seq: int | None = None
) -> tuple[Entry, ...]:
    """Give up to ``limit`` entries below the sequence number ``before_seq``. Raises UnknownMember."""
    with services.units.read() as unit:
        member_of(unit, member_id)
        return unit.ledger.entries(member_id, POINTS, limit=limit, before_seq=before_seq)
