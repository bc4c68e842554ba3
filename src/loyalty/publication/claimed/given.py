"""What the part that a text names gives: whether it is free, and how much it takes off, least and most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.facts import VOUCHER
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.plans import AddOnShape, PlanShape, SeatsShape, UsageShape
from loyalty.language.shapes.programme import IncentiveShape, discounts_of
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.publication.matter import Matter

_ALL: Final = Fraction(1)
_FREE_UNITS: Final = ("free", "free_units", "free_events", "free_amount")


@dataclass(frozen=True, slots=True)
class Given:
    """Shares and amounts that are taken off; ``stepped`` where each stands beside the others, by quantity.

    ``uncapped`` is a share that comes to any amount, ``of_unknown`` a price that is set, so that nobody knows
    how much it takes off, ``of_sets`` what is given for units that are bought together, ``costs`` what each
    of those costs then, where that is set.
    """

    shares: tuple[Fraction, ...] = ()
    amounts: tuple[Fraction, ...] = ()
    stepped: bool = False
    uncapped: bool = False
    free: bool = False
    of_unknown: bool = False
    of_sets: bool = False
    costs: tuple[Fraction, ...] = ()

    @property
    def takes_off(self) -> bool:
        """Whether anything is taken off."""
        return any(self.shares) or any(self.amounts) or self.of_unknown

    def has_share(self, told: Fraction, *, most: bool) -> bool:
        """Whether a share that is told is taken off: always, or where it says up to, once."""
        return bool(self.shares) and self._is_met(told, self.shares, most=most)

    def has_amount(self, told: Fraction, *, most: bool) -> bool:
        """Whether an amount that is told is taken off; a share without a cap comes to any amount once."""
        return (most and self.uncapped) or (
            bool(self.amounts) and self._is_met(told, self.amounts, most=most)
        )

    def is_got_for(self, told: Fraction) -> bool:
        """Whether units of a set cost no more than is told; where no price is set, nobody knows."""
        return self.of_sets and max(self.costs, default=told) <= told

    def _is_met(self, told: Fraction, given: tuple[Fraction, ...], *, most: bool) -> bool:
        return told <= (max(given) if most or (self.stepped and told in given) else min(given))


def given_by(matter: Matter, owner: Shape) -> Iterator[Given]:
    """Give what a part gives; a voucher, and a reward that hands one over, by the rules that ask for it."""
    match owner:
        case DiscountRuleShape():
            yield _of_rule(matter, owner)
        case CouponShape():
            yield _of_coupon(owner)
        case VoucherShape():
            yield from _of_voucher(matter, owner.id)
        case RewardShape() if owner.voucher is not None:
            yield from _of_voucher(matter, owner.voucher)
        case RewardShape() if owner.value is not None:
            yield Given((), (owner.value,))
        case IncentiveShape():
            yield from (_of_rule(matter, rule) for rule in discounts_of(matter.shape))
            yield Given(free=bool(matter.shape.rewards))
            if matter.shape.tiers is not None:
                yield _cut(tier.discount for tier in matter.shape.tiers.ladder if any(tier.discount.values))
        case PlanShape():
            costless = owner.price is None or not any(owner.price.amount.values)
            held = any(_has_free(usage.terms) for usage in owner.usage)
            yield Given(free=owner.trial is not None or costless or held)
        case AddOnShape():
            yield Given(free=not any(owner.amount.values))
        case UsageShape() | SeatsShape():
            yield Given(free=_has_free(owner.terms))
        case _:
            pass


def is_above(rule: DiscountRuleShape, told: Fraction) -> bool:
    """Whether an order must come to more than is told."""
    reached = None if rule.reached is None else rule.reached.amount
    return reached is not None and max(reached.values) > told


def set_by(rule: DiscountRuleShape) -> Iterator[Fraction]:
    """Give the prices that a rule sets, of an article or of several together."""
    dated = [rule.price]
    dated += [rule.bundle.price] if rule.bundle is not None else []
    dated += [rule.buy_get.price] if rule.buy_get is not None else []
    dated += [step.unit for step in rule.quantities.steps] if rule.quantities is not None else []
    for each in dated:
        yield from _values(each)


def times_of(owner: EarnRuleShape) -> Fraction | None:
    """Give by what a rule multiplies points at least, None where no number says so."""
    return min(owner.multiply.values) if isinstance(owner.multiply, Dated) else None


def added_by(owner: EarnRuleShape | EarnEventShape) -> Fraction | None:
    """Give the points that a rule or an event gives at least, None where it does so by steps or a table."""
    if isinstance(owner, EarnEventShape):
        return min(owner.points.values)
    if owner.for_each is not None or owner.once_per != "order" or not isinstance(owner.add, Dated):
        return None
    return min(owner.add.values)


def shares_of(matter: Matter, besides: Shape) -> Iterator[Fraction]:
    """Give the shares that the other discounts and the tiers take off."""
    for rule in discounts_of(matter.shape):
        yield from () if rule is besides else _of_rule(matter, rule).shares
    if matter.shape.tiers is not None:
        yield from _cut(tier.discount for tier in matter.shape.tiers.ladder).shares


def back_of(matter: Matter, owner: Shape) -> Fraction | None:
    """Give the share of a price that comes back at least as points that pay, None where a table says it."""
    earn, redeem = matter.shape.earn, matter.shape.redeem
    worth = None if redeem is None else redeem.worth
    if earn is None or worth is None:
        return Fraction(0)
    base, rule = earn.base, owner if isinstance(owner, EarnRuleShape) else None
    if rule is not None and rule.add is not None:
        if not isinstance(rule.add, Dated):
            return None
        if rule.for_each is None:
            return Fraction(0)
        return min(rule.add.values) / Fraction(rule.for_each) * worth.each()
    times = Fraction(1) if rule is None else times_of(rule)
    if times is None or not isinstance(base.points, Dated):
        return None
    return min(base.points.values) / max(base.for_each.values) * times * worth.each()


def most_off(matter: Matter, voucher: VoucherShape) -> Fraction | None:
    """Give the most that one code takes off as often as it counts, None where that has no bound."""
    limits = (voucher.each_code, voucher.each_member, voucher.in_all)
    times = min((limit for limit in limits if limit is not None), default=None)
    taken = list[Fraction]()
    for rule in _asking(matter, voucher.id):
        if _may_apply(matter, rule, voucher.id):
            most = _most_of(matter, rule)
            if most is None or times is None:
                return None
            taken.append(most * times)
    basket = matter.shape.basket
    best = basket is not None and basket.discounts is not None and basket.discounts.combine == "best"
    return max(taken, default=Fraction(0)) if best else sum(taken, Fraction(0))


def _may_apply(matter: Matter, rule: DiscountRuleShape, voucher: str) -> bool:
    """Whether a rule can apply where a code of a voucher is shown."""
    asked = f"when.{rule.id}"
    known = asked in matter.programme.basket.compiled.sheet.behind
    return not known or matter.may_hold(asked, f"{VOUCHER}{voucher}", True)  # noqa: FBT003 - what the fact is


def _most_of(matter: Matter, rule: DiscountRuleShape) -> Fraction | None:
    """Give the most that a rule takes off one order, None where that has no bound."""
    if rule.at_most is not None:
        return max(rule.at_most.values)
    if rule.amount is not None and rule.each in {None, "order"}:
        return max(rule.amount.values)
    if rule.free_fee is not None:
        return max(_of_fee(matter, rule).amounts, default=None)
    return None


def _of_rule(matter: Matter, rule: DiscountRuleShape) -> Given:
    if rule.percent is not None:
        capped = rule.at_most
        amounts = () if capped is None else capped.values
        free = min(rule.percent.values) == _ALL
        return Given(rule.percent.values, (Fraction(0), *amounts), uncapped=capped is None, free=free)
    if rule.amount is not None:
        return Given((), rule.amount.values)
    if rule.quantities is not None:
        shares = tuple(value for step in rule.quantities.steps for value in _values(step.percent))
        priced = any(step.unit is not None for step in rule.quantities.steps)
        return Given(shares, stepped=True, uncapped=bool(shares), of_unknown=priced)
    if rule.buy_get is not None:
        got = rule.buy_get
        free = any(_values(got.percent)) and min(_values(got.percent)) == _ALL
        nothing = got.price is not None and not any(got.price.values)
        shares = _values(got.percent) or ((_ALL,) if nothing else ())
        each = tuple(share * Fraction(got.get, got.buy + got.get) for share in shares)
        amounts = _values(got.amount)
        free = free or nothing
        costs = _values(got.price)
        return Given(
            (*each, *shares), amounts, stepped=True, free=free, of_unknown=True, of_sets=True, costs=costs
        )
    if rule.free_fee is not None:
        return _of_fee(matter, rule)
    costs = _values(rule.price)
    free = bool(costs) and not any(costs)
    return Given(free=free, of_unknown=True, of_sets=rule.bundle is not None)


def _of_fee(matter: Matter, rule: DiscountRuleShape) -> Given:
    """Give what a rule that spares a fee takes off: the share of it, and of a fixed one the amount."""
    shares = _values(rule.share) or (_ALL,)
    fees = matter.shape.basket.fees if matter.shape.basket is not None else ()
    fixed = next((fee.amount for fee in fees if fee.id == rule.free_fee), None)
    amounts = tuple(value * min(shares) for value in _values(fixed))
    return Given(shares, amounts, free=min(shares) == _ALL, of_unknown=True)


def _of_coupon(coupon: CouponShape) -> Given:
    shares = () if coupon.percent is None else (coupon.percent,)
    amounts = () if coupon.amount is None else (coupon.amount,)
    return Given(shares, amounts, uncapped=bool(shares), free=coupon.percent == _ALL)


def _of_voucher(matter: Matter, voucher: str) -> Iterator[Given]:
    yield from (_of_rule(matter, rule) for rule in _asking(matter, voucher))
    asking = _names_asking(matter, voucher)
    earning = matter.shape.earn.rules if matter.shape.earn is not None else ()
    yield Given(free=any(rule.id in asking for rule in earning))  # points, for no money


def _asking(matter: Matter, voucher: str) -> Iterator[DiscountRuleShape]:
    """Give the discounts that ask for a voucher, by their ids."""
    asking = _names_asking(matter, voucher)
    rules = (rule for rule in discounts_of(matter.shape) if rule.id in asking)
    yield from sorted(rules, key=lambda rule: rule.id)


def _names_asking(matter: Matter, voucher: str) -> frozenset[str]:
    return frozenset(use.rule for use in matter.uses if use.read == f"{VOUCHER}{voucher}")


def _cut(discounts: Iterable[Dated[Fraction]]) -> Given:
    return Given(tuple(value for each in discounts for value in each.values), stepped=True, uncapped=True)


def _has_free(terms: Shape) -> bool:
    """Whether terms of a charge have units that cost nothing: before the model, or in one of its bands."""
    if any(getattr(terms, name, 0) for name in _FREE_UNITS):
        return True
    priced: tuple[Shape, ...] = getattr(terms, "bands", ()) or (terms,)
    return any(not any(_costs(each)) for each in priced)


def _costs(priced: Shape) -> tuple[Fraction, ...]:
    dated = (getattr(priced, name, None) for name in ("unit", "flat", "amount", "rate", "fixed", "package"))
    found = [each for each in dated if isinstance(each, Dated)]
    return tuple(value for each in found for value in each.values) if found else (_ALL,)


def _values(dated: Dated[Fraction] | None) -> tuple[Fraction, ...]:
    return () if dated is None else dated.values
