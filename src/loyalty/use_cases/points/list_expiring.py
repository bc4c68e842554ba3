"""Whose points end soon: the lots of which a programme wants its members to be told before they lapse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.ledger.account import AccountKey
from loyalty.ledger.due import holdings
from loyalty.use_cases.services import Services
from loyalty.use_cases.wallets import expiry_of, wallets_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points of a member that end together, once the time for notice of it has begun."""

    member: MemberId
    wallet: str
    points: int
    expires_at: datetime


def list_expiring(services: Services, name: str) -> Iterator[Expiring]:
    """Give what lapses within each wallet's ``notice``, by member; nothing for wallets that say none.

    Raises UnknownProgramme. The same points are in the list until they lapse, are spent or get
    a later end; member, wallet and end name them.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
    until = {
        wallet: end for wallet in wallets_of(programme) if (end := _notice_until(programme, wallet, now))
    }
    after: AccountKey | None = None
    while until:
        with services.units.read() as unit:
            page = unit.ledger.accounts_due(name, max(until.values()), after=after, limit=PAGE)
            keys = [key for key, _ in page]
            states = [unit.ledger.account(key.member_id, key.unit, name) for key in keys if key.unit in until]
        for state in states:
            ends: dict[datetime, int] = {}
            for lot in holdings(state, now).lots:
                if lot.expires_at is not None and lot.expires_at <= until[state.unit]:
                    ends[lot.expires_at] = ends.get(lot.expires_at, 0) + lot.remaining
            yield from (Expiring(state.member_id, state.unit, ends[end], end) for end in sorted(ends))
        if len(keys) < PAGE:
            return
        after = keys[-1]


def _notice_until(programme: Programme, wallet: str, now: datetime) -> datetime | None:
    """Give the latest end of which members are told by now, None where the wallet gives no notice."""
    expire = expiry_of(programme, wallet)
    if expire is None or expire.notice is None:
        return None
    last = expire.notice.after(local_day(programme, now))
    return day_start(last + timedelta(days=1), programme.zone)
