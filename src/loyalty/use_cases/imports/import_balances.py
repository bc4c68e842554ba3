"""Take in what members have: each lot as an opening entry of its own, with its end, pending or not."""

from collections.abc import Iterator
from typing import Final

from loyalty.history.table import RawRow, RowResult
from loyalty.ledger.entry import Kind
from loyalty.use_cases.imports.booking import Importing, PointRow, Reading, book_rows
from loyalty.use_cases.imports.ends import lot_times
from loyalty.use_cases.services import POINTS, Services

COLUMNS: Final = ("lot", "points")
"""The columns that balances need, besides the member."""

OWED: Final = "-"
"""How points begin that a member owes."""


def import_balances(services: Services, command: Importing) -> Iterator[RowResult]:
    """Give what each row came to; a wrong row stops no other.

    Opening entries are recorded now. The same lot again is there before. Raises UnknownProgramme.
    """
    return book_rows(services, command, _read)


def _read(row: RawRow, reading: Reading) -> PointRow:
    """Give the row as it is to be booked. Raises RowRefused."""
    earned = row.instant("earned_at", reading.programme.zone) or reading.now
    wallet = row.text("wallet") or POINTS
    vests, ends = lot_times(row, reading, wallet, earned)
    if vests is not None and vests <= reading.now:
        vests = None
    ref, kind = f"opening:{row.id('lot')}", Kind.EARN
    if row.text("points").startswith(OWED):
        kind, vests, ends = Kind.CLAWBACK, None, None
    points = row.points("points", OWED)
    return PointRow(
        row.number, kind, wallet, ref, earned, reading.now, points, vests_at=vests, expires_at=ends
    )
