"""Rows of how many members segments had, and of the groups by recency and frequency, day by day."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Table, bindparam, func, select

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId

# Neither is changed: a count of a day stays as it was made, a group goes some time after the next one began.
segment_count = Table(
    "segment_count",
    metadata,
    word("programme", key=True),
    word("segment", key=True),
    number("day", key=True),
    number("members"),
    sqlite_with_rowid=False,
)
# A row stands where the group is another than before; an empty group: nothing is known any more.
rfm_group = Table(
    "rfm_group",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    number("day", key=True),
    word("name", 32),
    sqlite_with_rowid=False,
)

_ADD_COUNT = insert_row(segment_count).on_conflict_do_nothing()
_ADD_GROUP = insert_row(rfm_group).on_conflict_do_nothing()
_COUNT = (
    select(segment_count.c.day, segment_count.c.members)
    .where(
        segment_count.c.programme == bindparam("of_programme"),
        segment_count.c.segment == bindparam("of_segment"),
        segment_count.c.day < bindparam("before"),
    )
    .order_by(segment_count.c.day.desc())
    .limit(1)
)
_COUNTS = (
    select(segment_count.c.day, segment_count.c.members)
    .where(
        segment_count.c.programme == bindparam("of_programme"),
        segment_count.c.segment == bindparam("of_segment"),
        segment_count.c.day < bindparam("before"),
    )
    .order_by(segment_count.c.day)
)
_GROUP = (
    select(rfm_group.c.name)
    .where(
        rfm_group.c.member_id == bindparam("member"),
        rfm_group.c.programme == bindparam("of_programme"),
        rfm_group.c.day < bindparam("before"),
    )
    .order_by(rfm_group.c.day.desc())
    .limit(1)
)
_LATEST = (
    select(rfm_group.c.member_id, func.max(rfm_group.c.day).label("day"))
    .where(rfm_group.c.programme == bindparam("of_programme"))
    .group_by(rfm_group.c.member_id)
    .subquery()
)
_GROUPS = select(rfm_group.c.member_id, rfm_group.c.name).join(
    _LATEST,
    (rfm_group.c.member_id == _LATEST.c.member_id)
    & (rfm_group.c.day == _LATEST.c.day)
    & (rfm_group.c.programme == bindparam("of_programme")),
)


class SegmentStore:
    """Counts of segments of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_count(self, programme: str, segment: str, day: date, members: int) -> bool:
        """Keep how many members a segment had on a day; give whether it had not been counted that day."""
        row = {"programme": programme, "segment": segment, "day": day.toordinal(), "members": members}
        return self._connection.execute(_ADD_COUNT, row).rowcount == 1

    def count_before(self, programme: str, segment: str, day: date) -> tuple[date, int] | None:
        """Give the day of the last count before ``day`` and how many members there were, or None."""
        asked = {"of_programme": programme, "of_segment": segment, "before": day.toordinal()}
        found = self._connection.execute(_COUNT, asked).one_or_none()
        return None if found is None else (date.fromordinal(found.day), int(found.members))

    def counts_until(self, programme: str, segment: str, before: date) -> list[tuple[date, int]]:
        """Give every count of a segment before a day, the oldest first."""
        asked = {"of_programme": programme, "of_segment": segment, "before": before.toordinal()}
        found = self._connection.execute(_COUNTS, asked)
        return [(date.fromordinal(row.day), int(row.members)) for row in found]

    def add_groups(self, programme: str, day: date, groups: Mapping[MemberId, str]) -> None:
        """Keep the group of each member on a day, where it is another than the last one kept."""
        last = self.groups(programme)
        rows = [
            {"member_id": member, "programme": programme, "day": day.toordinal(), "name": name}
            for member, name in _changed(last, groups)
        ]
        if rows:
            self._connection.execute(_ADD_GROUP, rows)

    def groups(self, programme: str) -> dict[MemberId, str]:
        """Give the group last kept of every member."""
        found = self._connection.execute(_GROUPS, {"of_programme": programme})
        return {MemberId(row.member_id): row.name for row in found}

    def group_before(self, member_id: MemberId, programme: str, day: date) -> str:
        """Give the group a member was in when last counted before ``day``, empty before the first time."""
        asked = {"member": member_id, "of_programme": programme, "before": day.toordinal()}
        return str(self._connection.scalar(_GROUP, asked) or "")


def _changed(last: Mapping[MemberId, str], groups: Mapping[MemberId, str]) -> Iterable[tuple[MemberId, str]]:
    for member in sorted({*last, *groups}):
        name = groups.get(member, "")
        if name != last.get(member, ""):
            yield member, name
