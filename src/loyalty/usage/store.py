"""Rows of usage events."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Row,
    Table,
    Text,
    and_,
    bindparam,
    not_,
    or_,
    select,
    text,
)

from loyalty.database.base import metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.usage.intake import received
from loyalty.usage.meter import Reading

_SOME = text("supersedes IS NOT NULL")
usage_event = Table(
    "usage_event",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("event_id", 128, key=True),
    number("member_id"),
    word("meter"),
    word("quantity", 40),
    number("occurred_at"),
    number("recorded_at"),
    Column("properties", Text),
    word("supersedes", 128, optional=True),
    word("subscription", optional=True),
    Index("usage_event_by_time", "member_id", "programme", "meter", "occurred_at"),
    Index(
        "usage_event_corrected",
        "programme",
        "source",
        "supersedes",
        unique=True,
        sqlite_where=_SOME,
        postgresql_where=_SOME,
    ),
)

# Rows go to the driver as they are, a thousand at a time: composing them one by one takes as long
# as writing them.
_COLUMNS = tuple(column.name for column in usage_event.columns)
_MARKS = {"sqlite": "?", "postgresql": "%s"}
_ADD = {
    dialect: f"INSERT INTO usage_event ({', '.join(_COLUMNS)}) "  # noqa: S608  our own names
    f"VALUES ({', '.join([mark] * len(_COLUMNS))}) ON CONFLICT DO NOTHING"
    for dialect, mark in _MARKS.items()
}
_OF_SOURCE = and_(
    usage_event.c.programme == bindparam("of_programme"), usage_event.c.source == bindparam("of_source")
)
_KNOWN = select(usage_event).where(_OF_SOURCE, usage_event.c.event_id.in_(bindparam("ids", expanding=True)))
_CORRECTED = select(usage_event.c.supersedes).where(
    _OF_SOURCE, usage_event.c.supersedes.in_(bindparam("ids", expanding=True))
)
_later = usage_event.alias()
_READINGS = (
    select(
        usage_event.c.event_id, usage_event.c.occurred_at, usage_event.c.quantity, usage_event.c.properties
    )
    .where(
        usage_event.c.member_id == bindparam("member"),
        usage_event.c.programme == bindparam("of_programme"),
        usage_event.c.meter == bindparam("of_meter"),
        usage_event.c.occurred_at >= bindparam("start"),
        usage_event.c.occurred_at < bindparam("end"),
        not_(
            select(_later.c.event_id)
            .where(
                _later.c.programme == usage_event.c.programme,
                _later.c.source == usage_event.c.source,
                _later.c.supersedes == usage_event.c.event_id,
            )
            .exists()
        ),
    )
    .order_by(usage_event.c.occurred_at, usage_event.c.event_id, usage_event.c.source)
)
_OF_SUBSCRIPTION = _READINGS.where(
    or_(usage_event.c.subscription.is_(None), usage_event.c.subscription == bindparam("of_subscription"))
)


class UsageStore:
    """Usage events of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self, programme: str, source: str, events: Sequence[UsageEvent], recorded_at: datetime
    ) -> list[Received]:
        """Keep the events that are new and say of each what became of it, in their order.

        Of two events of one id the first counts. Raises `DecideAgain` where another writer kept
        one of them at the same time.
        """
        if not events:
            return []
        common = (programme, source, microseconds(recorded_at))
        if all(event.supersedes is None for event in events) and self._add_all(events, common):
            return [Received(event.event_id, Reception.ACCEPTED) for event in events]
        named = {event.event_id for event in events}
        asked = {
            "of_programme": programme,
            "of_source": source,
            "ids": sorted(named | {event.supersedes for event in events if event.supersedes is not None}),
        }
        known = {row.event_id: _event(row) for row in self._connection.execute(_KNOWN, asked)}
        corrected = self._connection.scalars(_CORRECTED, asked)
        answers, new = received(events, known, corrected)
        if self._add(new, common) != len(new):
            raise DecideAgain
        return answers

    def known(self, programme: str, source: str, ids: Sequence[str]) -> set[str]:
        """Give those of some ids under which an event is kept."""
        asked = {"of_programme": programme, "of_source": source, "ids": sorted(set(ids))}
        return {row.event_id for row in self._connection.execute(_KNOWN, asked)}

    def readings(
        self,
        member_id: MemberId,
        programme: str,
        meter: str,
        period: Period,
        subscription: str | None = None,
    ) -> list[Reading]:
        """Give a member's events of a meter in ``period``, by time and id; superseded ones are left out.

        With ``subscription``, those that name it and those that name none.
        """
        asked = {
            "member": member_id,
            "of_programme": programme,
            "of_meter": meter,
            "start": microseconds(period.start),
            "end": microseconds(period.end),
        }
        if subscription is None:
            rows = self._connection.execute(_READINGS, asked)
        else:
            rows = self._connection.execute(_OF_SUBSCRIPTION, {**asked, "of_subscription": subscription})
        return [
            Reading(
                row.event_id, instant_at(row.occurred_at), Fraction(row.quantity), _properties(row.properties)
            )
            for row in rows
        ]

    def _add_all(self, events: Sequence[UsageEvent], common: tuple[str, str, int]) -> bool:
        """Keep the events where all are new; else change nothing and give False."""
        with self._connection.begin_nested() as attempt:
            if self._add(events, common) == len(events):
                return True
            attempt.rollback()
        return False

    def _add(self, events: Iterable[UsageEvent], common: tuple[str, str, int]) -> int:
        """Keep events, but for those whose keys are taken; give how many were kept."""
        rows = [_row(event, *common) for event in events]
        if not rows:
            return 0
        options = {"preserve_rowcount": True}
        statement = _ADD[self._connection.dialect.name]
        return self._connection.exec_driver_sql(statement, rows, execution_options=options).rowcount


def _row(event: UsageEvent, programme: str, source: str, recorded_at: int) -> tuple[object, ...]:
    """Give the values of a row in the order of the table's columns."""
    return (
        programme,
        source,
        event.event_id,
        event.member_id,
        event.meter,
        event.quantity,
        microseconds(event.at),
        recorded_at,
        json.dumps(event.properties, ensure_ascii=False, sort_keys=True) if event.properties else None,
        event.supersedes,
        event.subscription,
    )


def _event(row: Row[tuple[object, ...]]) -> UsageEvent:
    return UsageEvent(
        event_id=row.event_id,
        member_id=row.member_id,
        meter=row.meter,
        quantity=row.quantity,
        at=instant_at(row.occurred_at),
        properties=_properties(row.properties),
        supersedes=row.supersedes,
        subscription=row.subscription,
    )


def _properties(kept: str | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(kept) if kept else {}
    return found
