"""Gifts for points, transaction by transaction: what an order's points bring is within the law's cap.

What is counted of an order is the most its rules can give: the base with the best tier's factor and the
multipliers that can meet, and what is added, which orders below its least amount do not have; of a
table, what the case of its rows gives that gives the most. A reward
that is a code of the programme's own voucher takes something off a price, and that is no gift.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from math import prod
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.syntax.syntax_tree import Binary, Compare, Expression, Name, Number
from loyalty.language.tables import most_given, read_table
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


Most = Callable[[Dated[Fraction] | EarnTableShape], Fraction]
"""Gives the most that a value of a rule ever is, by its days or by its table."""


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
        if reward.value is None or reward.voucher is not None:
            continue
        earned = _earned(matter.shape, reward.wallet, partial(_most, matter))
        given = _above(matter.shape, reward, reward.value, earned, share)
        if given is not None:
            yield _breach(reward, given, law)


def _most(matter: Matter, written: Dated[Fraction] | EarnTableShape) -> Fraction:
    if isinstance(written, Dated):
        return max(written.values)
    table = read_table(written.table, matter.programme.source[written.table], [])
    return most_given(table, written.by, written.hit) if table is not None else _NONE


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


def _earned(shape: ProgrammeShape, wallet: str, most: Most) -> _Earned:
    """Give the most that orders earn of a wallet's points."""
    earn = shape.earn
    own = next((each.earn for each in shape.wallets if each.id == wallet), None)
    base = earn.base if earn is not None and wallet == POINTS else own
    each = _NONE
    if base is not None:
        each = most(base.points) / min(base.for_each.values)
    if earn is None:
        return _Earned(each)
    if wallet == POINTS:
        each *= _best_tier(shape) * _multiplied(earn, most)
    adding = [
        (rule, most(rule.add))
        for rule in earn.rules
        if (rule.wallet or POINTS) == wallet and rule.add is not None
    ]
    each += sum((_each_step(rule, points) for rule, points in adding), _NONE)
    added = tuple((_least(rule.when), points) for rule, points in adding if not _each_step(rule, points))
    return _Earned(each, added, "additions" in earn.combine)


def _best_tier(shape: ProgrammeShape) -> Fraction:
    factors = [tier.earn for tier in shape.tiers.ladder] if shape.tiers is not None else []
    return max((value for factor in factors for value in factor.values), default=_ONE)


def _multiplied(earn: EarnShape, most: Most) -> Fraction:
    """Give the most that multipliers make of a line's points, of those that run on one day."""
    rules = [(rule, most(rule.multiply)) for rule in earn.rules if rule.multiply is not None]
    begins = {rule.from_ or date.min for rule, _ in rules}
    return max((_meeting(earn, _running(rules, day)) for day in begins), default=_ONE)


def _running(rules: Iterable[tuple[EarnRuleShape, Fraction]], day: date) -> list[Fraction]:
    """Give the factors above one of the rules that run on a day."""
    return [
        factor
        for rule, factor in rules
        if factor > 1 and (rule.from_ or date.min) <= day <= (rule.until or date.max)
    ]


def _meeting(earn: EarnShape, factors: list[Fraction]) -> Fraction:
    if _TOGETHER.isdisjoint(earn.combine):
        return max(factors, default=_ONE)
    if "sum_multipliers" in earn.combine:
        return _ONE + sum((factor - 1 for factor in factors), _NONE)
    return prod(factors, start=_ONE)


def _each_step(rule: EarnRuleShape, most: Fraction) -> Fraction:
    """Give what a rule adds for each unit of money: by steps of an order's, or by a card that money fills."""
    if rule.once_per == "step" and rule.for_each:
        return most / rule.for_each
    if rule.card is not None and rule.card.of == "money":
        return most / rule.card.each
    return _NONE


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
