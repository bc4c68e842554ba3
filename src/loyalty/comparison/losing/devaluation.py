"""What balances buy less of by a new version than by the one that binds, for every balance there is.

Devaluation is any change after which some balance buys less, later or not at all: what points are
worth as payment, the fewest, the steps and the share of an order; rewards that are gone, cost more,
are there for fewer members or days, are something else, count for a shorter time or take less off
an order; conversions; transfers; points as payment of plans; and what stands in the way of it all:
a charge on who pays with points, households that share less, an earlier end of the programme.
Every day from the new version's first on is looked at; a value by dates changes on few of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from loyalty.comparison.content import content
from loyalty.comparison.losing.code_worth import gives_less_from
from loyalty.comparison.losing.hindrances import hindrances
from loyalty.comparison.losing.loss import Less
from loyalty.comparison.losing.promises import fewer, sooner
from loyalty.comparison.losing.sayings import Said, said
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


def devaluations(old: ProgrammeShape, new: ProgrammeShape) -> tuple[Less, ...]:
    """Give everything of which some balance buys less from the first day of ``new`` on."""
    found = [
        *_payment(old, new),
        *_rewards(old, new),
        *_conversions(old, new),
        *_transfers(old, new),
        *_plans(old, new),
        *hindrances(old, new),
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
        yield _payment_gone(old, before, first)
        return
    for day in _days(new, before.at_least, after.at_least):
        for tier in dict.fromkeys(("", *(before.worth.by_tier or ()), *(after.worth.by_tier or ()))):
            was, is_ = _worth(old, before, day, tier), _worth(new, after, day, tier)
            sides = {"old": _pays(old, before, day, tier), "new": _pays(new, after, day, tier)}
            what = said("payment_less_tier", tier=tier, **sides) if tier else said("payment_less", **sides)
            yield from _smaller(Less("redeem", what, day, worth=(was, is_)), new)
    yield from _share(old, new, before, after)


def _smaller(less: Less, shape: ProgrammeShape) -> Iterator[Less]:
    """Give it with the smallest balance that buys less, nothing where none does."""
    assert less.worth is not None  # noqa: S101 - whoever calls says what is compared
    try:
        balance = smallest_that_buys_less(*less.worth, int(shape.numbers.limits.points))
    except TooFineError:
        yield replace(less, open=True, worth=None)
        return
    if balance is not None:
        yield replace(less, balance=balance)


def _worth(shape: ProgrammeShape, redeem: RedeemShape, day: date, tier: str = "") -> Worth:
    """Give what points pay on a day for a tier, in steps of money, of an order that is large enough."""
    each = redeem.worth.each(tier) / shape.numbers.money.step
    least = int(_value(redeem.at_least, day, Fraction(1)))
    return Worth(each, least, int(redeem.steps) if redeem.steps is not None else 1)


def _payment_gone(shape: ProgrammeShape, redeem: RedeemShape, day: date) -> Less:
    worth = _worth(shape, redeem, day)
    less = Less("redeem", said("payment_gone"), day, worth=(worth, Worth(Fraction(0), worth.least)))
    found = next(_smaller(less, shape), less)
    return replace(found, open=False)  # whichever balance it is, it buys nothing now


def _pays(shape: ProgrammeShape, redeem: RedeemShape, day: date, tier: str) -> Said:
    places = currency(shape.currency).exponent
    money = decimal_text(redeem.worth.each(tier) * redeem.worth.points, places)
    told = {
        "money": money,
        "currency": shape.currency,
        "points": decimal_text(redeem.worth.points),
        "least": decimal_text(_value(redeem.at_least, day, Fraction(1))),
    }
    if redeem.steps is None:
        return said("pays", **told)
    return said("pays_steps", steps=decimal_text(redeem.steps), **told)


def _share(
    old: ProgrammeShape, new: ProgrammeShape, before: RedeemShape, after: RedeemShape
) -> Iterator[Less]:
    """Give whether points may pay a smaller part of an order."""
    was, is_ = before.at_most, after.at_most
    if is_ is None:
        return
    if was is not None and (content(was.of), _summed(old, was.of)) != (content(is_.of), _summed(new, is_.of)):
        yield Less("redeem", said("share_open"), new.effective.from_, open=True)
        return
    for day in _days(new, was.share if was is not None else None, is_.share):
        held = _value(was.share, day, Fraction(0)) if was is not None else Fraction(1)
        now = _value(is_.share, day, Fraction(0))
        if now < held or was is None:
            what = said("share_less", new=_percent(now), old=_percent(held))
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
        if found is not None and reward.voucher is not None and found.voucher == reward.voucher:
            begins = max(reward.from_ or date.min, found.from_ or date.min)
            since = gives_less_from(old, new, reward.voucher, begins)
            if since is not None and _offered(reward, since) and _offered(found, since):
                what = said("reward_code", reward=reward.id, voucher=reward.voucher)
                yield Less(reward.id, what, since, int(reward.cost.at(since)))


def _offered(reward: RewardShape, day: date) -> bool:
    begun = reward.from_ is None or reward.from_ <= day
    return begun and (reward.until is None or day <= reward.until) and reward.cost.exists(day)


def _reward(old: RewardShape, new: RewardShape | None, day: date) -> Iterator[Less]:
    cost = int(old.cost.at(day))
    if new is None or new.wallet != old.wallet:
        what = said("reward_gone", reward=old.id, points=str(cost))
        yield Less(old.id, what, day, cost, worth=(_had(cost), Worth(Fraction(0))), unit="pieces")
        return
    now = int(new.cost.at(day))
    if now > cost:
        what = said("reward_dearer", reward=old.id, old=str(cost), new=str(now))
        yield Less(old.id, what, day, cost, worth=(_had(cost), _had(now)), unit="pieces")
    if set(new.tiers) and (not old.tiers or not set(old.tiers) <= set(new.tiers)):
        yield Less(old.id, said("reward_tiers", reward=old.id), day, cost)
    if fewer(old.stock, new.stock):
        yield Less(old.id, said("reward_stock", reward=old.id), day, cost)
    if fewer(old.per_member, new.per_member):
        yield Less(old.id, said("reward_each", reward=old.id), day, cost)
    if (new.kind, new.voucher) != (old.kind, old.voucher):
        what = said("reward_other", reward=old.id, old=old.voucher or old.kind, new=new.voucher or new.kind)
        yield Less(old.id, what, day, cost)
    elif old.kind != "good" and old.value is not None and fewer(old.value, new.value):
        # What a good is sold for may fall: it is the same good. What anything else is worth is what is had.
        yield Less(old.id, said("reward_worth", reward=old.id), day, cost)
    elif sooner(old.valid, new.valid):
        yield Less(old.id, said("reward_shorter", reward=old.id), day, cost)


def _had(cost: int) -> Worth:
    """Give how many pieces of a reward a balance buys."""
    return Worth(Fraction(1, cost), cost)


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
            what = said("conversion_less" if is_ else "conversion_gone", conversion=conversion.id)
            now = is_ if is_ is not None else Worth(Fraction(0))
            yield from _smaller(Less(conversion.id, what, day, worth=(was, now), unit="points"), new)
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
    for name in ("per_day", "per_month"):
        bound = getattr(new, name)
        if fewer(getattr(old, name), bound):
            yield Less(where, said(name, points=decimal_text(bound)), day, int(bound) + 1)


def _transfers(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    day = new.effective.from_
    after = {wallet.id: wallet for wallet in new.wallets}
    for wallet in old.wallets:
        if wallet.transfer is None:
            continue
        found = after[wallet.id].transfer if wallet.id in after else None
        if found is None:
            yield Less(wallet.id, said("transfer_gone", wallet=wallet.id), day, 1)
            continue
        if fewer(wallet.transfer.at_most, found.at_most) and found.at_most is not None:
            most = decimal_text(found.at_most)
            what = said("transfer_once", points=most, wallet=wallet.id)
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
                what = said("plan_share", plan=plan.id, new=_percent(now), old=_percent(held))
                yield Less(plan.id, what, day)
