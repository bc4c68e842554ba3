"""What is asked of a member's past before an order is decided: stores answer it, and so can plain memory."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.members.member import Merge
from loyalty.orders.order import Spend
from loyalty.pricing.budget_parts import BudgetPart, Claimant


class Persons(Protocol):
    """Who goes on as whom."""

    def merges_into(self, member_id: MemberId) -> Iterable[Merge]:
        """Give the merges of others into a member."""


class Awards(Protocol):
    """Points that were awarded."""

    def issued_between(self, member_id: MemberId, unit: str, period: Period) -> int:
        """Give the points awarded in ``period``, less what was taken back of those awards since."""


class Purchases(Protocol):
    """Orders, and what they counted for."""

    def counted_between(
        self, member_id: MemberId, programme: str, measure: str, period: Period, known: datetime
    ) -> int:
        """Give what a measure came to in ``period``, less returns, as far as recorded by ``known``."""

    def counts_until(
        self, member_id: MemberId, programme: str, starts: Sequence[datetime], end: datetime
    ) -> list[int]:
        """Give how many orders, some of each kept, there are from each start to ``end``, both inside."""

    def spent_until(
        self, member_id: MemberId, programme: str, starts: Sequence[datetime], end: datetime
    ) -> list[int]:
        """Give what orders from each start to ``end`` came to (minor units), less what went back by then."""

    def last_until(self, member_id: MemberId, programme: str, end: datetime) -> datetime | None:
        """Give when the last order up to ``end`` was of which something is kept, None without one."""

    def spends(self, member_id: MemberId, programme: str) -> list[Spend]:
        """Give all that orders and events counted for a member, in the order of recording."""


class Budgets(Protocol):
    """What campaigns have given of their budgets."""

    def given(self, programme: str, budget: str) -> int:
        """Give what a budget has given to everybody."""

    def take(self, programme: str, budget: str, points: int, most: int) -> None:
        """Count points of a budget that gives ``most``. Raises DecideAgain where so much is not left."""

    def give_back(self, programme: str, budget: str, points: int) -> None:
        """Count points as not given."""


class DiscountBudgets(Protocol):
    """What discounts have taken of their budgets."""

    def taken(self, programme: str, scope: str) -> int:
        """Give what was taken of a scope for good."""

    def promised(self, programme: str, scope: str, claimant: Claimant) -> int:
        """Give what quotes promise of a scope that live, but for the claimant's own."""

    def take(self, part: BudgetPart, claimant: Claimant) -> None:
        """Take for good. Raises DecideAgain where so much is not left."""

    def promise(self, part: BudgetPart, claimant: Claimant, until: datetime) -> None:
        """Keep a part for the claimant's quote. Raises DecideAgain where so much is not left."""

    def give_back(self, programme: str, scope: str, amount: int) -> None:
        """Take what a change of an order took back off what was taken of a scope."""


class Groups(Protocol):
    """Segments of members as they were counted."""

    def group_before(self, member_id: MemberId, programme: str, day: date) -> str:
        """Give the group by recency and frequency of the last count before a day, empty without one."""

    def count_before(self, programme: str, segment: str, day: date) -> tuple[date, int] | None:
        """Give the last count of a segment before a day, with its day; None without one."""


class Remembered(Protocol):
    """All of it."""

    @property
    def members(self) -> Persons:
        """Who goes on as whom."""

    @property
    def ledger(self) -> Awards:
        """Points that were awarded."""

    @property
    def orders(self) -> Purchases:
        """Orders, and what they counted for."""

    @property
    def budgets(self) -> Budgets:
        """What campaigns have given."""

    @property
    def discount_budgets(self) -> DiscountBudgets:
        """What discounts have taken."""

    @property
    def segments(self) -> Groups:
        """Segments as they were counted."""
