"""What balances buy less of by a new version than by the one that binds, for every balance there is.

Devaluation is any change after which some balance buys less, later or not at all: what points are
worth as payment, the fewest, the steps and the share of an order; rewards that are gone, cost more
or are there for fewer members or days; conversions; transfers; points as payment of plans.
Every day from the new version's first on is looked at; a value by dates changes on few of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from loyalty.comparison.content import content
from loyalty.comparison.losing.promises import fewer
from loyalty.comparison.losing.worth import TooFineError, Worth, smallest_that_buys_less
from loyalty.kernel.money import currency
from loyalty.language.dated import Dated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.earn import RedeemShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.wallets import ConversionShape, TransferShape
from loyalty.language.syntax.syntax_tree import Expression, names_in

_DAY = timedelta(days=1)
CODE = "DEVALUATION_UNANNOUNCED"


@dataclass(frozen=True, slots=True)
class Less:
    """Something some balance buys less of, from a day on; ``balance`` is the smallest that does.

    ``balance`` is None where every one does, or where it cannot be said, which ``open`` tells.
    ``what`` is a sentence without its full stop.
    """

    where: str
    what: str
    since: date
    balance: int | None = None
    open: bool = False


def devaluations(old: ProgrammeShape, new: ProgrammeShape) -> tuple[Less, ...]:
    """Give everything of which some balance buys less from the first day of ``new`` on."""
    found = [
        *_payment(old, new),
        *_rewards(old, new),
        *_conversions(old, new),
        *_transfers(old, new),
        *_plans(old, new),
    ]
    first: dict[tuple[str, str], Less] = {}
    for less in found:
        first.setdefault((less.where, less.what), less)
    return tuple(first.values())


def _days(new: ProgrammeShape, *dated: Dated[Fraction] | date | None) -> Iterator[date]:
    """Give the first day of the new version and every later one on which a value changes."""
    first, last = new.effective.from_, new.effective.until or date.max
    later: set[date] = set()
    for each in dated:
        days = [day for day, _ in each.entries] if isinstance(each, Dated) else [each]
        later |= {day for day in days if day is not None and first < day <= last}
    yield from (first, *sorted(later))


def _value(dated: Dated[Fraction], day: date, otherwise: Fraction) -> Fraction:
    return dated.at(day) if dated.exists(day) else otherwise


def _payment(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    before, after = old.redeem, new.redeem
    if before is None:
        return
    first = new.effective.from_
    if after is None or old.currency != new.currency:
        yield Less("redeem", "points can no longer pay", first, _first_worth(old, before, first))
        return
    for day in _days(new, before.at_least, after.at_least):
        for tier in dict.fromkeys(("", *(before.worth.by_tier or ()), *(after.worth.by_tier or ()))):
            was, is_ = _worth(old, before, day, tier), _worth(new, after, day, tier)
            whose = f" for members of {tier}" if tier else ""
            sides = f"{_pays(old, before, day, tier)} before, {_pays(new, after, day, tier)} now"
            yield from _smaller("redeem", f"points pay less{whose}: {sides}", day, (was, is_, new))
    yield from _share(old, new, before, after)


def _smaller(
    where: str, what: str, day: date, compared: tuple[Worth, Worth, ProgrammeShape]
) -> Iterator[Less]:
    old, new, shape = compared
    try:
        balance = smallest_that_buys_less(old, new, int(shape.numbers.limits.points))
    except TooFineError:
        yield Less(where, what, day, open=True)
        return
    if balance is not None:
        yield Less(where, what, day, balance)


def _worth(shape: ProgrammeShape, redeem: RedeemShape, day: date, tier: str = "") -> Worth:
    """Give what points pay on a day for a tier, in steps of money, of an order that is large enough."""
    each = redeem.worth.each(tier) / shape.numbers.money.step
    least = int(_value(redeem.at_least, day, Fraction(1)))
    return Worth(each, least, int(redeem.steps) if redeem.steps is not None else 1)


def _first_worth(shape: ProgrammeShape, redeem: RedeemShape, day: date) -> int | None:
    worth = _worth(shape, redeem, day)
    nothing = Worth(Fraction(0), worth.least)
    try:
        return smallest_that_buys_less(worth, nothing, int(shape.numbers.limits.points))
    except TooFineError:
        return None


def _pays(shape: ProgrammeShape, redeem: RedeemShape, day: date, tier: str) -> str:
    places = currency(shape.currency).exponent
    money = decimal_text(redeem.worth.each(tier) * redeem.worth.points, places)
    steps = f" in steps of {decimal_text(redeem.steps)}" if redeem.steps is not None else ""
    least = decimal_text(_value(redeem.at_least, day, Fraction(1)))
    worth = f"{money} {shape.currency} for {decimal_text(redeem.worth.points)}"
    return f"{worth}, from {least} on{steps}"


def _share(
    old: ProgrammeShape, new: ProgrammeShape, before: RedeemShape, after: RedeemShape
) -> Iterator[Less]:
    """Give whether points may pay a smaller part of an order."""
    was, is_ = before.at_most, after.at_most
    if is_ is None:
        return
    if was is not None and (content(was.of), _summed(old, was.of)) != (content(is_.of), _summed(new, is_.of)):
        what = "points pay a part of something else of the order; whether that is less is open"
        yield Less("redeem", what, new.effective.from_, open=True)
        return
    for day in _days(new, was.share if was is not None else None, is_.share):
        held = _value(was.share, day, Fraction(0)) if was is not None else Fraction(1)
        now = _value(is_.share, day, Fraction(0))
        if now < held or was is None:
            what = f"points pay at most {_percent(now)} of an order, {_percent(held)} before"
            yield Less("redeem", what, day, max(int(_value(before.at_least, day, Fraction(1))), 1))


def _summed(shape: ProgrammeShape, of: Expression) -> tuple[object, ...]:
    """Give what the facts of an expression are summed of."""
    facts = (shape.facts.get(name.name) for name in names_in(of))
    return tuple((content(fact.sum_of), content(fact.except_when)) for fact in facts if fact is not None)


def _percent(share: Fraction) -> str:
    return f"{decimal_text(share * 100)} %"


def _rewards(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    after = {reward.id: reward for reward in new.rewards}
    for reward in old.rewards:
        found = after.get(reward.id)
        ends = (each.until + _DAY if each is not None and each.until else None for each in (reward, found))
        later = found if found is not None else reward
        for day in _days(new, reward.cost, later.cost, reward.from_, later.from_, *ends):
            if _offered(reward, day):
                yield from _reward(reward, found if found and _offered(found, day) else None, day)


def _offered(reward: RewardShape, day: date) -> bool:
    begun = reward.from_ is None or reward.from_ <= day
    return begun and (reward.until is None or day <= reward.until) and reward.cost.exists(day)


def _reward(old: RewardShape, new: RewardShape | None, day: date) -> Iterator[Less]:
    cost = int(old.cost.at(day))
    if new is None or new.wallet != old.wallet:
        yield Less(old.id, f"`{old.id}` can no longer be had for {cost} points", day, cost)
        return
    now = int(new.cost.at(day))
    if now > cost:
        yield Less(old.id, f"`{old.id}` costs {now} points, {cost} before", day, cost)
    if set(new.tiers) and (not old.tiers or not set(old.tiers) <= set(new.tiers)):
        yield Less(old.id, f"`{old.id}` is for members of fewer tiers", day, cost)
    if fewer(old.stock, new.stock):
        yield Less(old.id, f"there are fewer of `{old.id}`", day, cost)
    if fewer(old.per_member, new.per_member):
        yield Less(old.id, f"each member may have fewer of `{old.id}`", day, cost)


def _conversions(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    after = {conversion.id: conversion for conversion in new.conversions}
    for conversion in old.conversions:
        found = after.get(conversion.id)
        same = found is not None and _ways(found) == _ways(conversion)
        for day in _days(new, conversion.get, found.get if found is not None and same else None):
            was = _converted(conversion, day)
            if was is None:
                continue
            is_ = _converted(found, day) if found is not None and same else None
            what = f"`{conversion.id}` gives fewer points" if is_ else f"`{conversion.id}` is gone"
            now = is_ if is_ is not None else Worth(Fraction(0))
            yield from _smaller(conversion.id, what, day, (was, now, new))
        if found is not None and same:
            yield from _less_often(conversion.id, conversion, found, new.effective.from_)


def _ways(conversion: ConversionShape) -> tuple[str, str, str | None]:
    return conversion.from_, conversion.to, conversion.programme


def _converted(conversion: ConversionShape, day: date) -> Worth | None:
    """Give what points become on a day; None where there is no rate yet."""
    if not conversion.get.exists(day):
        return None
    least = int(conversion.at_least) if conversion.at_least is not None else 1
    most = int(conversion.at_most) if conversion.at_most is not None else None
    return Worth(conversion.get.at(day) / conversion.give, least, 1, most, conversion.round)


def _less_often(
    where: str, old: ConversionShape | TransferShape, new: ConversionShape | TransferShape, day: date
) -> Iterator[Less]:
    for name, time in (("per_day", "a day"), ("per_month", "a month")):
        bound = getattr(new, name)
        if fewer(getattr(old, name), bound):
            yield Less(where, f"at most {decimal_text(bound)} points {time}", day, int(bound) + 1)


def _transfers(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    day = new.effective.from_
    after = {wallet.id: wallet for wallet in new.wallets}
    for wallet in old.wallets:
        if wallet.transfer is None:
            continue
        found = after[wallet.id].transfer if wallet.id in after else None
        if found is None:
            yield Less(wallet.id, f"points of `{wallet.id}` can no longer be given to others", day, 1)
            continue
        if fewer(wallet.transfer.at_most, found.at_most) and found.at_most is not None:
            most = decimal_text(found.at_most)
            what = f"at most {most} points of `{wallet.id}` can be given at once"
            yield Less(wallet.id, what, day, int(found.at_most) + 1)
        yield from _less_often(wallet.id, wallet.transfer, found, day)


def _plans(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give the plans that points pay a smaller part of."""
    after = {plan.id: plan for plan in new.plans}
    for plan in old.plans:
        if plan.points is None:
            continue
        found = after.get(plan.id)
        share = found.points.at_most if found is not None and found.points is not None else None
        for day in _days(new, plan.points.at_most, share):
            held = _value(plan.points.at_most, day, Fraction(0))
            now = _value(share, day, Fraction(0)) if share is not None else Fraction(0)
            if now < held:
                what = f"points pay at most {_percent(now)} of `{plan.id}`, {_percent(held)} before"
                yield Less(plan.id, what, day)
