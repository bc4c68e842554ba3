"""Rows of events that members did besides buying, and of what budgets have given."""

from sqlalchemy import CheckConstraint, Connection, Index, Row, Table, bindparam, func, select, update

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
budget_tally = Table(
    "budget_tally",
    metadata,
    word("programme", key=True),
    word("budget", key=True),
    number("given"),
    CheckConstraint("given >= 0", name="given"),
)

_ADD = insert_row(done_event).on_conflict_do_nothing()
_BEGIN = insert_row(budget_tally).on_conflict_do_nothing(index_elements=["programme", "budget"])
_OF_BUDGET = (budget_tally.c.programme == bindparam("of"), budget_tally.c.budget == bindparam("of_budget"))
_GIVEN = select(budget_tally.c.given).where(*_OF_BUDGET)
_TAKE = (
    update(budget_tally)
    .where(*_OF_BUDGET, budget_tally.c.given <= bindparam("most") - bindparam("more"))
    .values(given=budget_tally.c.given + bindparam("more"))
)
_GIVE_BACK = update(budget_tally).where(*_OF_BUDGET).values(given=budget_tally.c.given - bindparam("less"))


class BudgetStore:
    """Budgets of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def given(self, programme: str, budget: str) -> int:
        """Give how many points of a budget were given."""
        return int(self._connection.scalar(_GIVEN, {"of": programme, "of_budget": budget}) or 0)

    def take(self, programme: str, budget: str, points: int, most: int) -> None:
        """Count points given of a budget of ``most``. Raises DecideAgain where so many are not left.

        They are counted in the database, so that writers at the same time never give more.
        """
        self._connection.execute(_BEGIN, {"programme": programme, "budget": budget, "given": 0})
        asked = {"of": programme, "of_budget": budget, "more": points, "most": most}
        if self._connection.execute(_TAKE, asked).rowcount != 1:
            raise DecideAgain

    def give_back(self, programme: str, budget: str, points: int) -> None:
        """Count points of a budget that a return took back."""
        self._connection.execute(_GIVE_BACK, {"of": programme, "of_budget": budget, "less": points})


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
