"""Earning and redemption: the stages fit the rules, nothing divides by zero."""

from collections.abc import Iterator

from loyalty.language.checks.names import named, named_once
from loyalty.language.dated import Dated
from loyalty.language.findings import Finding, Span, did_you_mean, meant, one_of
from loyalty.language.occasions.moments import ENROLLED
from loyalty.language.shapes.earn import (
    ADDING,
    MULTIPLYING,
    AnniversaryShape,
    EarnRuleShape,
    EarnShape,
    RedeemShape,
    WorthShape,
)
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape, rules_for

_STAGE = {"tier": 0} | dict.fromkeys(MULTIPLYING, 1) | dict.fromkeys(ADDING, 2)
NEAR_MAX = 31


def check_earning(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with earning and redemption."""
    for part in (_without_combine, _benefits, _tier_stage, _anniversaries, _earn, _redeem):
        yield from as_far_as_read(part(shape))


def _earn(shape: ProgrammeShape) -> Iterator[Finding]:
    if shape.earn is not None:
        for part in (_combine, _lanes, _factors, _amounts):
            yield from as_far_as_read(part(shape.earn))


def _lacks_combine(earn: EarnShape) -> bool:
    """Give whether rules stand there and no word on how they meet, not even an empty one."""
    return "combine" not in earn.spans and bool(earn.rules)


def _without_combine(shape: ProgrammeShape) -> Iterator[Finding]:
    """Find rules of which none counts, with the stages that let them and the tiers count."""
    earn = shape.earn
    if earn is None or not _lacks_combine(earn):
        return
    multiplied = {rule.is_read("multiply") and rule.multiply is not None for rule in earn.rules}
    stages = ["tier"] if _has_factors(shape) else []
    stages += [] if True not in multiplied else ["lanes"] if earn.lanes else ["best_multiplier"]
    stages += ["additions"] if False in multiplied else []
    message = "`combine` is missing, without it no rule counts"
    yield Finding(earn.span, "E415", message, f"write `combine: [{', '.join(stages)}]` beside `rules`")


def _has_factors(shape: ProgrammeShape) -> bool:
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    return any(factor != 1 for tier in ladder for factor in tier.earn.values)


def _tier_stage(shape: ProgrammeShape) -> Iterator[Finding]:
    earn = shape.earn
    if earn is not None and "tier" in earn.combine and shape.tiers is None:
        message = "`combine` has `tier`, but there are no `tiers`"
        yield Finding(earn.place("combine"), "E415", message, "write `tiers`, or take `tier` out")


def _combine(earn: EarnShape) -> Iterator[Finding]:
    place = earn.place("combine")
    stages = [_STAGE[word] for word in earn.combine]
    if stages != sorted(set(stages)):
        help_ = "first `tier`, then one way to combine multipliers, then `additions`"
        yield Finding(place, "E415", "the stages of `combine` are not in their order", help_)
    if _lacks_combine(earn):
        return
    for rule in earn.rules:
        yield from as_far_as_read(_counted(rule, stages))


def _counted(rule: EarnRuleShape, stages: list[int]) -> Iterator[Finding]:
    stage, needed = (1, "a way to combine multipliers") if rule.multiply is not None else (2, "`additions`")
    if stage not in stages:
        help_ = f"add {'`best_multiplier`' if stage == 1 else '`additions`'} to `combine`"
        yield Finding(rule.span, "E415", f"`{rule.id}` never counts, `combine` is without {needed}", help_)


def _lanes(earn: EarnShape) -> Iterator[Finding]:
    """Find lanes without their stage, named twice or not at all, and multipliers in none of them."""
    if not _lacks_combine(earn) and ("lanes" in earn.combine) is not bool(earn.lanes):
        message = "`lanes` and the stage `lanes` of `combine` belong together"
        yield Finding(earn.place("lanes" if earn.lanes else "combine"), "E480", message, "write both")
    names = [lane.name for lane in earn.lanes]
    yield from named_once(named(earn.lanes, "name"), "a lane", "E480")
    for rule in earn.rules:
        yield from as_far_as_read(_in_lane(rule, names))


def _in_lane(rule: EarnRuleShape, names: list[str]) -> Iterator[Finding]:
    if rule.lane is not None and rule.lane not in names:
        help_ = did_you_mean(rule.lane, names) or (one_of(names) if names else "write `lanes` beside `rules`")
        yield Finding(rule.place("lane"), "E480", f"there is no lane `{rule.lane}`", help_)
    elif rule.multiply is not None and rule.lane is None and names:
        yield Finding(rule.span, "E480", f"`{rule.id}` is in no lane", f"write `lane`, {one_of(names)}")


def _benefits(shape: ProgrammeShape) -> Iterator[Finding]:
    """Find a factor of a tier that no stage reads."""
    ladder, earn = shape.tiers.ladder if shape.tiers is not None else (), shape.earn
    if earn is not None and ("tier" in earn.combine or _lacks_combine(earn)):
        return
    for tier in ladder:
        if any(factor != 1 for factor in tier.earn.values):
            why = "`combine` is without `tier`" if earn is not None else "there is no `earn`"
            message = f"the tier `{tier.name}` states `earn`, but {why}"
            help_ = "add `tier` to `combine`" if earn is not None else "write `earn: {base: …}` in its file"
            yield Finding(tier.place("earn"), "E423", message, f"{help_}, or take it out", warning=True)


def _factors(earn: EarnShape) -> Iterator[Finding]:
    """Find multipliers that can never count, or that together take away more than there is."""
    for way, place, rules in ways_of(earn):
        least = [(rule, min(rule.multiply.values)) for rule in rules if isinstance(rule.multiply, Dated)]
        for rule, factor in least if way == "best" else ():
            if factor < 1:
                message = f"`{rule.id}` never counts, the best multiplier is at least `1x`"
                help_ = "write more than `1x`, or combine by `chain_multipliers`"
                yield Finding(rule.place("multiply"), "E415", message, help_)
        if way == "sum" and sum(1 - f for _, f in least if f < 1) > 1:
            message = "added up, the multipliers below `1x` can take away more than everything"
            yield Finding(place, "E415", message, "such as `chain_multipliers`")


def ways_of(earn: EarnShape) -> Iterator[tuple[str, Span, list[EarnRuleShape]]]:
    """Give each way multipliers meet, where it is written, and the rules that meet so."""
    rules = [rule for rule in earn.rules if rule.is_read("multiply") and rule.is_read("lane")]
    for stage in earn.combine:
        if stage in MULTIPLYING and stage != "lanes":
            yield stage.partition("_")[0], earn.place("combine"), rules
    for lane in earn.lanes:
        yield lane.combine, lane.place("combine"), [rule for rule in rules if rule.lane == lane.name]


def _amounts(earn: EarnShape) -> Iterator[Finding]:
    if not all(earn.base.for_each.values):
        yield Finding(earn.base.place("for_each"), "E206", "`for_each` is more than 0", "such as `1.00`")
    for rule in earn.rules:
        yield from as_far_as_read(_steps(rule))


def _anniversaries(shape: ProgrammeShape) -> Iterator[Finding]:
    for rule in shape.earn.rules if shape.earn is not None else ():
        if rule.is_read("anniversary") and rule.anniversary is not None:
            yield from as_far_as_read(_anniversary(shape, rule.anniversary))
    for event in shape.events:
        if event.is_read("anniversary") and event.anniversary is not None:
            yield from as_far_as_read(_by_itself(shape, event, event.anniversary))


def _by_itself(shape: ProgrammeShape, event: EarnEventShape, found: AnniversaryShape) -> Iterator[Finding]:
    yield from _anniversary(shape, found)
    if found.whole_month or found.days_before or found.days_after:
        message = "an event that comes by itself comes on the day alone"
        yield Finding(found.span, "E475", message, "write `of` and nothing else")
    if len(rules_for(shape, event.of_event)) > 1 or event.of_event != event.id:
        message = "what comes by itself is an event of its own"
        yield Finding(event.place("event"), "E475", message, "take `event` out")
    if event.once_per != "year":
        help_ = "write `once_per: year`"
        yield Finding(event.place("once_per"), "E475", "what comes by itself comes once in a year", help_)


def _anniversary(shape: ProgrammeShape, found: AnniversaryShape) -> Iterator[Finding]:
    known = [n for n, f in shape.facts.items() if f.is_read("is_") and f.is_ == "day_month"]
    known = [ENROLLED, *(name for name in known if name.startswith("member."))]
    if found.of not in known:
        help_ = did_you_mean(found.of, known) or one_of(known)
        yield Finding(found.place("of"), "E475", f"`{found.of}` is no day of a member's year", help_)
    days = (found.days_before, found.days_after)
    if max(days) > NEAR_MAX:
        message = f"the days around an anniversary are 0 to {NEAR_MAX}"
        yield Finding(found.span, "E475", message, "write fewer, or `whole_month: true`")
    if found.whole_month and any(days):
        yield Finding(found.place("whole_month"), "E475", "a whole month has no days around it", "write one")


def _steps(rule: EarnRuleShape) -> Iterator[Finding]:
    if (rule.once_per == "step") is not (rule.for_each is not None):
        message = "`once_per: step` and `for_each` belong together"
        yield Finding(rule.place("once_per"), "E474", message, "such as `once_per: step, for_each: 100.00`")
    if rule.for_each is not None and not rule.for_each:
        yield Finding(rule.place("for_each"), "E206", "`for_each` is more than 0", "such as `100.00`")


def _redeem(shape: ProgrammeShape) -> Iterator[Finding]:
    worth = shape.redeem.worth if shape.redeem is not None else None
    for name in ("points", "money") if worth is not None else ():
        if worth is not None and worth.is_read(name) and getattr(worth, name) == 0:
            help_ = "such as `100`" if name == "points" else "such as `1.00`"
            yield Finding(worth.place(name), "E206", f"`{name}` is more than 0", help_)
    if worth is not None:
        yield from as_far_as_read(_worth_by_tier(shape, worth))
    if shape.redeem is not None and shape.redeem.is_read("steps"):
        yield from as_far_as_read(_spending_steps(shape, shape.redeem))


def _worth_by_tier(shape: ProgrammeShape, worth: WorthShape) -> Iterator[Finding]:
    """Find tiers that the ladder does not have, and points that would pay nothing."""
    place = worth.place("by_tier")
    tiers = [tier.name for tier in shape.tiers.ladder] if shape.tiers is not None else []
    for name, money in (worth.by_tier or {}).items():
        if name not in tiers:
            hint = meant(name, tiers, "write `tiers`")
            yield Finding(place, "E305", f"`by_tier` names the unknown tier `{name}`", hint)
        if money == 0:
            yield Finding(place, "E206", f"what points pay for `{name}` is more than 0", "such as `1.00`")


def _spending_steps(shape: ProgrammeShape, redeem: RedeemShape) -> Iterator[Finding]:
    """Find steps that are no whole points, or that pay a part of the smallest amount of money."""
    steps, worth = redeem.steps, redeem.worth
    if steps is None:
        return
    if not steps or steps.denominator != 1:
        yield Finding(redeem.place("steps"), "E206", "a step is of whole points, 1 or more", "such as `100`")
    elif any(
        (steps * worth.each(tier) / shape.numbers.money.step).denominator != 1
        for tier in ("", *(worth.by_tier or ()))
    ):
        message = f"a step of {steps} points would pay a part of the smallest amount of money"
        yield Finding(redeem.place("steps"), "E206", message, "write a step that pays a whole amount")
