"""The accounts of a programme, one after another, for the tables that are given out."""

from collections.abc import Iterator
from datetime import datetime

from loyalty.kernel.identity import MemberId, id_text
from loyalty.ledger.account import AccountKey
from loyalty.use_cases.services import Services

PAGE = 500
Row = dict[str, str]


def accounts(services: Services, programme: str) -> Iterator[AccountKey]:
    """Give every account of a programme in order."""
    after: AccountKey | None = None
    while True:
        with services.units.read() as unit:
            page = unit.ledger.accounts(after=after, limit=PAGE)
        yield from (key for key in page if key.programme == programme)
        if len(page) < PAGE:
            return
        after = page[-1]


def member_text(member: MemberId) -> str:
    """Give a member's id as tables have it."""
    return id_text("mem", member)


def time_text(at: datetime | None, none: str = "") -> str:
    """Give an instant as tables have it."""
    return none if at is None else at.isoformat()
