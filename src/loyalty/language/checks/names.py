"""Names: what findings, explanations and waivers call by name exists once."""

from collections.abc import Iterable, Iterator

from loyalty.language.findings import Finding, Span, did_you_mean
from loyalty.language.shapes.programme import ProgrammeShape

RESERVED = frozenset(
    {
        "base",
        "base-points",
        "discounts",
        "list-price",
        "multiplier",
        "points",
        "points-payment",
        "tax",
        "tier",
        "tier-discount",
        "tier-points",
        "total",
    }
)
"""Names the engine's own steps have in an explanation."""


def check_names(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give names that stand for two things, or for nothing."""
    of_orders = [*_names_of_orders(shape)]
    yield from _once(of_orders, "a rule, discount or fee")
    plans = [(plan.id, plan.place("id")) for plan in shape.plans]
    yield from _once(plans, "a plan")
    for plan in shape.plans:
        of_plan = [(fee.id, fee.place("id")) for fee in plan.fees]
        yield from _once(of_plan, "a fee")
        yield from _once([(use.meter, use.place("meter")) for use in plan.usage], "a meter")
        of_orders += of_plan
    for name, place in of_orders:
        if name in RESERVED:
            yield Finding(place, "E403", f"`{name}` is the name of a step of the engine", "choose another")
    yield from _once([(example.name, example.place("name")) for example in shape.examples], "an example")
    yield from _waivers(shape)


def _names_of_orders(shape: ProgrammeShape) -> Iterator[tuple[str, Span]]:
    if shape.earn is not None:
        yield from ((rule.id, rule.place("id")) for rule in shape.earn.rules)
    if shape.basket is not None:
        yield from ((fee.id, fee.place("id")) for fee in shape.basket.fees)
        if shape.basket.discounts is not None:
            yield from ((rule.id, rule.place("id")) for rule in shape.basket.discounts.rules)


def _once(named: Iterable[tuple[str, Span]], what: str) -> Iterator[Finding]:
    seen: dict[str, Span] = {}
    for name, place in named:
        if name in seen:
            yield Finding(place, "E401", f"`{name}` is already the name of {what}", f"first at {seen[name]}")
        seen.setdefault(name, place)


def _waivers(shape: ProgrammeShape) -> Iterator[Finding]:
    stated = {constraint.name for constraint in shape.constraints}
    for waiver in shape.waivers:
        if waiver.constraint not in stated:
            help_ = did_you_mean(waiver.constraint, stated) or "waive one of `constraints`"
            message = f"`{waiver.constraint}` is not a constraint of this programme"
            yield Finding(waiver.place("constraint"), "E410", message, help_)
        if waiver.until < shape.effective.from_:
            message = f"the waiver ends before the programme begins on {shape.effective.from_}"
            yield Finding(waiver.place("until"), "E410", message)
    yield from _once([(c.name, c.span) for c in shape.constraints], "a constraint")
