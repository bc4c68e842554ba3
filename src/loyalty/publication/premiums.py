"""Gifts for points, transaction by transaction: what an order's points bring is within the law's cap.

What is counted of an order is the most its rules can give: the base with the best tier's factor and the
multipliers that can meet, and what is added, which orders below its least amount do not have, all held to
the caps; of a table, what the case of its rows gives that gives the most. Points for something that only who
has bought may do, and those of who was brought, come with an order too: each counts once for it. Where each
event earns, or the first of a day, a week or a month, several may come of one order, and that is a warning.
A reward that is a code of the programme's own voucher takes something off a price, and a donation goes to
somebody else: neither is a gift.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import prod
from typing import Final

from loyalty.kernel.money import currency
from loyalty.kernel.rounding import round_fraction
from loyalty.language.dated import Dated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.earn import CapShape, EarnRuleShape, EarnShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.syntax.syntax_tree import Binary, Compare, Expression, Name, Number
from loyalty.language.tables import most_given, read_table
from loyalty.language.tree import Comparison
from loyalty.profiles.profile import Value
from loyalty.profiles.windows import days_of
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter

_SMALL: Final = Fraction(1000)
_SMALL_GIFT: Final = Fraction(200)
"""In yen: what may be given with any purchase under 1,000. Source: notification on free premiums, Japan."""
_ONE: Final = Fraction(1)
_NONE: Final = Fraction(0)
_OF_ORDER: Final = frozenset({"order.total", "line.amount"})
_OF_LINE: Final = {"line": frozenset({"line.amount"}), "unit": frozenset({"line.unit_price"})}
"""The amounts that a line, and each unit of it, come to at least."""
_UNKNOWN: Final = "the rule `{}` gives points for each {}, however little that costs"
_LESS: Final = "ask for more points, or give less"
_STATE_IT: Final = "state a least price in its `when`, `line.amount` or `line.unit_price`, or `at_most`"
_UNTOLD: Final = (
    "nobody can tell whether the reward `{}` is worth at most {} % of what has to be bought for it"
)
_TELL_IT: Final = (
    "write what it costs where it is sold as its `value`; a code of your own is named as its `voucher`"
)
_EACH: Final = (
    "`{}` may earn several times over one order, so that the reward `{}` may be worth more than {} % "
    "of what has to be bought for it"
)
_TIMES: Final = {"day": 1, "week": 7, "month": 28}
"""The fewest days of the times in which an event earns once."""
_ONCE: Final = "write `once_per: member`, or a cap of a time in `earn.caps`, or ask for more points"
_TOGETHER: Final = frozenset({"sum_multipliers", "chain_multipliers", "lanes"})
"""The stages in which several multipliers count for one line."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The points of an order by one rule: so many, and so many for each unit of money, from an amount on."""

    given: Fraction = _NONE
    each: Fraction = _NONE
    most: Fraction | None = None
    least: Fraction = _NONE

    def on(self, money: Fraction) -> Fraction:
        """Give the most points of an order of so much money."""
        points = self.given + self.each * money if money >= self.least else _NONE
        return points if self.most is None else min(points, self.most)

    @property
    def turns(self) -> Iterator[Fraction]:
        """Give the amounts of money at which it begins, and from which on it brings no more."""
        yield self.least
        if self.most is not None and self.each:
            yield max(self.most - self.given, _NONE) / self.each


@dataclass(frozen=True, slots=True)
class _Earned:
    """The most points an order earns: by the base, and by what rules add, held to the ``most`` of an order.

    ``beside`` comes with the order and not for it; ``in_all`` is the most of both.
    """

    base: _Part
    added: tuple[_Part, ...] = ()
    together: bool = True
    most: Fraction | None = None
    beside: tuple[_Part, ...] = ()
    in_all: Fraction | None = None

    def on(self, money: Fraction) -> Fraction:
        """Give the most points of an order of so much money."""
        points = self._uncapped(money)
        points = (points if self.most is None else min(points, self.most)) + self._beside(money)
        return points if self.in_all is None else min(points, self.in_all)

    @property
    def each(self) -> Fraction:
        """Give the points for each unit of money where an order grows without end."""
        if self.most is not None or self.in_all is not None:
            return _NONE
        return self.base.each + self._of([part.each for part in self.added if part.most is None])

    @property
    def turns(self) -> set[Fraction]:
        """Give the amounts of money between which what is earned grows evenly."""
        turns = {money for part in (*self.added, *self.beside) for money in part.turns}
        return turns | set(self._full(sorted({_NONE, *turns})))

    def _full(self, turns: Sequence[Fraction]) -> Iterator[Fraction]:
        """Give the amounts at which an order reaches a most, between two turns or at one."""
        for first, last in zip(turns, [*turns[1:], None], strict=True):
            within = first + 1 if last is None else (first + last) / 2
            begins = self._uncapped(first)
            grows = (self._uncapped(within) - begins) / (within - first)
            rest = None if self.in_all is None else self.in_all - self._beside(first)
            for most in (each for each in (self.most, rest) if each is not None):
                full = first + (most - begins) / grows if grows else first
                if first <= full and (last is None or full < last):
                    yield full

    def _beside(self, money: Fraction) -> Fraction:
        return sum((part.on(money) for part in self.beside), _NONE)

    def _uncapped(self, money: Fraction) -> Fraction:
        return self.base.on(money) + self._of([part.on(money) for part in self.added])

    def _of(self, points: Sequence[Fraction]) -> Fraction:
        return sum(points, _NONE) if self.together else max(points, default=_NONE)


