"""The closing table of a replay: what its rows came to, and what stands in the book at its end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.history.outcome import REASONS, Outcome
from loyalty.kernel.money import Money
from loyalty.ledger.entry import Account
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import POINTS


@dataclass(slots=True)
class Tally:
    """What has been booked so far, and what the rows came to; money in minor units."""

    orders: Counter[bool] = field(default_factory=Counter)
    """Orders, by whether a member placed them."""
    returns: int = 0
    sold: int = 0
    refunded: int = 0
    rows: Counter[tuple[Outcome, str]] = field(default_factory=Counter)
    """Rows by outcome and, of refusals, their code."""

    def count(self, outcome: Outcome, rows: int = 1, code: str = "") -> None:
        """Count rows that came to ``outcome``."""
        self.rows[outcome, code] += rows


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows came to an outcome, and why; ``code`` is that of a refusal, else empty."""

    outcome: Outcome
    code: str
    rows: int

    @property
    def reason(self) -> str:
        """Give the reason in a sentence."""
        return REASONS[self.outcome]


@dataclass(frozen=True, slots=True)
class PointCounts:
    """All points there ever were: issued = taken back + spent + lapsed + open.

    ``open`` is what members have, less what they owe; ``pending`` and ``owed`` are parts of it.
    """

    issued: int
    taken_back: int
    spent: int
    lapsed: int
    pending: int
    owed: int
    open: int


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """The table; ``at`` is its last instant."""

    programme: str
    digest: str
    at: datetime
    members: int
    tiers: Mapping[str, int]
    orders_of_members: int
    orders_of_nobody: int
    returns: int
    sold: Money
    refunded: Money
    points: PointCounts
    rows: tuple[RowCount, ...]

    @property
    def rows_in_all(self) -> int:
        """Give how many rows have an outcome."""
        return sum(each.rows for each in self.rows)


def table_of(unit: UnitOfWork, programme: Programme, tally: Tally, at: datetime) -> HistoryTable:
    """Give the table, points and members as they stand in the book."""
    ladder = programme.shape.tiers.ladder if programme.shape.tiers is not None else ()
    held = unit.tiers.counts(programme.name)
    order = list(Outcome)
    counts = sorted(tally.rows.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    return HistoryTable(
        programme=programme.name,
        digest=programme.digest,
        at=at,
        members=unit.members.count(programme.name),
        tiers={step.name: held.get(step.name, 0) for step in ladder},
        orders_of_members=tally.orders[True],
        orders_of_nobody=tally.orders[False],
        returns=tally.returns,
        sold=Money(tally.sold, programme.currency),
        refunded=Money(tally.refunded, programme.currency),
        points=_points(unit.ledger.moved(programme.name, POINTS)),
        rows=tuple(RowCount(outcome, code, rows) for (outcome, code), rows in counts),
    )


def _points(moved: Mapping[tuple[Account, Account], int]) -> PointCounts:
    into: Counter[Account] = Counter()
    out: Counter[Account] = Counter()
    for (source, destination), amount in moved.items():
        out[source] += amount
        into[destination] += amount
    balance = {account: into[account] - out[account] for account in Account}
    return PointCounts(
        issued=out[Account.ISSUED],
        taken_back=into[Account.ISSUED],
        spent=balance[Account.REDEEMED],
        lapsed=balance[Account.LAPSED],
        pending=balance[Account.PENDING],
        owed=-balance[Account.OWED],
        open=sum(points for account, points in balance.items() if account.startswith("M.")),
    )
