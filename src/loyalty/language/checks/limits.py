"""Limits of earning: caps, budgets, cards and streaks say what can be counted."""

from collections.abc import Iterator, Sequence

from loyalty.language.dated import Dated
from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.earn import CapShape, EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape

TIMES_MAX = 1000
ID_MAX = 48
"""The longest name of a rule that something is counted of: it is kept with a word before it."""


def check_limits(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with caps, budgets, cards and streaks."""
    for budget in shape.budgets:
        yield from as_far_as_read(_budget(shape, budget))
    yield from as_far_as_read(_referral(shape))
    for event in shape.events:
        yield from as_far_as_read(_known_budget(shape, event))
    if shape.earn is None:
        return
    yield from as_far_as_read(_caps(shape.earn.caps))
    for rule in shape.earn.rules:
        for part in (_own_caps, _card, _streak, _takes_away, _long_name):
            yield from as_far_as_read(part(rule))
        yield from as_far_as_read(_known_budget(shape, rule))


def _caps(caps: Sequence[CapShape]) -> Iterator[Finding]:
    seen: set[str] = set()
    for cap in caps:
        times = set(cap.per) - {"member"}
        if ("member" in cap.per) is ("order" in cap.per) or len(times) != 1 or len(cap.per) > len(times) + 1:
            help_ = "such as `[member, month]`"
            yield Finding(cap.place("per"), "E414", "a cap is per order, or per member and one time", help_)
        elif times <= seen:
            yield Finding(cap.place("per"), "E414", f"a second cap per {next(iter(times))}")
        seen |= times


def _own_caps(rule: EarnRuleShape) -> Iterator[Finding]:
    yield from _caps(rule.caps)
    for cap in rule.caps:
        if "order" in cap.per:
            message = "the most that a rule comes to on an order is its `at_most`"
            yield Finding(cap.place("per"), "E414", message, "such as `[member, month]`")


def _budget(shape: ProgrammeShape, budget: BudgetShape) -> Iterator[Finding]:
    step = int(shape.numbers.points.step)
    if not budget.points or budget.points % step:
        message = f"`{budget.id}` has points that cannot be given"
        yield Finding(budget.place("points"), "E477", message, f"write a multiple of {step}, above 0")
    if budget.points > shape.numbers.limits.points:
        message = f"`{budget.id}` is beyond `numbers.limits.points`"
        yield Finding(budget.place("points"), "E477", message, "raise the limit, or lower the budget")
    rules = shape.earn.rules if shape.earn is not None else ()
    used = {rule.budget for rule in rules} | {event.budget for event in shape.events}
    if budget.id not in used:
        yield Finding(budget.span, "E477", f"nothing takes points of `{budget.id}`", warning=True)


def _known_budget(shape: ProgrammeShape, rule: EarnRuleShape | EarnEventShape) -> Iterator[Finding]:
    known = [budget.id for budget in shape.budgets]
    if rule.budget is not None and rule.budget not in known:
        help_ = did_you_mean(rule.budget, known) or (one_of(known) if known else "declare it under `budgets`")
        yield Finding(rule.place("budget"), "E477", f"there is no budget `{rule.budget}`", help_)


def _referral(shape: ProgrammeShape) -> Iterator[Finding]:
    referral = shape.referral
    if referral is None:
        return
    step = int(shape.numbers.points.step)
    for key in ("referrer", "referred"):
        if referral.is_read(key) and getattr(referral, key) % step:
            message = f"`{key}` has points that cannot be booked"
            yield Finding(referral.place(key), "E476", message, f"write a multiple of {step}")
    if not referral.referrer and not referral.referred:
        yield Finding(referral.span, "E476", "the referral gives nothing to anybody", "write points above 0")


def _card(rule: EarnRuleShape) -> Iterator[Finding]:
    if (rule.once_per == "card") is not (rule.card is not None):
        message = "`once_per: card` and `card` belong together"
        yield Finding(rule.place("once_per"), "E478", message, "such as `card: {of: orders, each: 10}`")
    if rule.card is None:
        return
    if not rule.card.each or (rule.card.of != "money" and rule.card.each % 1):
        yield Finding(rule.card.place("each"), "E478", "a card is filled by a whole number above 0")


def _streak(rule: EarnRuleShape) -> Iterator[Finding]:
    if (rule.once_per == "streak") is not (rule.streak is not None):
        message = "`once_per: streak` and `streak` belong together"
        yield Finding(rule.place("once_per"), "E478", message, "such as `streak: {of: week, times: 4}`")
    if rule.streak is not None and not 1 < rule.streak.times <= TIMES_MAX:
        yield Finding(rule.streak.place("times"), "E478", f"a streak is of 2 to {TIMES_MAX} times")


def _takes_away(rule: EarnRuleShape) -> Iterator[Finding]:
    limited = rule.caps or rule.budget is not None
    if limited and isinstance(rule.multiply, Dated) and min(rule.multiply.values) < 1:
        message = f"`{rule.id}` takes points away, so no cap or budget is ever reached"
        yield Finding(rule.place("multiply"), "E414", message, "write a factor of at least `1x`")


def _long_name(rule: EarnRuleShape) -> Iterator[Finding]:
    counted = rule.caps or rule.card is not None or rule.streak is not None
    if counted and len(rule.id) > ID_MAX:
        message = f"the name of a rule that is counted has at most {ID_MAX} letters"
        yield Finding(rule.place("id"), "E478", message)
