"""Whose points end soon: the lots of which a programme wants its members to be told before they lapse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey, Lot
from loyalty.ledger.due import holdings
from loyalty.use_cases.points.expiring import told_until
from loyalty.use_cases.services import Services
from loyalty.use_cases.wallets import wallets_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points of a member that end together, once the time for notice of it has begun."""

    member: MemberId
    wallet: str
    points: int
    expires_at: datetime
    awaits: bool


def list_expiring(services: Services, name: str) -> Iterator[Expiring]:
    """Give what ends so soon that its member is told of it, by member; nothing of wallets without `notice`.

    What waits for its notice is in the list behind its end too. Raises UnknownProgramme. The same
    points are in the list until they lapse, are spent or get a later end; member, wallet and end
    name them.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
    until = {wallet: end for wallet in wallets_of(programme) if (end := told_until(programme, wallet, now))}
    after: AccountKey | None = None
    while until:
        with services.units.read() as unit:
            page = unit.ledger.accounts_due(name, max(until.values()), after=after, limit=PAGE)
            keys = [key for key, _ in page]
            states = [unit.ledger.account(key.member_id, key.unit, name) for key in keys if key.unit in until]
        for state in states:
            ends: dict[datetime, list[Lot]] = {}
            for lot in holdings(state, now).lots:
                if lot.expires_at is not None and lot.expires_at <= until[state.unit]:
                    ends.setdefault(lot.expires_at, []).append(lot)
            for end in sorted(ends):
                points = sum(lot.remaining for lot in ends[end])
                awaits = any(lot.awaits for lot in ends[end])
                yield Expiring(state.member_id, state.unit, points, end, awaits)
        if len(keys) < PAGE:
            return
        after = keys[-1]
