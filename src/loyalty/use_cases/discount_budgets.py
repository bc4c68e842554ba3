"""Budgets of discounts: read before an order, promised to its quote, taken with it, given back later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.programme import discount_budgets, discounts_of
from loyalty.pricing.budget_parts import BudgetPart, Claimant, scope_of
from loyalty.pricing.budgets import most_of, taken_before, taken_formula
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.refusals import BudgetGone
from loyalty.use_cases.remembered import Remembered
from loyalty.use_cases.times import around


@dataclass(frozen=True, slots=True)
class Spending:
    """The budgets of discounts as an order of ``member`` at ``at`` meets them."""

    unit: Remembered
    programme: Programme
    member: MemberId | None
    at: datetime

    def before(self, reads: Iterable[str], now: datetime) -> dict[str, int]:
        """Give what was taken of each budget that a sheet reads, promises to others' quotes counted."""
        asked = set(reads)
        claimant = Claimant(now, self.member)
        return {
            taken_before(budget.id): self._gone(budget, claimant)
            for budget in discount_budgets(self.programme.shape)
            if taken_before(budget.id) in asked
        }

    def take(self, decision: Decision, now: datetime, quote: str | None = None) -> None:
        """Take what an order takes. Raises DecideAgain where so much is not left."""
        for part in self._parts(decision):
            self.unit.discount_budgets.take(part, Claimant(now, self.member, quote))

    def promise(self, decision: Decision, now: datetime, quote: str, until: datetime) -> None:
        """Keep what an order would take for a quote of it. Raises DecideAgain where so much is not left."""
        for part in self._parts(decision):
            self.unit.discount_budgets.promise(part, Claimant(now, self.member, quote), until)

    def check_promise(self, decision: Decision, now: datetime, quote: str) -> None:
        """Refuse an order by a quote of which the budgets have not enough left. Raises BudgetGone."""
        for budget in discount_budgets(self.programme.shape):
            part = self._part(budget, taken_by(decision, budget))
            if part.amount > self._left(budget, Claimant(now, self.member, quote)):
                raise BudgetGone(budget=budget.id)

    def change(self, kept_order: Decision, before: Decision, now: datetime) -> None:
        """Give back what a change of an order takes back, where the budget may give it again.

        Where a later change leaves more of a discount, that is taken again. Raises DecideAgain
        where so much is not left.
        """
        for budget in discount_budgets(self.programme.shape):
            more = taken_by(kept_order, budget) - taken_by(before, budget)
            if budget.after_return == "given_back" and more:
                part = self._part(budget, more)
                if more > 0:
                    self.unit.discount_budgets.take(part, Claimant(now, self.member))
                else:
                    self.unit.discount_budgets.give_back(part.programme, part.scope, -more)

    def given(self, now: datetime) -> dict[str, int]:
        """Give what every budget has given, promises to others' quotes counted."""
        claimant = Claimant(now, self.member)
        return {each.id: self._gone(each, claimant) for each in discount_budgets(self.programme.shape)}

    def _parts(self, decision: Decision) -> Iterator[BudgetPart]:
        """Give what is taken, in one order for all writers, so that no two wait for each other."""
        for budget in discount_budgets(self.programme.shape):
            amount = taken_by(decision, budget)
            if amount:
                yield self._part(budget, amount)

    def _part(self, budget: BudgetShape, amount: int) -> BudgetPart:
        name, others = self.programme.name, self._of_merged(budget)
        most = most_of(budget, _minor(self.programme)) - others
        return BudgetPart(name, self._scope(budget, self.member), amount, most)

    def _left(self, budget: BudgetShape, claimant: Claimant) -> int:
        return most_of(budget, _minor(self.programme)) - self._gone(budget, claimant)

    def _gone(self, budget: BudgetShape, claimant: Claimant) -> int:
        of, store = (self.programme.name, self._scope(budget, self.member)), self.unit.discount_budgets
        return store.taken(*of) + store.promised(*of, claimant) + self._of_merged(budget)

    def _of_merged(self, budget: BudgetShape) -> int:
        """Give what members who go on as this one took of a budget per member."""
        if self.member is None or "member" not in budget.per:
            return 0
        whose = (each for each in one_person(self.unit, self.member) if each != self.member)
        scopes = (self._scope(budget, each) for each in whose)
        return sum(self.unit.discount_budgets.taken(self.programme.name, scope) for scope in scopes)

    def _scope(self, budget: BudgetShape, member: MemberId | None) -> str:
        first = around(self.programme, self.at, budget.time).start
        return scope_of(budget, member, local_day(self.programme, first))


def taken_by(decision: Decision, budget: BudgetShape) -> int:
    """Give what an order takes of a budget: money in minor units, or one use for each rule."""
    rules = (rule for rule in discounts_of(decision.programme.shape) if budget.id in rule.budget)
    taken = [decision.value(taken_formula(rule.id)) for rule in rules]
    return sum(taken) if budget.money is not None else sum(1 for each in taken if each)


def beyond_left(
    kept_order: Decision, before: Decision, sale: Decision, given: Mapping[str, int]
) -> dict[str, int]:
    """Give the facts that hold what is kept of an order to its budgets; none where it is within them.

    A budget that may give again gives no more than is left beside what the order has of it; of one
    that stays spent an order has no more than at the sale. ``given`` is what each has given.
    """
    shape, minor, found = kept_order.programme.shape, _minor(kept_order.programme), {}
    for budget in discount_budgets(shape):
        kept, had = taken_by(kept_order, budget), taken_by(before, budget)
        again = budget.after_return == "given_back"
        most = most_of(budget, minor)
        allowed = had + max(0, most - given.get(budget.id, 0)) if again else taken_by(sale, budget)
        if kept > max(had, allowed):
            found[taken_before(budget.id)] = most - max(had, allowed)
    return found


def _minor(programme: Programme) -> int:
    return int(10**programme.currency.exponent)
