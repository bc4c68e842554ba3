"""Rows of events that members did besides buying, of what budgets gave, of referrals, of receipts."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    Index,
    Row,
    Table,
    UniqueConstraint,
    bindparam,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.database.order_tables import event_count
from loyalty.earning.events.event import DoneEvent, EventCount, EventKey
from loyalty.earning.receipt import ReceiptTaken
from loyalty.earning.referral import Referral, ReferralOrder
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds

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
    word("explanation_id", optional=True),
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
referral_code = Table(
    "referral_code",
    metadata,
    number("member_id", key=True),
    word("programme"),
    word("code", 16),
    UniqueConstraint("programme", "code", name="referral_code_code"),
)
referral = Table(
    "referral",
    metadata,
    word("programme", key=True),
    number("member_id", key=True),
    number("referrer_id"),
    number("referred_at"),
    word("source", optional=True),
    word("order_id", 128, optional=True),
    number("order_at", optional=True),
    Index("referral_by_referrer", "referrer_id", "order_at"),
)
receipt_code = Table(
    "receipt_code",
    metadata,
    word("programme", key=True),
    word("code_hash", key=True),
    word("source"),
    word("order_id", 128),
)

_ADD = insert_row(done_event).on_conflict_do_nothing()
_COUNT = insert_row(event_count)
_BEGIN = insert_row(budget_tally).on_conflict_do_nothing(index_elements=["programme", "budget"])
_OF_BUDGET = (budget_tally.c.programme == bindparam("of"), budget_tally.c.budget == bindparam("of_budget"))
_GIVEN = select(budget_tally.c.given).where(*_OF_BUDGET)
_TAKE = (
    update(budget_tally)
    .where(
        *_OF_BUDGET,
        budget_tally.c.given <= bindparam("most", type_=BigInteger) - bindparam("more", type_=BigInteger),
    )
    .values(given=budget_tally.c.given + bindparam("more"))
)
_GIVE_BACK = update(budget_tally).where(*_OF_BUDGET).values(given=budget_tally.c.given - bindparam("less"))


_ADD_RECEIPT = insert_row(receipt_code).on_conflict_do_nothing()
_ADD_CODE = insert_row(referral_code).on_conflict_do_nothing()
_REFER = insert_row(referral).on_conflict_do_nothing()
_OF_MEMBER = (referral.c.programme == bindparam("of"), referral.c.member_id == bindparam("member"))
_PAY = (
    update(referral)
    .where(*_OF_MEMBER, referral.c.order_id.is_(None))
    .values(source=bindparam("by"), order_id=bindparam("order"), order_at=bindparam("at"))
)
_TAKE_BACK = (
    update(referral)
    .where(*_OF_MEMBER, referral.c.order_id.is_not(None))
    .values(source=None, order_id=None, order_at=None)
)


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


class ReferralStore:
    """Referrals and their codes of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def code_of(self, member: MemberId) -> str | None:
        """Give a member's code, None before they asked for one."""
        asked = select(referral_code.c.code).where(referral_code.c.member_id == member)
        found = self._connection.scalar(asked)
        return None if found is None else str(found)

    def add_code(self, programme: str, member: MemberId, code: str) -> None:
        """Keep a new code. Raises DecideAgain where the member or somebody else has one."""
        row = {"member_id": member, "programme": programme, "code": code}
        if self._connection.execute(_ADD_CODE, row).rowcount != 1:
            raise DecideAgain

    def owner(self, programme: str, code: str) -> MemberId | None:
        """Give whose code it is."""
        asked = select(referral_code.c.member_id).where(
            referral_code.c.programme == programme, referral_code.c.code == code
        )
        found = self._connection.scalar(asked)
        return None if found is None else MemberId(int(found))

    def add(self, new: Referral) -> None:
        """Keep who brought a member. Raises DecideAgain where somebody did before."""
        row = {
            "programme": new.programme,
            "member_id": new.member,
            "referrer_id": new.referrer,
            "referred_at": microseconds(new.referred_at),
            "source": None,
            "order_id": None,
            "order_at": None,
        }
        if self._connection.execute(_REFER, row).rowcount != 1:
            raise DecideAgain

    def get(self, programme: str, member: MemberId) -> Referral | None:
        """Give who brought a member."""
        asked = {"of": programme, "member": member}
        row = self._connection.execute(select(referral).where(*_OF_MEMBER), asked).one_or_none()
        return None if row is None else _referral(row)

    def by_referrer(self, programme: str, referrer: MemberId) -> list[Referral]:
        """Give whom a member brought, in the order they came."""
        asked = (
            select(referral)
            .where(referral.c.programme == programme, referral.c.referrer_id == referrer)
            .order_by(referral.c.referred_at, referral.c.member_id)
        )
        return [_referral(row) for row in self._connection.execute(asked)]

    def pay(self, programme: str, member: MemberId, order: ReferralOrder) -> None:
        """Keep for which order a referral was paid. Raises DecideAgain where it was paid before."""
        asked = {"of": programme, "member": member, "by": order.source, "order": order.order_id}
        if self._connection.execute(_PAY, {**asked, "at": microseconds(order.at)}).rowcount != 1:
            raise DecideAgain

    def take_back(self, programme: str, member: MemberId) -> None:
        """Keep that the order of a referral came back. Raises DecideAgain where it was kept before."""
        if self._connection.execute(_TAKE_BACK, {"of": programme, "member": member}).rowcount != 1:
            raise DecideAgain


class ReceiptStore:
    """Codes of receipts of one connection, by their keyed hashes; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, programme: str, code_hash: str, source: str, order_id: str) -> None:
        """Keep the code of an order's receipt. Raises ReceiptTaken."""
        row = {"programme": programme, "code_hash": code_hash, "source": source, "order_id": order_id}
        if self._connection.execute(_ADD_RECEIPT, row).rowcount != 1:
            raise ReceiptTaken

    def order_of(self, programme: str, code_hash: str) -> tuple[str, str] | None:
        """Give source and id of the order of a receipt's code."""
        asked = select(receipt_code.c.source, receipt_code.c.order_id).where(
            receipt_code.c.programme == programme, receipt_code.c.code_hash == code_hash
        )
        row = self._connection.execute(asked).one_or_none()
        return None if row is None else (str(row.source), str(row.order_id))


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
            "explanation_id": event.explanation_id,
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

    def count(self, counted: EventCount) -> None:
        """Keep what an event counts; `OrderStore` adds it to what orders do."""
        event = counted.event
        row = {
            "member_id": event.member_id,
            "programme": event.key.programme,
            "source": event.key.source,
            "event_id": event.key.event_id,
            "measure": counted.measure,
            "occurred_at": microseconds(event.occurred_at),
            "recorded_at": microseconds(event.recorded_at),
            "amount": counted.amount,
        }
        self._connection.execute(_COUNT, row)


def _referral(row: Row[tuple[object, ...]]) -> Referral:
    order = None
    if row.order_id is not None:
        order = ReferralOrder(row.source, row.order_id, instant_at(row.order_at))
    member, referrer = MemberId(row.member_id), MemberId(row.referrer_id)
    return Referral(row.programme, member, referrer, instant_at(row.referred_at), order)


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
        explanation_id=row.explanation_id,
    )
