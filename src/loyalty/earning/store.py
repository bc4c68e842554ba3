"""Rows of events that members did besides buying."""

from sqlalchemy import Connection, Index, Row, Table, func, select

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.earning.event import DoneEvent, EventKey
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period

# A trigger refuses changes, see the migration.
done_event = Table(
    "done_event",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("event_id", 128, key=True),
    number("member_id"),
    word("rule"),
    number("occurred_at"),
    number("recorded_at"),
    word("digest"),
    number("points"),
    word("why", 32),
    number("pending_until", optional=True),
    number("expires_at", optional=True),
    Index("event_by_member", "member_id", "rule", "occurred_at"),
)
_ADD = insert_row(done_event).on_conflict_do_nothing()


class EventStore:
    """Events of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, event: DoneEvent) -> None:
        """Keep an event and with it its id; raises `DecideAgain` where another was first."""
        row = {
            "programme": event.key.programme,
            "source": event.key.source,
            "event_id": event.key.event_id,
            "member_id": event.member_id,
            "rule": event.rule,
            "occurred_at": microseconds(event.occurred_at),
            "recorded_at": microseconds(event.recorded_at),
            "digest": event.digest,
            "points": event.points,
            "why": event.why,
            "pending_until": microseconds(event.pending_until) if event.pending_until else None,
            "expires_at": microseconds(event.expires_at) if event.expires_at else None,
        }
        if self._connection.execute(_ADD, row).rowcount != 1:
            raise DecideAgain

    def get(self, key: EventKey) -> DoneEvent | None:
        """Give the event of this id, or None."""
        asked = select(done_event).where(
            done_event.c.programme == key.programme,
            done_event.c.source == key.source,
            done_event.c.event_id == key.event_id,
        )
        row = self._connection.execute(asked).one_or_none()
        return None if row is None else _event(row)

    def times_earned(self, member_id: MemberId, rule: str, period: Period) -> int:
        """Give how many events of a member earned by a rule in ``period``."""
        asked = select(func.count()).where(
            done_event.c.member_id == member_id,
            done_event.c.rule == rule,
            done_event.c.occurred_at >= microseconds(period.start),
            done_event.c.occurred_at < microseconds(period.end),
            done_event.c.points > 0,
        )
        return int(self._connection.scalar(asked) or 0)


def _event(row: Row[tuple[object, ...]]) -> DoneEvent:
    return DoneEvent(
        key=EventKey(row.programme, row.source, row.event_id),
        member_id=MemberId(row.member_id),
        rule=row.rule,
        occurred_at=instant_at(row.occurred_at),
        recorded_at=instant_at(row.recorded_at),
        digest=row.digest,
        points=row.points,
        why=row.why,
        pending_until=instant_at(row.pending_until) if row.pending_until is not None else None,
        expires_at=instant_at(row.expires_at) if row.expires_at is not None else None,
    )
