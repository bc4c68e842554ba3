"""Rows of tables: whose they are, what stands in them, and what each of them came to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from loyalty.kernel.card_numbers import PanDetected
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.identity_numbers import IdentityNumberDetected
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import Refusal

TOGETHER = 2000
"""From how many rows on what they say is made lasting; all rows of one member stay together."""
POINTS_MAX = 10**12
NEVER = "never"

_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_POINTS = re.compile(r"[0-9]{1,13}", re.ASCII)


class Ended(StrEnum):
    """What a row can come to."""

    IMPORTED = "imported"
    THERE = "there before"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row, counted from 1; ``code`` and ``mend``: why it is refused, and what to do."""

    row: int
    ended: Ended
    code: str = ""
    mend: str = ""


class RowRefused(Exception):
    """A row that cannot be taken in; ``mend`` says what to do, and nothing personal."""

    def __init__(self, code: str, mend: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(mend)
        self.code, self.mend = code, mend


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the table.

    ``cells`` is None where it has another number of them than the head, and where one holds the number of a
    card or of a person: ``pan`` or ``identity`` then has the columns in which one stands or begins.
    """

    number: int
    cells: Mapping[str, str] | None
    pan: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()

    @property
    def unreadable(self) -> "RowRefused":
        """Give why a row without cells is refused."""
        if self.pan:
            return RowRefused(PanDetected.code, f"leave the card number out of `{'`, `'.join(self.pan)}`")
        if self.identity:
            columns = "`, `".join(self.identity)
            return RowRefused(IdentityNumberDetected.code, f"leave the identity number out of `{columns}`")
        return RowRefused("unreadable", "give the row as many cells as the head has")

    def text(self, column: str) -> str:
        """Give what stands in a column, empty where there is no such column."""
        assert self.cells is not None  # noqa: S101 - asked of rows that could be read only
        return self.cells.get(column, "").strip()

    def id(self, column: str) -> str:
        """Give an id. Raises RowRefused."""
        found = self.text(column)
        if not _ID.fullmatch(found):
            raise RowRefused("not-an-id", f"write 1 to 64 of A-Z a-z 0-9 . _ : - in `{column}`")
        return found

    def points(self, column: str = "points", sign: str = "") -> int:
        """Give a whole number above nothing, which may stand behind a sign. Raises RowRefused."""
        found = self.text(column).removeprefix(sign)
        if not _POINTS.fullmatch(found) or not 0 < int(found) <= POINTS_MAX:
            raise RowRefused(
                "not-points", f"write whole points above 0 in `{column}`, without a sign or dots"
            )
        return int(found)

    def instant(self, column: str, zone: ZoneInfo) -> datetime | None:
        """Give a UTC instant, of a day its start, None where nothing stands. Raises RowRefused."""
        found = self.text(column)
        return _instant(found, zone, column) if found else None

    def end(self, column: str, zone: ZoneInfo) -> datetime | None:
        """Give a UTC instant, of a last day its end; None where there is none or never. Raises RowRefused."""
        found = self.text(column)
        if found in {"", NEVER}:
            return None
        at = _instant(found, zone, column)
        try:
            return _day_after(at, zone) if _is_day(found) else at
        except OverflowError:
            raise RowRefused("not-a-time", f"write `{NEVER}`, or a day of this age, in `{column}`") from None


@dataclass(frozen=True, slots=True)
class OfMember:
    """The rows of one member, known by ``who``: the member's id, else the caller's own reference."""

    who: str
    rows: Sequence[RawRow]

    @property
    def member_id(self) -> MemberId | None:
        """Give the id that ``who`` is, None for a reference."""
        found = parse_id("mem", self.who)
        return MemberId(found) if found is not None else None


def batches(groups: Iterable[OfMember]) -> Iterator[list[OfMember]]:
    """Give the groups in batches of so many rows that writing them together pays."""
    batch: list[OfMember] = []
    rows = 0
    for group in groups:
        batch.append(group)
        rows += len(group.rows)
        if rows >= TOGETHER:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def refused(row: RawRow, why: Refusal | RowRefused) -> RowResult:
    """Give the result of a row that is refused."""
    if isinstance(why, RowRefused):
        return RowResult(row.number, Ended.REFUSED, why.code, why.mend)
    misfits = getattr(why, "misfits", ())
    if misfits:
        said = "; ".join(f"{each.pointer.rpartition('/')[2]}: {each.message}" for each in misfits)
        return RowResult(row.number, Ended.REFUSED, why.code, said)
    facts = ", ".join(f"{name} {value}" for name, value in why.facts.items())
    return RowResult(row.number, Ended.REFUSED, why.code, f"{why.detail}{f' ({facts})' if facts else ''}")


@lru_cache(maxsize=1 << 14)
def _instant(text: str, zone: ZoneInfo, column: str) -> datetime:
    """Give the instant that a text writes; without an offset it is a time of the programme's zone."""
    try:
        if _is_day(text):
            return day_start(date.fromisoformat(text), zone)
        found = datetime.fromisoformat(text)
        at = found if found.tzinfo is not None else found.replace(tzinfo=zone)
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        mend = f"write a day or a time such as 2026-11-22 or 2026-11-22T10:00:00+01:00 in `{column}`"
        raise RowRefused("not-a-time", mend) from None


def _is_day(text: str) -> bool:
    return len(text) == len("2026-11-22")


def _day_after(at: datetime, zone: ZoneInfo) -> datetime:
    return day_start(at.astimezone(zone).date() + timedelta(days=1), zone)
