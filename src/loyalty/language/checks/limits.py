"""Limits of earning: caps, cards and streaks say what can be counted."""

from collections.abc import Iterator, Sequence

from loyalty.language.dated import Dated
from loyalty.language.findings import Finding
from loyalty.language.shapes.earn import CapShape, EarnRuleShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape

TIMES_MAX = 1000
ID_MAX = 48
"""The longest name of a rule that something is counted of: it is kept with a word before it."""


def check_limits(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with caps, cards and streaks."""
    yield from as_far_as_read(_referral(shape))
    if shape.earn is None:
        return
    yield from as_far_as_read(_caps(shape.earn.caps))
    for rule in shape.earn.rules:
        for part in (_own_caps, _card, _streak, _takes_away, _long_name):
            yield from as_far_as_read(part(rule))


def _caps(caps: Sequence[CapShape]) -> Iterator[Finding]:
    seen: set[str] = set()
    for cap in caps:
        times = set(cap.per) - {"member"}
        if ("member" in cap.per) is ("order" in cap.per) or len(times) != 1 or len(cap.per) > len(times) + 1:
            help_ = "such as `[member, month]`"
            yield Finding(cap.place("per"), "E414", "a cap is per order, or per member and one time", help_)
        elif times <= seen:
            yield Finding(
                cap.place("per"), "E414", f"a second cap per {next(iter(times))}", "write the lower one only"
            )
        seen |= times


def _own_caps(rule: EarnRuleShape) -> Iterator[Finding]:
    yield from _caps(rule.caps)
    for cap in rule.caps:
        if "order" in cap.per:
            message = "the most that a rule comes to on an order is its `at_most`"
            yield Finding(cap.place("per"), "E414", message, "such as `[member, month]`")


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
        yield Finding(
            rule.card.place("each"), "E478", "a card is filled by a whole number above 0", "such as `10`"
        )


def _streak(rule: EarnRuleShape) -> Iterator[Finding]:
    if (rule.once_per == "streak") is not (rule.streak is not None):
        message = "`once_per: streak` and `streak` belong together"
        yield Finding(rule.place("once_per"), "E478", message, "such as `streak: {of: week, times: 4}`")
    if rule.streak is not None and not 1 < rule.streak.times <= TIMES_MAX:
        yield Finding(
            rule.streak.place("times"), "E478", f"a streak is of 2 to {TIMES_MAX} times", "such as `4`"
        )


def _takes_away(rule: EarnRuleShape) -> Iterator[Finding]:
    limited = rule.caps or rule.budget is not None or rule.at_most is not None
    if limited and isinstance(rule.multiply, Dated) and min(rule.multiply.values) < 1:
        message = f"`{rule.id}` takes points away, so no limit is ever reached"
        yield Finding(rule.place("multiply"), "E414", message, "write a factor of at least `1x`")


def _long_name(rule: EarnRuleShape) -> Iterator[Finding]:
    counted = rule.caps or rule.card is not None or rule.streak is not None
    if counted and len(rule.id) > ID_MAX:
        message = f"the name of a rule that is counted has at most {ID_MAX} letters"
        yield Finding(rule.place("id"), "E478", message, "write a shorter one")
