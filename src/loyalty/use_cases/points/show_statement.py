"""A statement of a member's wallet over days: opening, every entry, closing, lot by lot."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from zoneinfo import ZoneInfo

from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period, local_days
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.reading.statement import Statement, statement
from loyalty.use_cases.accounts import member_of, survivor_of
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import wallet_in

_ALL = 1 << 31


@dataclass(frozen=True, slots=True)
class Stated:
    """The statement of a member's wallet over days of the programme's ``zone``, both inside.

    ``onward`` is as whom a merged member goes on, None for any other.
    """

    member: MemberId
    wallet: str
    first: date
    last: date
    zone: ZoneInfo
    statement: Statement
    onward: MemberId | None = None


def show_statement(  # noqa: PLR0913 - whose, of which days, of which wallet
    services: Services,
    member_id: MemberId,
    first: date,
    last: date,
    wallet: str = POINTS,
    *,
    merged_too: bool = False,
) -> Stated:
    """Give the statement; what time alone has done by now is in it, booked or not.

    With ``merged_too`` a member who was merged has the old book, which ends with the merge.
    Raises UnknownMember, MemberMerged, UnknownProgramme, UnknownWallet, and ValueError where
    ``last`` is before ``first``.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        onward = survivor_of(unit, member_id) if merged_too else member_id
        name = member_of(unit, onward).programme
        programme = services.programmes.in_force(unit, name, now)
        wallet_in(programme, wallet)
        state = unit.ledger.account(member_id, wallet, name)
        entries = unit.ledger.entries(member_id, wallet, limit=_ALL)
    period: Period = local_days(first, last, programme.zone)
    # Ids of their own, above every entry's: what is due and not booked yet comes last.
    due = catch_up(state, Recording(now, count((1 << 62) + 1).__next__)).entries
    told = statement([*reversed(entries), *due], period)
    return Stated(
        member_id, wallet, first, last, programme.zone, told, onward if onward != member_id else None
    )
