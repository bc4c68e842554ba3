"""Take in what another system booked of points: purchases, spendings, returns, as they came to then.

Nothing is decided again. Entries are recorded at the instants of the rows, so that lots vest
and lapse between them as they did; what is due since is worked out whenever somebody looks.
"""

from collections.abc import Iterator
from typing import Final

from loyalty.history.table import RawRow, RowRefused, RowResult
from loyalty.ledger.entry import Kind
from loyalty.use_cases.imports.booking import Importing, PointRow, Reading, book_rows
from loyalty.use_cases.imports.ends import lot_times
from loyalty.use_cases.services import POINTS, Services

COLUMNS: Final = ("kind", "id", "at", "points")
"""The columns a history needs, besides the member."""
KINDS: Final = {
    "earn": Kind.EARN,
    "spend": Kind.BURN,
    "take_back": Kind.CLAWBACK,
    "give_back": Kind.RESTORE,
}
"""What a row can tell of."""


def import_history(services: Services, command: Importing) -> Iterator[RowResult]:
    """Give what each row came to; a wrong row stops no other.

    The same row again is there before, so a file may be read again after it broke off. Raises
    UnknownProgramme.
    """
    return book_rows(services, command, _read)


def _read(row: RawRow, reading: Reading) -> PointRow:
    """Give the row as it is to be booked. Raises RowRefused."""
    kind = KINDS.get(row.text("kind"))
    if kind is None:
        raise RowRefused("unknown-kind", f"write one of {', '.join(KINDS)} in `kind`")
    at = row.instant("at", reading.programme.zone)
    if at is None:
        raise RowRefused("not-a-time", "say in `at` when it happened")
    wallet = row.text("wallet") or POINTS
    own = row.id("id")
    ref, of = f"order:{own}", ""
    if kind in {Kind.CLAWBACK, Kind.RESTORE}:
        order = row.id("of")
        ref, of = f"return:{order}:{own}", f"order:{order}"
    vests = ends = None
    if kind is Kind.EARN:
        vests, ends = lot_times(row, reading, wallet, at)
    return PointRow(row.number, kind, wallet, ref, at, at, row.points(), of, vests, ends)
