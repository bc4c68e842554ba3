"""What is given away stays within an amount: by each order, in a month, or as long as the programme binds.

Given away is what discounts take off, fees that are spared, and what earned points pay for by `redeem`,
those of other wallets as what they can be converted into, and those for bringing somebody.
Over time, orders are without number, so that only budgets bound what they give, and vouchers that count so
often in all and no more; a budget for each member does not. What rewards are worth is not counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from loyalty.constraints.claims import refuted, settled
from loyalty.constraints.limited import Uses, shown, uses_of
from loyalty.constraints.shares import amount_of
from loyalty.constraints.spending import Spending, brought_by, worth_of_a_point, worths_of
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.occasions.moments import REFERRED
from loyalty.language.readers.specialise import World
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import (
    ProgrammeShape,
    discount_budgets,
    discounts_of,
    points_budgets,
)
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.tree import Comparison, Kind
from loyalty.pricing.budgets import budgets_of, most_of, taken_formula
from loyalty.prover.deciding import Effort, decide_claim
from loyalty.prover.showing.bound import always
from loyalty.prover.trying.claim import Known

ENROLLED = "member.enrolled"
_BROUGHT: Known = {ENROLLED: 1, REFERRED: 1}
_IN_A_MONTH = {"day": 31, "week": 6, "month": 1, "year": 1, "ever": 1}
"""How many times of each length a month can touch."""


def decide(programme: Programme, params: Params, effort: Effort) -> Answer:
    """Give what is known of what is given away against the amount."""
    amount = amount_of(params, "at_most") * 10**programme.currency.exponent
    per = str(params["per"])
    if per != "order":
        return _Over(programme, amount, per, effort).answer()
    spending, both = Spending(programme, worths_of(programme)), brought_by(programme)
    claims = [spending.at_most("what an order gives away", amount, {})]
    if both:
        bringing = replace(spending, brought=both)
        claims.append(bringing.at_most("what a first order and bringing give away", amount, _BROUGHT))
    return settled(programme, claims, effort, f"no order gives away more than {params['at_most']}")


@dataclass(frozen=True, slots=True)
class _Over:
    """What is given away over a time, against an amount in minor units."""

    programme: Programme
    amount: Fraction
    per: str
    effort: Effort

    def answer(self) -> Answer:
        """Give what the budgets allow, and what gives something away outside of every budget."""
        rules = discounts_of(self.programme.shape)
        apart = tuple(taken_formula(rule.id) for rule in rules if self._budget(rule) is not None)
        uses = Uses(self.programme, self.effort, apart)
        loose = list(self._loose(uses))
        if loose:
            said = f"no budget bounds {', '.join(loose[:3])} {self._time()}, and orders are without number"
            return self._refuted(said, apart)
        found = [uses.behind(rule) for rule in rules if self._budget(rule) is None]
        vouchers = [each for each in self.programme.shape.vouchers if each in found]
        by_vouchers, worst = uses.most(vouchers), self._worst(of_money=False)
        if by_vouchers is None:
            return self._by_vouchers(uses, vouchers, "the solver knows no bound on what a voucher takes off")
        limits = "the budgets and vouchers together give" if vouchers else "the budgets together give"
        said = f"{limits} at most {self._money(worst + by_vouchers)} {self._time()}"
        if worst + by_vouchers <= self.amount:
            return Answer.shown(f"{said}; by structure" + (" and the solver" if vouchers else ""))
        if self._worst(of_money=True) > self.amount:
            return self._refuted(f"{said}, a little with every order", ())
        return self._by_vouchers(uses, vouchers, f"{said}, which is more than {self._money(self.amount)}")

    def _by_vouchers(self, uses: Uses, vouchers: list[VoucherShape], said: str) -> Answer:
        """Refute by an order with a voucher that may be repeated until the amount is given away."""
        more = uses.more(vouchers, self.amount)
        if more is None:
            return Answer.open(said) if self.effort.search else Answer.unchecked("`loyalty prove` decides it")
        voucher, claim, result = more
        found = refuted(self.programme, claim, result)
        return found._replace(because=f"{found.because}, as often as {uses_of(voucher)} times {self._time()}")

    def _loose(self, uses: Uses) -> Iterator[str]:
        """Give what gives something away outside of every budget and of vouchers that are limited."""
        shape = self.programme.shape
        if any(any(step.discount.values) for step in (shape.tiers.ladder if shape.tiers is not None else ())):
            yield "the discounts of the tiers"
        unbounded = (rule for rule in discounts_of(shape) if self._budget(rule) is None)
        yield from (f"`{rule.id}`" for rule in unbounded if uses.behind(rule) is None)
        if worth_of_a_point(self.programme):
            if worths_of(self.programme):
                yield "the points of orders"
            if brought_by(self.programme):
                yield "the points for bringing somebody"
            yield from (f"`{rule.id}`" for rule in shape.events if rule.budget is None)

    def _budget(self, rule: DiscountRuleShape) -> BudgetShape | None:
        """Give the budget that bounds a rule over the time, the first it names."""
        found = budgets_of(self.programme.shape, rule)
        return next((each for each in found if "member" not in each.per and self._times(each)), None)

    def _times(self, budget: BudgetShape) -> int:
        """Give how often a budget is full again within the time, 0 where nobody knows."""
        return _IN_A_MONTH[budget.time] if self.per == "month" else _in_all(self.programme.shape, budget.time)

    def _worst(self, *, of_money: bool) -> Fraction:
        """Give what the budgets of discounts allow, or only those of money, which is given to the end."""
        minor = 10**self.programme.currency.exponent
        rules = [(rule, self._budget(rule)) for rule in discounts_of(self.programme.shape)]
        total = Fraction(0)
        for budget in discount_budgets(self.programme.shape):
            own = [rule for rule, held in rules if held is not None and held.id == budget.id]
            if not own or (of_money and budget.money is None):
                continue
            each = 1 if budget.money is not None else sum(self._most(rule) for rule in own)
            total += most_of(budget, minor) * each * self._times(budget)
        points = 0 if of_money else sum(each.whole_points for each in points_budgets(self.programme.shape))
        return total + points * worth_of_a_point(self.programme)

    def _most(self, rule: DiscountRuleShape) -> int:
        """Give the most a rule takes off one order: by its bounds, or an amount the solver finds enough."""
        shape = self.programme.shape
        world = World(self.programme.basket.compiled.sheet, {}, shape.numbers.limits.lines)
        tree = world.tree(taken_formula(rule.id))
        dated = [each for each in (rule.amount, rule.at_most) if each is not None]
        minor = 10**self.programme.currency.exponent
        for most in sorted(int(max(each.values) * minor) for each in dated) if self.effort.solve else ():
            taken = t.read(taken_formula(rule.id), Kind.MONEY, tree.den, tree.lo, tree.hi)
            if most < tree.hi and always(world, t.compare(Comparison.LE, taken, t.const(Kind.MONEY, most))):
                return most
        return tree.hi

    def _refuted(self, said: str, apart: tuple[str, ...]) -> Answer:
        """Refute by an order that gives something away besides ``apart``, where there is one."""
        shape = self.programme.shape
        budgeted = [rule for rule in shape.earn.rules if rule.budget is not None] if shape.earn else []
        spending = Spending(self.programme, {} if budgeted else worths_of(self.programme), apart)
        bringing, about = replace(spending, brought=brought_by(self.programme)), "an order that gives away"
        claims = [spending.at_most(about, Fraction(0), shown(self.programme))]
        if bringing.brought:
            claims.append(bringing.at_most(about, Fraction(0), {**shown(self.programme), **_BROUGHT}))
        for claim in claims:
            result = decide_claim(self.programme, claim, self.effort)
            if result.holds is False:
                return refuted(self.programme, claim, result)._replace(because=said)
        return Answer.open(said) if self.effort.search else Answer.unchecked("`loyalty prove` decides it")

    def _money(self, minor: Fraction) -> str:
        places = self.programme.currency.exponent
        return f"{decimal_text(minor / 10**places, places)} {self.programme.currency.code}"

    def _time(self) -> str:
        return "in a month" if self.per == "month" else "as long as the programme binds"


def _in_all(shape: ProgrammeShape, time: str) -> int:
    """Give how many times of a length the days of a programme can touch, 0 where they have no end."""
    first, last = shape.effective.from_, shape.effective.until
    if time == "ever":
        return 1
    if last is None:
        return 0
    days, years = (last - first).days + 1, last.year - first.year + 1
    months = (years - 1) * 12 + last.month - first.month + 1
    return {"day": days, "week": days // 7 + 2, "month": months, "year": years}[time]
