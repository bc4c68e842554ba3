"""The tables of deeds and of their labels, and the way to them. A trigger refuses changes of deeds."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Index, LargeBinary, Row, Select, Table, Text, select

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.deeds.deed import FIRST, Deed, DeedRow, DeedsAsked, What
from loyalty.deeds.label import Label, Place
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds

access_deed = Table(
    "access_deed",
    metadata,
    number("number", key=True),
    number("at"),
    word("what", 24),
    word("by", 80),
    word("by_key", 16, optional=True),
    word("about", 128),
    word("programme", optional=True),
    Column("says", Text, nullable=False),
    word("previous"),
    word("digest"),
    Index("deeds_of", "what", "about", "at"),
)
deed_label = Table(
    "deed_label",
    metadata,
    number("number", key=True),
    word("place", 16, key=True),
    word("label", 80),
    Column("salt", LargeBinary, nullable=False),
    number("at"),
)
STRETCH = 1_000
_ADD = insert_row(access_deed).on_conflict_do_nothing()
_LAST = select(access_deed.c.number, access_deed.c.digest).order_by(access_deed.c.number.desc()).limit(1)


class DeedStore:
    """Deeds of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, deed: Deed, labels: Collection[Label]) -> None:
        """Keep a deed after the last one, its labels beside it.

        Raises DecideAgain where another came at the same time.
        """
        last = self._connection.execute(_LAST).one_or_none()
        new = DeedRow.after(0, FIRST, deed) if last is None else DeedRow.after(last.number, last.digest, deed)
        row = {
            "number": new.number,
            "at": microseconds(deed.at),
            "what": str(deed.what),
            "by": deed.by,
            "by_key": deed.by_key,
            "about": deed.on,
            "programme": deed.programme,
            "says": json.dumps(dict(deed.says), sort_keys=True),
            "previous": new.previous,
            "digest": new.digest,
        }
        if self._connection.execute(_ADD, row).rowcount != 1:
            raise DecideAgain
        for each in labels:
            beside = {"number": new.number, "place": str(each.place), "label": each.text, "salt": each.salt}
            self._connection.execute(insert_row(deed_label), {**beside, "at": row["at"]})

    def was_done(self, what: What, on: str, since: datetime) -> bool:
        """Say whether this was done to this since then."""
        of = (access_deed.c.what == str(what)) & (access_deed.c.about == on)
        found = select(access_deed.c.number).where(of & (access_deed.c.at > microseconds(since))).limit(1)
        return self._connection.execute(found).one_or_none() is not None

    def last(self, what: What) -> DeedRow | None:
        """Give the last deed of a kind, None where there is none."""
        found = select(access_deed).where(access_deed.c.what == str(what))
        row = self._connection.execute(found.order_by(access_deed.c.number.desc()).limit(1)).one_or_none()
        return None if row is None else _row(row)

    def find(self, asked: DeedsAsked, limit: int) -> Sequence[DeedRow]:
        """Give up to ``limit`` deeds in the order of their numbers."""
        found = _asked_for(asked).order_by(access_deed.c.number).limit(limit)
        return [_row(row) for row in self._connection.execute(found)]

    def labels(self, rows: Sequence[DeedRow]) -> Mapping[int, Sequence[Label]]:
        """Give the labels that remain of deeds in the order of their numbers, by these."""
        found: dict[int, list[Label]] = defaultdict(list)
        if rows:
            asked = select(deed_label).where(deed_label.c.number.between(rows[0].number, rows[-1].number))
            for row in self._connection.execute(asked.order_by(deed_label.c.number, deed_label.c.place)):
                found[row.number].append(Label(row.place, row.label, bytes(row.salt)))
        return found

    def every(self) -> Iterator[tuple[DeedRow, Sequence[Label]]]:
        """Give all deeds with their labels in the order of their numbers, a stretch at a time."""
        after = 0
        while found := self.find(DeedsAsked(after=after), STRETCH):
            labels = self.labels(found)
            yield from ((row, labels.get(row.number, ())) for row in found)
            after = found[-1].number


def _asked_for(asked: DeedsAsked) -> Select[*tuple[Any, ...]]:
    found = select(access_deed).where(access_deed.c.number > asked.after)
    if asked.by is not None:
        named = (deed_label.c.place == str(Place.BY)) & (deed_label.c.label == asked.by)
        numbers = select(deed_label.c.number).where(named)
        of_old = (access_deed.c.by == asked.by) | (access_deed.c.by_key == asked.by)
        found = found.where(of_old | access_deed.c.number.in_(numbers))
    if asked.what is not None:
        found = found.where(access_deed.c.what == str(asked.what))
    if asked.programme is not None:
        found = found.where(access_deed.c.programme == asked.programme)
    if asked.day is not None:
        begin = datetime(asked.day.year, asked.day.month, asked.day.day, tzinfo=UTC)
        end = microseconds(begin) + timedelta(days=1) // timedelta(microseconds=1)
        found = found.where((access_deed.c.at >= microseconds(begin)) & (access_deed.c.at < end))
    return found


def _row(row: Row[*tuple[Any, ...]]) -> DeedRow:
    told = Deed(
        What(row.what), instant_at(row.at), row.by, row.by_key, row.about, row.programme, json.loads(row.says)
    )
    return DeedRow(row.number, told, row.previous, row.digest)
