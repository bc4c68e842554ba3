"""Examples: what is given exists, so that an example fails for its figures only."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from loyalty.language.checks.facts import check_value
from loyalty.language.facts import BUILT_IN, DECLARED_AS, FactError, past_of, past_value
from loyalty.language.findings import Finding, Span, did_you_mean, meant
from loyalty.language.occasions.moments import OF_TIME
from loyalty.language.shapes.fields import Shape, as_far_as_read
from loyalty.language.shapes.programme import ExampleShape, ProgrammeShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.texts.documents import Scalar
from loyalty.language.texts.words import truth_meant
from loyalty.language.tree import Kind

HISTORY = frozenset(f"history.points_{time}" for time in ("day", "week", "month", "year", "ever"))
"""Points the member had already earned in the time of a cap."""


def check_examples(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the cases of examples."""
    for example in shape.examples:
        for part in (_of_member, _of_order, _of_lines, _in_force, _usage):
            yield from as_far_as_read(part(shape, example))
        yield from as_far_as_read(_expected(shape, example))


def _of_member(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    yield from _facts(shape, "", example.given, example.given.facts)


def _of_order(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    order = example.given.order
    if order is not None:
        if order.is_read("points_to_spend") and order.points_to_spend.denominator != 1:
            yield Finding(order.place("points_to_spend"), "E205", "points are spent whole", "such as `500`")
        known = [voucher.id for voucher in shape.vouchers]
        for voucher in order.vouchers if order.is_read("vouchers") else ():
            yield from _known(order, "vouchers", voucher, known, "the programme has no voucher")
        yield from _facts(shape, "order.", order, order.facts)


def _of_lines(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    for line in example.given.lines:
        if line.is_read("facts"):
            yield from _facts(shape, "line.", line, line.facts)


def _expected(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    expect = example.expect
    wallets = [POINTS, *(wallet.id for wallet in shape.wallets if wallet.id != POINTS)]
    for wallet in expect.points_of or ():
        yield from _known(expect, "points_of", wallet, wallets, "the programme has no wallet")
    if not expect.spans and expect.is_read("total"):
        yield Finding(expect.span, "E416", "the example expects nothing", "such as `total: 25.59`")
    if expect.refused is not None and len(expect.spans) > 1:
        message = "an example that is refused comes to nothing"
        yield Finding(expect.span, "E416", message, "write `refused` alone")


def _facts(shape: ProgrammeShape, owner: str, part: Shape, stated: Mapping[str, Scalar]) -> Iterator[Finding]:
    askable = [name for name, fact in shape.facts.items() if fact.sum_of is None and name not in DECLARED_AS]
    for key, value in stated.items():
        yield from as_far_as_read(_fact(shape, owner + key, value, part.place(key), askable))


def _fact(
    shape: ProgrammeShape, name: str, value: Scalar, place: Span, askable: list[str]
) -> Iterator[Finding]:
    """Find a fact that cannot be given, at the ``place`` of its name, or a value that it cannot have."""
    if name in askable:
        yield from check_value(name, shape.facts[name], value, shape)
    elif name in HISTORY:
        if not _is_read(shape, name):
            yield Finding(place, "E416", f"no cap reads `{name}`", "take it out")
        elif not value.text.isdecimal():
            yield Finding(value.span, "E205", f"`{value.text}` is not a whole number", "such as `500`")
    elif name in (past := past_of(shape)):
        try:
            past_value(value.text, past[name], shape)
        except FactError as error:
            code = "E204" if past[name].node.kind is Kind.TEXT else "E205"
            yield Finding(value.span, code, error.message, error.hint)
    elif name in shape.facts or (name in {**BUILT_IN, **OF_TIME} and name != "member.enrolled"):
        yield Finding(place, "E416", f"`{name}` is worked out, it cannot be given", "take it out")
    elif name == "member.enrolled":
        if value.text not in {"true", "false"}:
            yield Finding(
                value.span, "E204", f"`{value.text}` is neither `true` nor `false`", truth_meant(value.text)
            )
    else:
        owner = name.partition(".")[0]
        near = did_you_mean(name, askable)
        help_ = near.replace(f"`{owner}.", "`") if owner != "member" else near
        yield Finding(place, "E303", f"unknown fact `{name}`", help_ or "declare it under `facts`")


def _is_read(shape: ProgrammeShape, history: str) -> bool:
    caps = shape.earn.caps if shape.earn is not None else ()
    return any(history == f"history.points_{time}" for cap in caps for time in cap.per)


def _in_force(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    given = example.given
    at = given.order.at if given.order is not None else given.at
    if at is None:
        return
    day = at.astimezone(ZoneInfo(shape.timezone)).date()
    effective = shape.effective
    if effective.until is not None and effective.until < effective.from_:
        return
    if day < effective.from_ or (effective.until is not None and day > effective.until):
        place = given.order.place("at") if given.order is not None else given.place("at")
        since = f"from {effective.from_}" + (
            f" until {effective.until}" if effective.until is not None else ""
        )
        yield Finding(place, "E416", f"the programme does not bind on {day}", f"write a day {since}")


def _usage(shape: ProgrammeShape, example: ExampleShape) -> Iterator[Finding]:
    given = example.given
    if given.plan is None:
        return
    plans = {plan.id: plan for plan in shape.plans}
    plan = plans.get(given.plan)
    if plan is None:
        help_ = meant(given.plan, plans, "write `plans`")
        yield Finding(given.place("plan"), "E416", f"no plan `{given.plan}`", help_)
        return
    meters, declared = [use.meter for use in plan.usage], {meter.id for meter in shape.meters}
    if declared and not declared.issuperset(meters):
        return
    if given.meter is not None:
        yield from _known(given, "meter", given.meter, meters, f"`{plan.id}` has no meter")
    if given.period is not None:
        if given.period.is_read("seats") and given.period.seats != 1 and not plan.has_seats:
            yield Finding(given.period.place("seats"), "E416", f"`{plan.id}` has no seats", "take it out")
        for meter in given.period.used or ():
            yield from _known(given.period, "used", meter, meters, f"`{plan.id}` has no meter")
        add_ons = [add_on.id for add_on in plan.add_ons]
        for add_on in given.period.add_ons or ():
            yield from _known(given.period, "add_ons", add_on, add_ons, f"`{plan.id}` has no add-on")
        coupons = [coupon.id for coupon in shape.coupons]
        for coupon in given.period.coupons:
            yield from _known(given.period, "coupons", coupon, coupons, "the programme has no coupon")


def _known(part: Shape, key: str, name: str, known: list[str], sentence: str) -> Iterator[Finding]:
    if name not in known:
        help_ = meant(name, known, "take it out")
        yield Finding(part.place(key), "E416", f"{sentence} `{name}`", help_)
