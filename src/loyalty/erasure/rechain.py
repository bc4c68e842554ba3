"""The chain of a book that was taken in again: hashed once more where a text had to change on the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from loyalty.erasure.plain import ANOTHER
from loyalty.ledger.chain import GENESIS, entry_hash
from loyalty.ledger.entry import Entry
from loyalty.ledger.refusals import LedgerTampered
from loyalty.ledger.rows import OwnRows, entry_from

Cells = Mapping[str, Any]
Tables = Mapping[str, Sequence[Cells]]
OF_LEDGER = ("entry", "posting", "allocation", "lot", "lot_end", "hold", "balance")


def rechained(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Give entries and balances with the hashes that follow from what the entries say now.

    They are those they had, unless another member was named in a text; an entry without one that is not
    what was hashed raises LedgerTampered. Raises InvariantBroken or ValueError where the rows are no book.
    """
    own = {name: _by_entry(tables.get(name, ())) for name in OF_LEDGER}
    heads: dict[tuple[int, str], bytes] = {}
    before: dict[tuple[int, str], bytes] = {}
    entries = []
    for cells in sorted(tables.get("entry", ()), key=lambda row: (row["member_id"], row["unit"], row["seq"])):
        account = (cells["member_id"], cells["unit"])
        key = (cells["member_id"], cells["entry_id"])
        parts = OwnRows(
            _rows(own["posting"][key], "line"),
            _rows(own["allocation"][key], "line", "lot_id"),
            next(iter(_rows(own["lot"][key], "lot_id")), None),
            next(iter(_rows(own["hold"][key], "hold_id")), None),
            _rows(own["lot_end"][key], "lot_id"),
        )
        came = entry_from(SimpleNamespace(**cells), parts)
        if came.prev_hash != before.get(account, GENESIS) or not _as_hashed(came):
            raise LedgerTampered(f"The entry {came.seq} of {came.unit} is not what was hashed.")
        before[account] = came.hash
        entry = replace(came, prev_hash=heads.get(account, GENESIS))
        heads[account] = entry_hash(entry)
        entries.append({**cells, "prev_hash": entry.prev_hash, "hash": heads[account]})
    balances = [
        {**cells, "head_hash": heads.get((cells["member_id"], cells["unit"]), GENESIS)}
        for cells in tables.get("balance", ())
    ]
    return {"entry": entries, "balance": balances}


def _as_hashed(entry: Entry) -> bool:
    texts = (entry.cause.source, entry.cause.external_ref, entry.cause.reason)
    return any(ANOTHER in text for text in texts) or entry.hash == entry_hash(entry)


def _by_entry(rows: Sequence[Cells]) -> dict[tuple[int, int], list[Cells]]:
    found: dict[tuple[int, int], list[Cells]] = defaultdict(list)
    for cells in rows:
        entry_id = cells.get("entry_id", cells.get("lot_id"))
        if entry_id is not None:
            found[cells["member_id"], entry_id].append(cells)
    return found


def _rows(found: Sequence[Cells], *order: str) -> list[Any]:
    return [
        SimpleNamespace(**cells) for cells in sorted(found, key=lambda row: [row[name] for name in order])
    ]
