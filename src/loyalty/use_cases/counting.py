"""What orders and events count for later ones: read before, kept with them, taken off by a return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.earning.cards import run_before
from loyalty.earning.counts import (
    BUDGET,
    CARD,
    EARNED,
    GIVEN,
    RUN,
    STREAK,
    TIMES,
    budget_formulas,
    counts_of,
    history_of,
    measure_of_count,
    streak_of,
)
from loyalty.kernel.identity import MemberId
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.shapes.programme import points_budgets
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.remembered import Remembered
from loyalty.use_cases.times import around

_BEFORE = tuple(f"{HISTORY}{what}." for what in (BUDGET, CARD, EARNED, GIVEN, RUN, TIMES))


def counts_before(name: str) -> bool:
    """Whether an input of a sheet is what orders counted before."""
    return name.startswith(_BEFORE)


@dataclass(frozen=True, slots=True)
class Counting:
    """Reads what a member's orders and events counted before one at ``at``."""

    unit: Remembered
    programme: Programme
    member: MemberId
    at: datetime

    def before(self, name: str) -> int:
        """Give the value of an input for which `counts_before` holds."""
        what, _, rest = name.removeprefix(HISTORY).partition(".")
        if what == BUDGET:
            return self.unit.budgets.given(self.programme.name, rest)
        if what == RUN:
            return self._run(rest)
        rule, _, time = rest.partition(".")
        return self._came_to(measure_of_count(what, rule), time or "ever")

    def _came_to(self, measure: str, time: str) -> int:
        period, known = around(self.programme, self.at, time), around(self.programme, self.at, "ever").end
        name = self.programme.name
        orders = self.unit.orders
        whose = one_person(self.unit, self.member)
        return max(0, sum(orders.counted_between(each, name, measure, period, known) for each in whose))

    def _run(self, rule: str) -> int:
        streak = streak_of(self.programme.shape, rule)
        return run_before(streak, local_day(self.programme, self.at), *self.streak_days(rule))

    def streak_days(self, rule: str) -> tuple[set[date], set[date]]:
        """Give the days that count for the streak of a rule, and those on which it gave points."""
        return self._days(measure_of_count(STREAK, rule)), self._days(measure_of_count(TIMES, rule))

    def _days(self, measure: str) -> set[date]:
        """Give the days of orders that still count of a measure."""
        by_instant: dict[datetime, int] = {}
        whose = one_person(self.unit, self.member)
        for each in (spent for one in whose for spent in self.unit.orders.spends(one, self.programme.name)):
            if each.measure == measure:
                by_instant[each.occurred_at] = by_instant.get(each.occurred_at, 0) + each.amount
        return {local_day(self.programme, at) for at, amount in by_instant.items() if amount > 0}


def counted(decision: Decision, before: Decision | None = None) -> Iterator[tuple[str, int]]:
    """Give what an order counts for, or what a return changes of it; nothing where that is nothing."""
    for count in counts_of(decision.programme.shape):
        amount = decision.value(count.formula) - (before.value(count.formula) if before is not None else 0)
        if amount:
            yield count.measure, amount


def take_of_budgets(unit: Remembered, decision: Decision) -> None:
    """Count what an order takes of the budgets. Raises DecideAgain where so much is not left."""
    for name, most, points in _of_budgets(decision):
        if points:
            unit.budgets.take(decision.programme.name, name, points, most)


def give_back_to_budgets(unit: Remembered, kept_order: Decision, before: Decision) -> None:
    """Count what a change of an order takes back, where the budget may give it again.

    Where a later change leaves more of the order's award, that is counted again. Raises DecideAgain
    where so much is not left.
    """
    again, programme = _given_again(kept_order), kept_order.programme.name
    for (name, most, kept), (_, _, points) in zip(_of_budgets(kept_order), _of_budgets(before), strict=True):
        if name in again and kept < points:
            unit.budgets.give_back(programme, name, points - kept)
        elif name in again and kept > points:
            unit.budgets.take(programme, name, kept - points, most)


def given_of_budgets(unit: Remembered, programme: Programme) -> dict[str, int]:
    """Give what every budget has given."""
    return {each.id: unit.budgets.given(programme.name, each.id) for each in points_budgets(programme.shape)}


def beyond_budgets(
    kept_order: Decision, before: Decision, sale: Decision, given: Mapping[str, int]
) -> dict[str, int]:
    """Give the facts that hold what is kept of an order to its budgets; none where it is within them.

    A budget that may give again gives no more than is left beside what the order has of it; of
    one that stays spent an order has no more than at the sale.
    """
    again, found = _given_again(kept_order), {}
    each = zip(_of_budgets(kept_order), _of_budgets(before), _of_budgets(sale), strict=True)
    for (name, most, kept), (_, _, had), (_, _, sold) in each:
        allowed = had + max(0, most - given[name]) if name in again else sold
        if kept > max(had, allowed):
            found[history_of(BUDGET, name)] = most - max(had, allowed)
    return found


def _given_again(decision: Decision) -> set[str]:
    return {each.id for each in decision.programme.shape.budgets if each.after_return == "given_back"}


def _of_budgets(decision: Decision) -> Iterator[tuple[str, int, int]]:
    """Give each budget by name with its points and what the order takes of it."""
    shape = decision.programme.shape
    for budget in points_budgets(shape):
        taken = sum(decision.value(formula) for formula in budget_formulas(shape, budget.id))
        yield budget.id, budget.whole_points, taken
