"""Rows of rewards: how many of the stock are taken, and what each member was handed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, Table, bindparam, func, select, update

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import microseconds
from loyalty.redemption.catalogue import Taken
from loyalty.redemption.redemption import Redemption
from loyalty.redemption.refusals import OutOfStock

reward_stock = Table(
    "reward_stock",
    metadata,
    word("programme", key=True),
    word("reward", key=True),
    number("taken"),
    CheckConstraint("taken >= 0", name="taken"),
)
redemption = Table(
    "redemption",
    metadata,
    number("member_id", key=True),
    word("source", key=True),
    word("redemption_id", key=True),
    word("programme"),
    word("reward"),
    word("code"),
    word("state", 16),
    number("stocked"),
    number("booked_at"),
)

_ADD = insert_row(redemption).on_conflict_do_nothing(index_elements=["member_id", "source", "redemption_id"])
_BEGIN = insert_row(reward_stock).on_conflict_do_nothing(index_elements=["programme", "reward"])
_OF_STOCK = (
    reward_stock.c.programme == bindparam("of"),
    reward_stock.c.reward == bindparam("of_reward"),
)
_TAKE = (
    update(reward_stock)
    .where(*_OF_STOCK, reward_stock.c.taken < bindparam("stock"))
    .values(taken=reward_stock.c.taken + 1)
)
_PUT_BACK = update(reward_stock).where(*_OF_STOCK).values(taken=reward_stock.c.taken - 1)
_TAKEN = select(reward_stock.c.taken).where(*_OF_STOCK)
_OF_MEMBER = (
    select(func.count())
    .select_from(redemption)
    .where(
        redemption.c.member_id == bindparam("member"),
        redemption.c.reward == bindparam("of_reward"),
        redemption.c.state == "redeemed",
    )
)
_FIND = select(redemption).where(
    redemption.c.member_id == bindparam("member"),
    redemption.c.source == bindparam("of_source"),
    redemption.c.redemption_id == bindparam("id"),
)
_ROLL_BACK = (
    update(redemption)
    .where(
        redemption.c.member_id == bindparam("member"),
        redemption.c.source == bindparam("of_source"),
        redemption.c.redemption_id == bindparam("id"),
        redemption.c.state == "redeemed",
    )
    .values(state="rolled_back")
    .execution_options(preserve_rowcount=True)
)


class RewardStore:
    """Rewards of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def taken(self, programme: str, reward: str, member: MemberId) -> Taken:
        """Give how often a reward was taken and not rolled back; by everybody only where it has a stock."""
        asked = {"of": programme, "of_reward": reward}
        by_all = int(self._connection.scalar(_TAKEN, asked) or 0)
        by_member = int(self._connection.scalar(_OF_MEMBER, {"member": member, "of_reward": reward}) or 0)
        return Taken(by_all, by_member)

    def find(self, member: MemberId, source: str, redemption_id: str) -> Redemption | None:
        """Give a redemption that stands, None where there is none or it was rolled back."""
        asked = {"member": member, "of_source": source, "id": redemption_id}
        row = self._connection.execute(_FIND, asked).one_or_none()
        if row is None or row.state != "redeemed":
            return None
        return Redemption(member, source, redemption_id, row.programme, row.reward, row.code)

    def take(self, handed: Redemption, stock: int | None, at: datetime) -> None:
        """Keep a redemption, and take one of the stock where there is one. Raises OutOfStock, DecideAgain.

        The stock is counted in the database, so that writers at the same time never take more.
        """
        asked = {"of": handed.programme, "of_reward": handed.reward, "stock": stock}
        if stock is not None:
            self._connection.execute(
                _BEGIN, {"programme": handed.programme, "reward": handed.reward, "taken": 0}
            )
            if self._connection.execute(_TAKE, asked).rowcount != 1:
                raise OutOfStock
        row = {
            "member_id": handed.member,
            "source": handed.source,
            "redemption_id": handed.redemption_id,
            "programme": handed.programme,
            "reward": handed.reward,
            "code": handed.code,
            "state": "redeemed",
            "stocked": int(stock is not None),
            "booked_at": microseconds(at),
        }
        if self._connection.execute(_ADD, row).rowcount != 1:
            raise DecideAgain  # booked meanwhile under the same id: whoever looks again sees it

    def roll_back(self, member: MemberId, source: str, redemption_id: str) -> None:
        """Put a reward that was handed back into its stock, once; nothing where none was handed."""
        asked = {"member": member, "of_source": source, "id": redemption_id}
        found = self._connection.execute(_FIND, asked).one_or_none()
        if found is None or self._connection.execute(_ROLL_BACK, asked).rowcount != 1:
            return
        if found.stocked:
            self._connection.execute(_PUT_BACK, {"of": found.programme, "of_reward": found.reward})
