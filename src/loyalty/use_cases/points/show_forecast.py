"""What becomes of a member's points by a day when nothing else happens: what vests, what lapses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.ledger.reading.forecast import Forecast, forecast
from loyalty.use_cases.accounts import member_of, survivor_of
from loyalty.use_cases.refusals import InThePast
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import wallet_in


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A forecast of a member's wallet for the end of a day; ``at`` is that instant."""

    member: MemberId
    wallet: str
    on: date
    at: datetime
    forecast: Forecast
    zone: ZoneInfo


def show_forecast(
    services: Services, member_id: MemberId, on: date, wallet: str = POINTS, *, merged_too: bool = False
) -> Foreseen:
    """Give what a wallet holds when the day ``on`` of the programme's zone is over, and the steps until then.

    With ``merged_too`` a member who was merged has what the one has who goes on.
    Raises UnknownMember, MemberMerged, UnknownProgramme, UnknownWallet, and InThePast for a day that is over.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, survivor_of(unit, member_id) if merged_too else member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        wallet_in(programme, wallet)
        state = unit.ledger.account(member.member_id, wallet, member.programme)
    if on < local_day(programme, now):
        raise InThePast
    at = day_start(on + timedelta(days=1), programme.zone)
    return Foreseen(member.member_id, wallet, on, at, forecast(state, now, at), programme.zone)