def check_premiums(matter: Matter) -> Iterator[Breach]:
    """Give rewards worth more than a gift may be of what was bought; warn of those that say no worth."""
    law = next(iter(matter.law.values("premium.most_percent")), None)
    if law is None or not isinstance(law.value, int):
        return
    days = sorted(_days(matter))
    for reward in matter.shape.rewards:
        if reward.voucher is not None or reward.kind == "donation":
            continue
        if reward.value is None:
            message = _UNTOLD.format(reward.id, law.value)
            yield Breach("PT-10", "PREMIUM_CAP", reward.span, message, _TELL_IT, law, warning=True)
            continue
        share = Fraction(law.value, 100)
        given = next(_brought(matter, reward, reward.value, days, share), None)
        if given is not None:
            yield _breach(reward, *given, law)
            continue
        several = matter.shape.numbers.limits.lines
        repeated = next(_of_each(matter, reward, days), None)
        if repeated and any(_brought(matter, reward, reward.value, days, share, several)):
            message = _EACH.format(repeated.id, reward.id, law.value)
            place = repeated.place("once_per")
            yield Breach("PT-10", "PREMIUM_CAP", place, message, _ONCE, law, warning=True)


def _brought(  # noqa: PLR0913, PLR0917 - a reward, its worth, and when and how often it is looked at
    matter: Matter,
    reward: RewardShape,
    worth: Fraction,
    days: Sequence[date],
    share: Fraction,
    times: int = 1,
) -> Iterator[tuple[str, str]]:
    """Give what brings more of a reward than the cap, where each event comes so many times of an order."""
    for day in days:
        for wallet, rate in _sources(matter.shape, reward.wallet, day).items():
            each = rate * worth / _least_cost(reward, day)
            found = _above(matter, wallet, each, day, share, times)
            if found is not None:
                yield found


def _of_each(matter: Matter, reward: RewardShape, days: Sequence[date]) -> Iterator[EarnEventShape]:
    """Give what only a buyer may do for points of a reward and that earns more than once after an order."""
    for event in matter.shape.events:
        wallets = {wallet for day in days for wallet in _sources(matter.shape, reward.wallet, day)}
        if _of_order(event, days[0], 2) > 1 and (event.wallet or POINTS) in wallets:
            yield event


