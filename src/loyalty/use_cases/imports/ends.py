"""When points of a row can be spent, and when they end."""

from datetime import datetime

from loyalty.decision.situate import NOBODY
from loyalty.history.table import RawRow
from loyalty.ledger.account import BOUGHT
from loyalty.use_cases.imports.booking import Reading
from loyalty.use_cases.wallets import end_of, tier_of, wallet_in


def lot_times(
    row: RawRow, reading: Reading, wallet: str, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """Give until when the points of a row are pending, None: at once, and when they end, None: never.

    Where the row says nothing of an end, it is that of points earned at ``at`` by the rules of
    today. Raises RowRefused, UnknownWallet.
    """
    zone = reading.programme.zone
    vests = row.instant("pending_until", zone)
    if vests is not None and vests <= at:
        vests = None
    if row.text("ends"):
        return vests, row.end("ends", zone)
    return vests, _by_rules(reading, wallet, at)


def _by_rules(reading: Reading, wallet: str, at: datetime) -> datetime | None:
    programme = reading.programme
    if wallet.startswith(BOUGHT):
        return None
    found = wallet_in(programme, wallet)
    expire = programme.shape.earn.expire if found is None and programme.shape.earn is not None else None
    expire = found.expire if found is not None else expire
    if expire is None:
        return None
    tier = NOBODY.tier
    if expire.by_tier or expire.never_for:
        tier = tier_of(reading.unit, programme, reading.member, reading.now)
    return end_of(programme, wallet, at, tier)
