"""Rows of usage events."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Connection, Index, Row, Table, bindparam, select
from sqlalchemy.exc import IntegrityError

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.usage.event import Received, Reception, UsageEvent

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
    Index("usage_event_by_time", "member_id", "programme", "meter", "occurred_at"),
)

_ADD = insert_row(usage_event)
_KNOWN = select(usage_event).where(
    usage_event.c.programme == bindparam("of_programme"),
    usage_event.c.source == bindparam("of_source"),
    usage_event.c.event_id.in_(bindparam("ids", expanding=True)),
)
_QUANTITIES = select(usage_event.c.quantity).where(
    usage_event.c.member_id == bindparam("member"),
    usage_event.c.programme == bindparam("of_programme"),
    usage_event.c.meter == bindparam("of_meter"),
    usage_event.c.occurred_at >= bindparam("start"),
    usage_event.c.occurred_at < bindparam("end"),
)


class UsageStore:
    """Usage events of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, events: Sequence[UsageEvent], recorded_at: datetime) -> list[Received]:
        """Keep the events that are new and say of each what became of it, in their order.

        All are of one programme and source. Of two events of one id the first counts. Raises
        `DecideAgain` where another writer kept one of them at the same time.
        """
        if not events:
            return []
        known = self._known(events)
        answers: list[Received] = []
        new: list[UsageEvent] = []
        for event in events:
            there = known.get(event.event_id)
            if there is None:
                known[event.event_id] = event
                new.append(event)
                answers.append(Received(event.event_id, Reception.ACCEPTED))
            else:
                differs = event.differs_from(there)
                reception = Reception.CONFLICT if differs else Reception.DUPLICATE
                answers.append(Received(event.event_id, reception, differs))
        if new:
            try:
                self._connection.execute(_ADD, [_row(event, recorded_at) for event in new])
            except IntegrityError as fault:
                raise DecideAgain from fault
        return answers

    def total(self, member_id: MemberId, programme: str, meter: str, period: Period) -> Fraction:
        """Give the exact sum of a meter's quantities in ``period``, by when they occurred."""
        asked = {
            "member": member_id,
            "of_programme": programme,
            "of_meter": meter,
            "start": microseconds(period.start),
            "end": microseconds(period.end),
        }
        return sum(map(Fraction, self._connection.scalars(_QUANTITIES, asked)), Fraction(0))

    def _known(self, events: Sequence[UsageEvent]) -> dict[str, UsageEvent]:
        asked = {
            "of_programme": events[0].programme,
            "of_source": events[0].source,
            "ids": [event.event_id for event in events],
        }
        return {row.event_id: _event(row) for row in self._connection.execute(_KNOWN, asked)}


def _row(event: UsageEvent, recorded_at: datetime) -> dict[str, object]:
    return {
        "programme": event.programme,
        "source": event.source,
        "event_id": event.event_id,
        "member_id": event.member_id,
        "meter": event.meter,
        "quantity": event.quantity,
        "occurred_at": microseconds(event.occurred_at),
        "recorded_at": microseconds(recorded_at),
    }


def _event(row: Row[tuple[object, ...]]) -> UsageEvent:
    return UsageEvent(
        programme=row.programme,
        source=row.source,
        event_id=row.event_id,
        member_id=row.member_id,
        meter=row.meter,
        quantity=row.quantity,
        occurred_at=instant_at(row.occurred_at),
    )