def _of_order(event: EarnEventShape, day: date, most: int) -> int:
    """Give how often, up to ``most``, an event earns that hangs on one order, none where it hangs on none.

    A time of the calendar begins as often as it can in the days in which the order counts.
    """
    if event.needs is None:
        return 0
    each = _TIMES.get(event.once_per)
    if event.once_per == "event" or (each and event.needs.within is None):
        return most
    if each is None or event.needs.within is None:
        return 1
    return min(most, (days_of(event.needs.within, day) - 1) // each + 2)


def _sources(shape: ProgrammeShape, wallet: str, day: date) -> dict[str, Fraction]:
    """Give the wallets whose points buy what those of one do, with the most that each of them becomes."""
    found, looked = {wallet: _ONE}, [wallet]
    while looked:
        to = looked.pop()
        for each in shape.conversions:
            rates = [rate for first, rate in each.get.entries if first is None or day <= first]
            rates += [each.get.at(day)] if each.get.exists(day) else []
            if each.programme is None and each.to == to and each.from_ not in found and rates:
                found[each.from_] = found[to] * max(rates) / each.give
                looked.append(each.from_)
    return found


def _days(matter: Matter) -> set[date]:
    """Give the day that is looked at, and the later ones on which an order begins to earn otherwise."""
    earn, tiers, last = matter.shape.earn, matter.shape.tiers, matter.shape.effective.until
    bases = [wallet.earn for wallet in matter.shape.wallets if wallet.earn is not None]
    events = [event for event in matter.shape.events if event.needs is not None]
    values: list[Dated[Fraction] | EarnTableShape | None] = [event.points for event in events]
    begins: list[date | None] = [event.from_ for event in events]
    if earn is not None:
        bases.append(earn.base)
        values += [value for rule in earn.rules for value in (rule.multiply, rule.add, rule.at_most)]
        caps = (*earn.caps, *(cap for rule in earn.rules for cap in rule.caps))
        values += [cap.at_most for cap in caps]
        begins += [rule.from_ for rule in earn.rules]
    values += [value for base in bases for value in (base.points, base.for_each)]
    values += [tier.earn for tier in tiers.ladder] if tiers is not None else []
    begins += [day for value in values if isinstance(value, Dated) for day, _ in value.entries]
    first = matter.law.day
    return {first, *(day for day in begins if day is not None and first < day <= (last or date.max))}


def _breach(reward: RewardShape, given: str, help_: str, law: Value) -> Breach:
    message = f"the reward `{reward.id}` is worth more than {law.value} % of what has to be bought for it"
    return Breach("PT-10", "PREMIUM_CAP", reward.place("value"), message + given, help_, law)


def _above(  # noqa: PLR0913, PLR0917 - what is earned, what it buys, and the cap
    matter: Matter, wallet: str, each: Fraction, day: date, share: Fraction, times: int
) -> tuple[str, str] | None:
    """Give which order's points bring more than the cap, empty where every large one's do, and what helps."""
    shape = matter.shape
    known, unknown = _earned(matter, wallet, day, times)
    if unknown is not None:
        return f": {unknown}", _STATE_IT
    if known.each * each > share:
        return "", _LESS
    for money in sorted({max(money, _SMALL) if shape.currency == "JPY" else money for money in known.turns}):
        points = known.on(money)
        if money and points * each > _cap(shape, money, share):
            whole = shape.numbers.points
            told = round_fraction(points / whole.step, whole.round) * whole.step
            order = f"{decimal_text(money)} {shape.currency}"
            return f": an order of {order} earns {decimal_text(told)} points", _LESS
    return None


def _least_cost(reward: RewardShape, day: date) -> Fraction:
    """Give the fewest points a reward costs on a day or later."""
    later = [points for first, points in reward.cost.entries if first is not None and first > day]
    return min([*later, reward.cost.at(day)] if reward.cost.exists(day) else later)


def _cap(shape: ProgrammeShape, bought: Fraction, share: Fraction) -> Fraction:
    """Give the most a gift may be worth with a purchase of so much money."""
    cap = bought * share
    return max(cap, _SMALL_GIFT) if shape.currency == "JPY" else cap


def _earned(matter: Matter, wallet: str, day: date, times: int) -> tuple[_Earned, str | None]:
    """Give the most that orders of a day earn of a wallet's points, and a rule of which nobody can tell."""
    shape, earn = matter.shape, matter.shape.earn
    own = next((each.earn for each in shape.wallets if each.id == wallet), None)
    base = earn.base if earn is not None and wallet == POINTS else own
    each = _NONE
    if base is not None and base.for_each.exists(day):
        each = _most(matter, base.points, day) / base.for_each.at(day)
    beside = tuple(_beside(matter, wallet, day, times))
    if earn is None:
        return _Earned(_Part(each=each), beside=beside), None
    running = [rule for rule in earn.rules if (rule.from_ or day) <= day <= (rule.until or day)]
    if wallet == POINTS:
        factors = [_most(matter, rule.multiply, day) for rule in running if rule.multiply is not None]
        each *= _best_tier(shape, day) * _meeting(earn, [factor for factor in factors if factor > 1])
    parts = []
    for rule in running:
        if (rule.wallet or POINTS) == wallet and rule.add is not None:
            part = _part(matter, rule, _most(matter, rule.add, day), day)
            if part is None:
                return _Earned(_Part(each=each)), _UNKNOWN.format(rule.id, rule.once_per)
            parts.append(part)
    caps = earn.caps if wallet == POINTS else ()
    most, in_all = (_capped(caps, day, of_order=True), _capped(caps, day, of_order=False))
    return _Earned(_Part(each=each), tuple(parts), "additions" in earn.combine, most, beside, in_all), None


def _beside(matter: Matter, wallet: str, day: date, times: int) -> Iterator[_Part]:
    """Give what a buyer alone may do for points, so many times of an order where it earns again and again.

    And what who was brought has of one.
    """
    for event in matter.shape.events:
        runs = (event.from_ or day) <= day <= (event.until or day) and event.points.exists(day)
        if event.needs is not None and runs and (event.wallet or POINTS) == wallet:
            yield _Part(event.points.at(day) * _of_order(event, day, times))
    referral = matter.shape.referral
    if referral is not None and wallet == POINTS:
        yield _Part(referral.referred, least=referral.at_least)


def _capped(caps: Sequence[CapShape], day: date, *, of_order: bool) -> Fraction | None:
    """Give the most points of an order alone, or else of all that a member is given in a time."""
    return _least_of([cap.at_most for cap in caps if (cap.per == ("order",)) is of_order], day)


def _part(matter: Matter, rule: EarnRuleShape, points: Fraction, day: date) -> _Part | None:
    """Give what a rule adds to an order; None where lines or units may cost nothing."""
    most = _least_of([rule.at_most, *(cap.at_most for cap in rule.caps)], day)
    step = Fraction(1, 10 ** currency(matter.shape.currency).exponent)
    least = _least(rule.when, _OF_ORDER, step)
    if rule.once_per == "step" and rule.for_each:
        return _Part(each=points / rule.for_each, most=most, least=least)
    if rule.card is not None and rule.card.of == "money":
        return _Part(each=points / rule.card.each, most=most, least=least)
    each = _price_of_one(rule, step)
    if each is None:
        return _Part(points if most is None else min(points, most), least=least)
    if each:
        return _Part(each=points / each, most=most, least=max(least, each))
    if most is not None or not points:
        return _Part(most or _NONE, least=least)
    return None


def _price_of_one(rule: EarnRuleShape, step: Fraction) -> Fraction | None:
    """Give the least that lines or units cost for which a rule adds once; None where an order is meant."""
    card = rule.card
    if card is not None and card.of == "units" and not card.once:
        unit = _OF_LINE["unit"]
        return card.each * max(_least(rule.when, unit, step), _least(card.lines, unit, step))
    return _least(rule.when, _OF_LINE[rule.once_per], step) if rule.once_per in _OF_LINE else None


def _least_of(caps: Sequence[Dated[Fraction] | None], day: date) -> Fraction | None:
    """Give the least of the caps that there are on a day."""
    return min((cap.at(day) for cap in caps if cap is not None and cap.exists(day)), default=None)


def _most(matter: Matter, written: Dated[Fraction] | EarnTableShape, day: date) -> Fraction:
    """Give the most that a value of a rule is on a day, of a table by any of its rows."""
    if isinstance(written, Dated):
        return written.at(day) if written.exists(day) else _NONE
    table = read_table(written.table, matter.programme.source[written.table], [])
    return most_given(table, written.by, written.hit) if table is not None else _NONE


def _best_tier(shape: ProgrammeShape, day: date) -> Fraction:
    factors = [tier.earn for tier in shape.tiers.ladder] if shape.tiers is not None else []
    return max((factor.at(day) for factor in factors if factor.exists(day)), default=_ONE)


def _meeting(earn: EarnShape, factors: list[Fraction]) -> Fraction:
    if _TOGETHER.isdisjoint(earn.combine):
        return max(factors, default=_ONE)
    if "sum_multipliers" in earn.combine:
        return _ONE + sum((factor - 1 for factor in factors), _NONE)
    return prod(factors, start=_ONE)


def _least(when: Expression | None, names: frozenset[str], step: Fraction) -> Fraction:
    """Give the least that one of some amounts of money is where a condition holds, as far as it says so."""
    match when:
        case Binary(op="and", left=left, right=right):
            return max(_least(left, names, step), _least(right, names, step))
        case Binary(op="or", left=left, right=right):
            return min(_least(left, names, step), _least(right, names, step))
        case Compare(op=Comparison.GE | Comparison.GT as op, left=Name(name=name), right=Number(text=text)):
            more = op is Comparison.GT
        case Compare(op=Comparison.LE | Comparison.LT as op, left=Number(text=text), right=Name(name=name)):
            more = op is Comparison.LT
        case _:
            return _NONE
    if name not in names:
        return _NONE
    return Fraction(text) + step if more else Fraction(text)
