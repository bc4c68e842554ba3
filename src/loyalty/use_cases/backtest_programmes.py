"""Decide a history by two versions of a programme in memory: nothing is booked, nothing is kept.

Members are independent of one another, so a history can be cut into parts by member, each
decided by a process of its own; what the parts came to is added up. Only where campaigns have
budgets, which all members share, is everything decided in order of time, in one part.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import lcm

from loyalty.backtest.member import Case, Losers, Row, Side, Worth
from loyalty.backtest.part import Part
from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme, reads_lines_as
from loyalty.history.bill import Bill
from loyalty.history.stated import NOTHING, Stated
from loyalty.use_cases.backtests.memory import OneMember
from loyalty.use_cases.backtests.version import Version
from loyalty.use_cases.refusals import VersionsDiffer


@dataclass(frozen=True, slots=True)
class BacktestProgrammes:
    """Two versions, and the bills: of one member after the other, or where budgets are shared, by time.

    ``end`` is the local time the history ends at; ``progress`` is told of rows as they are
    done. With ``redeem`` members pay with points whenever they have some and may. ``stated`` are
    the facts that the bills state.
    """

    old: Programme
    new: Programme
    bills: Iterable[Bill]
    end: datetime
    progress: Callable[[int], None]
    redeem: bool = False
    stated: Stated = NOTHING


def share_budgets(old: Programme, new: Programme) -> bool:
    """Whether members are not independent: a history is then decided whole and in order of time."""
    return bool(old.shape.budgets or new.shape.budgets)


def worth_of(programme: Programme) -> Fraction:
    """Give the most a point buys for anybody, in minor units; nothing where points pay for nothing."""
    redeem = programme.shape.redeem
    if redeem is None:
        return Fraction(0)
    most: Fraction = redeem.worth.most
    return most * Fraction(10) ** programme.currency.exponent


def check_versions(old: Programme, new: Programme) -> None:
    """Give nothing where both are versions of one programme. Raises VersionsDiffer."""
    for what, one, other in (
        ("programme", old.name, new.name),
        ("currency", old.currency.code, new.currency.code),
        ("timezone", old.shape.timezone, new.shape.timezone),
    ):
        if one != other:
            raise VersionsDiffer(f"The {what} of the old version is {one}, of the new one {other}.")


def backtest_programmes(command: BacktestProgrammes) -> Part:
    """Give what both versions came to on the bills that were handed in.

    Raises VersionsDiffer where the versions are of different programmes or currencies.
    """
    check_versions(command.old, command.new)
    backtest = _Backtest(command)
    for bill in command.bills:
        backtest.take(bill)
        command.progress(len(bill.lines) + len(bill.left_out))
    return backtest.closed()


@dataclass(slots=True)
class _Pair:
    """A member under both versions, and the order by which they lose most so far."""

    old: OneMember | None = None
    new: OneMember | None = None
    latest: datetime | None = None
    gain: int = 0
    case: Case | None = None


class _Backtest:
    def __init__(self, command: BacktestProgrammes) -> None:
        self._old = Version(command.old, command.stated, redeem=command.redeem)
        self._new = Version(command.new, command.stated, redeem=command.redeem)
        self._alike = reads_lines_as(command.old, command.new)
        self._by_time = share_budgets(command.old, command.new)
        self._end = self._old.instant(command.end)
        self._pairs: dict[str, _Pair] = {}
        self._nobody = _Pair()
        worth = Worth(worth_of(command.old), worth_of(command.new))
        self._minor = lcm(worth.old.denominator, worth.new.denominator)
        self._old_point, self._new_point = int(worth.old * self._minor), int(worth.new * self._minor)
        self._part = Part(self._old.tally, self._new.tally, Losers(worth))

    def take(self, bill: Bill) -> None:
        """Let both versions decide a sale or a cancellation."""
        for outcome in bill.left_out:
            self._old.left_out(outcome)
            self._new.left_out(outcome)
        if not bill.lines:
            return
        pair = self._nobody
        if bill.buyer is not None:
            if bill.buyer not in self._pairs and not self._by_time:
                self._close()
            pair = self._pairs.get(bill.buyer) or self._pairs.setdefault(bill.buyer, _Pair())
        at = self._old.at(bill)
        # Local times that the clocks skip in spring would go back.
        at = pair.latest = max(at, pair.latest or at)
        if bill.cancels:
            self._old.cancel(bill, pair.old, at)
            self._new.cancel(bill, pair.new, at)
        else:
            self._sell(bill, pair, at)

    def _sell(self, bill: Bill, pair: _Pair, at: datetime) -> None:
        if bill.buyer is not None:
            pair.old = pair.old or self._old.enrol(at)
            pair.new = pair.new or self._new.enrol(at)
        old = self._old.sell(bill, pair.old, at)
        new = self._new.sell(bill, pair.new, at, old if self._alike else None)
        if old is None or new is None or bill.buyer is None:
            return
        gain = self._cost(old, self._old_point) - self._cost(new, self._new_point)
        if pair.case is None or gain <= pair.gain:
            pair.gain = gain
            pair.case = Case(bill.number, old.situation, new.situation)

    def _cost(self, decision: Decision, point: int) -> int:
        return self._minor * decision.payable + point * (decision.points_used - decision.points_earned)

    def closed(self) -> Part:
        """Close every member, and give what it all came to."""
        self._close()
        sides = (Side(self._old.paid_by_nobody), Side(self._new.paid_by_nobody))
        self._part.rows.append(Row("", *sides))
        return self._part

    def _close(self) -> None:
        for buyer, pair in self._pairs.items():
            if pair.old is None or pair.new is None:
                continue
            old, new = self._old.close(pair.old, self._end), self._new.close(pair.new, self._end)
            row = self._old.told(pair.old, self._end, Row(buyer, old, new))
            self._part.rows.append(row)
            self._part.losers.offer(row, pair.case)
        self._pairs.clear()
