"""Gifts for points, transaction by transaction: what an order's points bring is within the law's cap.

What is counted of an order is the most its rules can give: the base with the best tier's factor and the
multipliers that can meet, and what is added, which orders below its least amount do not have. A reward
that is a code of the programme's own voucher takes something off a price, and that is no gift.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import prod
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.syntax.syntax_tree import Binary, Compare, Expression, Name, Number
from loyalty.language.tree import Comparison
from loyalty.profiles.profile import Value
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter

_SMALL: Final = Fraction(1000)
_SMALL_GIFT: Final = Fraction(200)
"""In yen: what may be given with any purchase under 1,000. Source: notification on free premiums, Japan."""
_ONE: Final = Fraction(1)
_NONE: Final = Fraction(0)
_MONEY: Final = frozenset({"order.total", "line.amount"})
_TOGETHER: Final = frozenset({"sum_multipliers", "chain_multipliers", "lanes"})
"""The stages in which several multipliers count for one line."""


@dataclass(frozen=True, slots=True)
class _Earned:
    """The most points an order earns: in proportion to its money, and added from amounts of money on."""

    each: Fraction
    added: tuple[tuple[Fraction, Fraction], ...] = ()
    together: bool = True

    def on(self, money: Fraction) -> Fraction:
        """Give the most points of an order of so much money."""
        reached = [points for least, points in self.added if least <= money]
        more = sum(reached, _NONE) if self.together else max(reached, default=_NONE)
        return money * self.each + more


def check_premiums(matter: Matter) -> Iterator[Breach]:
    """Give rewards that are worth more than a gift may be of what has to be bought for them."""
    law = next(iter(matter.law.values("premium.most_percent")), None)
    if law is None or not isinstance(law.value, int):
        return
    share = Fraction(law.value, 100)
    for reward in matter.shape.rewards:
        earned = _earned(matter.shape, reward.wallet) if reward.voucher is None else None
        if reward.value is None or earned is None:
            continue
        given = _above(matter.shape, reward, reward.value, earned, share)
        if given is not None:
            yield _breach(reward, given, law)


def _breach(reward: RewardShape, given: str, law: Value) -> Breach:
    message = f"the reward `{reward.id}` is worth more than {law.value} % of what has to be bought for it"
    help_ = "ask for more points, or give less"
    return Breach("PT-10", "PREMIUM_CAP", reward.place("value"), message + given, help_, law)


def _above(
    shape: ProgrammeShape, reward: RewardShape, worth: Fraction, earned: _Earned, share: Fraction
) -> str | None:
    """Give the order whose points bring more than the cap as words, empty where every order's do."""
    cost = min(reward.cost.values)
    if earned.each and worth > _cap(shape, cost / earned.each, share):
        return ""
    for money in sorted({least for least, _ in earned.added if least or shape.currency == "JPY"}):
        points = earned.on(money)
        if points * worth / cost > _cap(shape, money, share):
            return f": an order of {decimal_text(money)} {shape.currency} earns {decimal_text(points)} points"
    return None


def _cap(shape: ProgrammeShape, bought: Fraction, share: Fraction) -> Fraction:
    """Give the most a gift may be worth with a purchase of so much money."""
    cap = bought * share
    return max(cap, _SMALL_GIFT) if shape.currency == "JPY" else cap


def _earned(shape: ProgrammeShape, wallet: str) -> _Earned | None:
    """Give the most that orders earn of a wallet's points, None where a table says how many."""
    earn = shape.earn
    own = next((each.earn for each in shape.wallets if each.id == wallet), None)
    base = earn.base if earn is not None and wallet == POINTS else own
    each = _NONE
    if base is not None:
        if not isinstance(base.points, Dated):
            return None
        each = max(base.points.values) / min(base.for_each.values)
    if earn is None:
        return _Earned(each)
    if wallet == POINTS:
        each *= _best_tier(shape) * _multiplied(earn)
    adding = [rule for rule in earn.rules if (rule.wallet or POINTS) == wallet and rule.add is not None]
    each += sum((_each_step(rule) for rule in adding), _NONE)
    added = tuple((_least(rule.when), _once(rule)) for rule in adding if _once(rule))
    return _Earned(each, added, "additions" in earn.combine)


def _best_tier(shape: ProgrammeShape) -> Fraction:
    factors = [tier.earn for tier in shape.tiers.ladder] if shape.tiers is not None else []
    return max((value for factor in factors for value in factor.values), default=_ONE)


def _multiplied(earn: EarnShape) -> Fraction:
    """Give the most that multipliers make of a line's points, of those that run on one day."""
    rules = [rule for rule in earn.rules if isinstance(rule.multiply, Dated)]
    return max((_meeting(earn, _running(rules, day)) for day in _begins(rules)), default=_ONE)


def _begins(rules: Iterable[EarnRuleShape]) -> set[date]:
    return {rule.from_ or date.min for rule in rules}


def _running(rules: Iterable[EarnRuleShape], day: date) -> list[Fraction]:
    """Give the factors above one of the rules that run on a day."""
    there = [rule for rule in rules if (rule.from_ or date.min) <= day <= (rule.until or date.max)]
    most = [max(rule.multiply.values) for rule in there if isinstance(rule.multiply, Dated)]
    return [factor for factor in most if factor > 1]


def _meeting(earn: EarnShape, factors: list[Fraction]) -> Fraction:
    if _TOGETHER.isdisjoint(earn.combine):
        return max(factors, default=_ONE)
    if "sum_multipliers" in earn.combine:
        return _ONE + sum((factor - 1 for factor in factors), _NONE)
    return prod(factors, start=_ONE)


def _each_step(rule: EarnRuleShape) -> Fraction:
    """Give what a rule adds for each unit of money: by steps of an order's, or by a card that money fills."""
    most = _most(rule)
    if rule.once_per == "step" and rule.for_each:
        return most / rule.for_each
    if rule.card is not None and rule.card.of == "money":
        return most / rule.card.each
    return _NONE


def _once(rule: EarnRuleShape) -> Fraction:
    """Give what a rule adds to one order, whatever the order comes to."""
    return _NONE if _each_step(rule) else _most(rule)


def _most(rule: EarnRuleShape) -> Fraction:
    return max(rule.add.values) if isinstance(rule.add, Dated) else _NONE


def _least(when: Expression | None) -> Fraction:
    """Give the least amount of money that an order meeting a condition has, as far as it says so itself."""
    match when:
        case Binary(op="and", left=left, right=right):
            return max(_least(left), _least(right))
        case Binary(op="or", left=left, right=right):
            return min(_least(left), _least(right))
        case Compare(op=Comparison.GE | Comparison.GT, left=Name(name=name), right=Number(text=text)):
            return Fraction(text) if name in _MONEY else _NONE
        case Compare(op=Comparison.LE | Comparison.LT, left=Number(text=text), right=Name(name=name)):
            return Fraction(text) if name in _MONEY else _NONE
        case _:
            return _NONE
