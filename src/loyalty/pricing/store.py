"""Rows of what discounts took of their budgets, for good, and of what quotes promise."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    String,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.pricing.budget_parts import BudgetPart, Claimant

SCOPE = 160
discount_tally = Table(
    "discount_tally",
    metadata,
    word("programme", key=True),
    word("scope", SCOPE, key=True),
    number("taken"),
    CheckConstraint("taken >= 0", name="taken"),
)
discount_promise = Table(
    "discount_promise",
    metadata,
    word("programme", key=True),
    word("scope", SCOPE, key=True),
    word("quote_id", key=True),
    number("member_id", optional=True),
    number("amount"),
    number("until"),
)

_BEGIN = insert_row(discount_tally).on_conflict_do_nothing(index_elements=["programme", "scope"])
_OF_SCOPE = (discount_tally.c.programme == bindparam("of"), discount_tally.c.scope == bindparam("of_scope"))
_TAKE = (
    update(discount_tally)
    .where(
        *_OF_SCOPE,
        discount_tally.c.taken <= bindparam("most", type_=BigInteger) - bindparam("more", type_=BigInteger),
    )
    .values(taken=discount_tally.c.taken + bindparam("booked"))
)
_TAKEN = select(discount_tally.c.taken).where(*_OF_SCOPE)
_PROMISE = insert_row(discount_promise)


class DiscountBudgetStore:
    """Budgets of discounts of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def taken(self, programme: str, scope: str) -> int:
        """Give what was taken of a scope for good."""
        return int(self._connection.scalar(_TAKEN, {"of": programme, "of_scope": scope}) or 0)

    def promised(self, programme: str, scope: str, claimant: Claimant) -> int:
        """Give what quotes promise of a scope that live, but for the claimant's own.

        Of the quotes of one member only one is going to be taken, so together they hold the most of them.
        """
        table = discount_promise.c
        whose = func.coalesce(cast(table.member_id, String), table.quote_id)
        each = (
            select(func.max(table.amount).label("amount"))
            .where(
                table.programme == programme,
                table.scope == scope,
                table.until > microseconds(claimant.now),
                table.quote_id != (claimant.quote or ""),
                or_(table.member_id.is_(None), table.member_id != (claimant.member or 0)),
            )
            .group_by(whose)
            .subquery()
        )
        return int(self._connection.scalar(select(func.sum(each.c.amount))) or 0)

    def take(self, part: BudgetPart, claimant: Claimant) -> None:
        """Take for good, instead of what the claimant's quotes were promised.

        Raises DecideAgain where so much is not left. It is counted in the database, so that writers
        at the same time never take more.
        """
        self._count(part, part.amount, claimant)
        table = discount_promise.c
        own = or_(table.quote_id == (claimant.quote or ""), table.member_id == (claimant.member or 0))
        of_scope = (table.programme == part.programme, table.scope == part.scope)
        self._connection.execute(delete(discount_promise).where(*of_scope, own))

    def promise(self, part: BudgetPart, claimant: Claimant, until: datetime) -> None:
        """Keep a part for the claimant's quote. Raises DecideAgain where so much is not left."""
        self._count(part, 0, claimant)
        row = {"programme": part.programme, "scope": part.scope, "quote_id": claimant.quote}
        kept = {"member_id": claimant.member, "amount": part.amount, "until": microseconds(until)}
        self._connection.execute(_PROMISE, row | kept)

    def extend(self, programme: str, quote: str, until: datetime) -> None:
        """Keep what was promised to a quote until then; who meanwhile counts on its end decides again."""
        table = discount_promise.c
        kept = and_(table.programme == programme, table.quote_id == quote)
        tally = discount_tally.c
        scopes = select(table.scope).where(kept)
        touched = update(discount_tally).where(tally.programme == programme, tally.scope.in_(scopes))
        self._connection.execute(touched.values(taken=tally.taken))
        self._connection.execute(update(discount_promise).where(kept).values(until=microseconds(until)))

    def give_back(self, programme: str, scope: str, amount: int) -> None:
        """Take what a change of an order took back off what was taken of a scope."""
        less = update(discount_tally).where(*_OF_SCOPE).values(taken=discount_tally.c.taken - amount)
        self._connection.execute(less, {"of": programme, "of_scope": scope})

    def lapsed(self, programme: str, now: datetime) -> datetime | None:
        """Give when the first promise ended that is still there at ``now``, None where none is."""
        table = discount_promise.c
        ended = and_(table.programme == programme, table.until <= microseconds(now))
        found = self._connection.scalar(select(func.min(table.until)).where(ended))
        return None if found is None else instant_at(found)

    def forget_lapsed(self, programme: str, now: datetime) -> int:
        """Remove the promises that have ended by ``now``, and give how many; they held nothing more."""
        table = discount_promise.c
        ended = and_(table.programme == programme, table.until <= microseconds(now))
        return self._connection.execute(delete(discount_promise).where(ended)).rowcount

    def _count(self, part: BudgetPart, booked: int, claimant: Claimant) -> None:
        """Write the tally where the part is left of it: writers wait for one another, or decide again."""
        row = {"programme": part.programme, "scope": part.scope, "taken": 0}
        self._connection.execute(_BEGIN, row)
        left = part.most - self.promised(part.programme, part.scope, claimant)
        asked = {"of": part.programme, "of_scope": part.scope, "more": part.amount, "booked": booked}
        if self._connection.execute(_TAKE, asked | {"most": left}).rowcount != 1:
            raise DecideAgain
