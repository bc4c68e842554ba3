"""Give out what became of members' points, entry by entry, as a table that can be imported again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.history.table import NEVER
from loyalty.kernel.identity import EntryId, id_text
from loyalty.ledger.account import Lot
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.ledger.verify import AccountRows
from loyalty.use_cases.imports.exporting import Row, accounts, member_text, time_text
from loyalty.use_cases.services import Services

_OURS: Final = frozenset({Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED})
_BY_TIME: Final = frozenset(
    {Kind.VEST, Kind.LAPSE, Kind.HOLD, Kind.VOID, Kind.HOLD_LAPSE, Kind.EXTEND, Kind.TELL}
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row says of an entry: the lot it opens, or the entry it takes or gives back from."""

    kind: str
    points: int
    lot: Lot | None = None
    of: EntryId | None = None


def export_history(services: Services, programme: str) -> Iterator[Row]:
    """Give a row for every entry by which points came, went, or were given or taken back.

    What time alone did is not among them: lots vest and lapse again by themselves. A lot has
    the end it has now; points that came from, or went to, another account were earned or spent.
    """
    for key in accounts(services, programme):
        with services.units.read() as unit:
            rows = unit.ledger.audit(key)
        yield from _of_account(rows)


def _of_account(rows: AccountRows) -> Iterator[Row]:
    lots = {lot.lot_id: lot for lot in rows.lots}
    for entry in rows.entries:
        told = _told(entry, lots)
        if told is not None:
            lot = told.lot
            yield {
                "member": member_text(rows.member_id),
                "wallet": rows.unit,
                "kind": told.kind,
                "id": id_text("ent", entry.entry_id),
                "of": id_text("ent", told.of) if told.of is not None else "",
                "at": time_text(entry.recorded_at),
                "points": str(told.points),
                "pending_until": time_text(lot.vests_at) if lot is not None else "",
                "ends": time_text(lot.expires_at, NEVER) if lot is not None else "",
            }


def _told(entry: Entry, lots: dict[EntryId, Lot]) -> _Told | None:
    """Give what a row says of an entry, None where it says nothing."""
    back = entry.reverses_entry_id
    if entry.kind in _BY_TIME:
        return None
    if entry.kind is Kind.CLAWBACK:
        return _Told("take_back", entry.moved(destination=Account.ISSUED), of=back)
    if entry.kind is Kind.RESTORE:
        return _Told("give_back", entry.moved(source=Account.REDEEMED), of=back)
    if entry.kind is Kind.CAPTURE:
        return _Told("spend", entry.moved(destination=Account.REDEEMED))
    came = sum(
        posting.amount * ((posting.destination in _OURS) - (posting.source in _OURS))
        for posting in entry.postings
    )
    if came > 0:
        return _Told("earn", came, lots.get(entry.entry_id) or (lots.get(back) if back is not None else None))
    return _Told("spend", -came) if came < 0 else None
