"""What is remembered of one member under one version, and asked of before each of their orders."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from loyalty.decision.decide import Decision
from loyalty.history.bill import Bill
from loyalty.history.matching import Sold
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.members.member import Merge
from loyalty.orders.order import OrderKey, Spend
from loyalty.tiers.standing import Standing
from loyalty.use_cases.backtests.budgets import DiscountBudgetsInMemory, PointBudgetsInMemory
from loyalty.use_cases.backtests.scratch import ScratchDesk
from loyalty.use_cases.returns.refund import Given

SOURCE = "history"


@dataclass(slots=True)
class Bought:
    """An order that was decided: what for, what it came to, and what has come back of it since.

    ``kept`` is what is left of it, the whole of it where nothing came back.
    """

    at: datetime
    tier: str
    sale: Decision
    kept: Decision
    given: Given
    total: int
    gone: dict[str, Fraction] = field(default_factory=dict)
    refunds: list[tuple[datetime, int]] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether something of it is kept."""
        return bool(self.kept.situation.lines)


@dataclass(frozen=True, slots=True)
class Shared:
    """The budgets of one version."""

    points: PointBudgetsInMemory = field(default_factory=PointBudgetsInMemory)
    discounts: DiscountBudgetsInMemory = field(default_factory=DiscountBudgetsInMemory)


class OneMember:
    """All of it; answers what `Remembered` asks itself, since it knows of nobody else."""

    def __init__(self, member_id: MemberId, joined: datetime, programme: str, shared: Shared) -> None:
        """Start with the instant of joining; ``shared`` is what all members have together."""
        self.member_id, self.joined, self.now = member_id, joined, joined
        self.budgets, self.discount_budgets = shared.points, shared.discounts
        self.standing: Standing | None = None
        self.desk = ScratchDesk(member_id, programme, joined)
        self.bought: dict[str, Bought] = {}
        self.facts: dict[str, str] = {}
        self.sold = LazySold()
        self.paid = self.earned = self.used = 0
        self._programme = programme
        self.only_grew = True
        self._counts: dict[str, list[tuple[datetime, datetime, int]]] = {}

    @property
    def members(self) -> "OneMember":
        """The member."""
        return self

    @property
    def ledger(self) -> "OneMember":
        """The member's points."""
        return self

    @property
    def orders(self) -> "OneMember":
        """The member's orders."""
        return self

    @property
    def segments(self) -> "OneMember":
        """The member's groups: in a history nothing is counted at night."""
        return self

    def count(self, measure: str, occurred_at: datetime, recorded_at: datetime, amount: int) -> None:
        """Remember what an order or a return counts for."""
        self.only_grew = self.only_grew and amount >= 0
        insort(self._counts.setdefault(measure, []), (occurred_at, recorded_at, amount))

    def merges_into(self, member_id: MemberId) -> Iterable[Merge]:  # noqa: ARG002 - nobody is merged
        """Give nothing: in a history nobody is merged."""
        return ()

    def issued_between(self, member_id: MemberId, unit: str, period: Period) -> int:  # noqa: ARG002 - one
        """Give the points awarded in ``period``, less what was taken back of those awards since."""
        return sum(
            each.given.earned - each.given.points_back
            for each in self.bought.values()
            if period.start <= each.at < period.end
        )

    def measured(self, measure: str, period: Period, known: datetime) -> int:
        """Give what a measure came to in ``period``, less returns, as far as recorded by ``known``."""
        counts = self._counts.get(measure)
        if counts is None:
            return 0
        first = bisect_left(counts, (period.start,))
        last = bisect_left(counts, (period.end,), lo=first)
        return sum(amount for _, recorded, amount in counts[first:last] if recorded <= known)

    def counted_between(
        self,
        member_id: MemberId,  # noqa: ARG002 - there is one
        programme: str,  # noqa: ARG002 - there is one
        measure: str,
        period: Period,
        known: datetime,
    ) -> int:
        """Give what a measure came to in ``period``, less returns, as far as recorded by ``known``."""
        return self.measured(measure, period, known)

    def counts_until(
        self,
        member_id: MemberId,  # noqa: ARG002 - there is one
        programme: str,  # noqa: ARG002 - there is one
        starts: Sequence[datetime],
        end: datetime,
    ) -> list[int]:
        """Give how many orders, some of each kept, there are from each start to ``end``, both inside."""
        kept = [each.at for each in self.bought.values() if each.counts]
        return [sum(start <= at <= end for at in kept) for start in starts]

    def spent_until(
        self,
        member_id: MemberId,  # noqa: ARG002 - there is one
        programme: str,  # noqa: ARG002 - there is one
        starts: Sequence[datetime],
        end: datetime,
    ) -> list[int]:
        """Give what orders from each start to ``end`` came to (minor units), less what went back by then."""
        net = [
            (each.at, each.total - sum(money for at, money in each.refunds if at <= end))
            for each in self.bought.values()
        ]
        return [sum(money for at, money in net if start <= at <= end) for start in starts]

    def last_until(self, member_id: MemberId, programme: str, end: datetime) -> datetime | None:  # noqa: ARG002 - one
        """Give when the last order up to ``end`` was of which something is kept, None without one."""
        return max((b.at for b in self.bought.values() if b.counts and b.at <= end), default=None)

    def spends(self, member_id: MemberId, programme: str) -> list[Spend]:  # noqa: ARG002 - there is one
        """Give all that orders counted for, in the order of happening."""
        key = OrderKey(self._programme, SOURCE, "")
        return [
            Spend(self.member_id, key, "", occurred_at, recorded_at, measure, amount)
            for measure, counts in self._counts.items()
            for occurred_at, recorded_at, amount in counts
        ]

    def group_before(self, member_id: MemberId, programme: str, day: date) -> str:  # noqa: ARG002 - none
        """Give nothing: no group was counted."""
        return ""

    def count_before(self, programme: str, segment: str, day: date) -> tuple[date, int] | None:  # noqa: ARG002 - none
        """Give nothing: no segment was counted."""
        return None


class LazySold:
    """What a buyer bought and still has, put in order when something comes back for the first time."""

    def __init__(self) -> None:
        """Start before the first sale."""
        self._waiting: list[Bill] = []
        self._sold = Sold()

    def add(self, sale: Bill) -> None:
        """Remember a sale; sales come in order of time."""
        self._waiting.append(sale)

    def ordered(self) -> Sold:
        """Give it all."""
        for sale in self._waiting:
            self._sold.add(sale)
        self._waiting.clear()
        return self._sold
