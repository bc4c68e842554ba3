"""Names: what findings, explanations and waivers call by name exists once."""

from collections.abc import Iterable, Iterator

from loyalty.language.findings import Finding, Span, did_you_mean
from loyalty.language.shapes.constraints import BINDING_ALL, OF_CHANGES, SIGNED_OFF
from loyalty.language.shapes.fields import Shape, as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape, WaiverShape
from loyalty.language.shapes.taking_out import parts_named
from loyalty.language.shapes.wallets import POINTS

RESERVED = frozenset(
    {
        "base",
        "base-points",
        "discounts",
        "list-price",
        "maximum",
        "minimum",
        "multiplier",
        "other-discounts",
        "points",
        "points-payment",
        "price-floor",
        "tax",
        "tier",
        "tier-discount",
        "tier-points",
        "together",
        "total",
        "unit-price",
    }
)
"""Names the engine's own steps have in an explanation."""


def check_names(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give names that stand for two things, or for nothing."""
    of_orders = [*_names_of_orders(shape)]
    yield from named_once(of_orders, "a rule, wallet, discount or fee")
    yield from _reserved(of_orders)
    for part in (_meters, _events, _plans, _examples, _constraints, _waivers):
        yield from as_far_as_read(part(shape))


def named(parts: Iterable[Shape], attribute: str = "id") -> list[tuple[str, Span]]:
    """Give the names that could be read and are written, with their places."""
    read = [(getattr(part, attribute), part.place(attribute)) for part in parts if part.is_read(attribute)]
    return [(name, place) for name, place in read if name is not None]


def named_once(names: Iterable[tuple[str, Span]], what: str, code: str = "E401") -> Iterator[Finding]:
    """Give the names that ``what`` already has, each with what to write and where it has it first."""
    seen: dict[str, Span] = {}
    for name, place in names:
        if name in seen:
            help_ = f"choose another; first at {seen[name]}"
            yield Finding(place, code, f"`{name}` is already the name of {what}", help_)
        seen.setdefault(name, place)


def _meters(shape: ProgrammeShape) -> Iterator[Finding]:
    yield from named_once(named(shape.meters), "a meter")


def _events(shape: ProgrammeShape) -> Iterator[Finding]:
    yield from named_once(named(shape.events), "an event")


def _plans(shape: ProgrammeShape) -> Iterator[Finding]:
    yield from named_once(named(shape.plans), "a plan")
    coupons = named(shape.coupons)
    yield from _reserved(coupons)
    yield from named_once(coupons, "a coupon, a fee or an add-on")
    for plan in shape.plans:
        of_plan = named(plan.fees if plan.is_read("fees") else ())
        of_plan += named(plan.add_ons if plan.is_read("add_ons") else ())
        # A coupon of the programme's own file comes first, whatever that file is called.
        yield from named_once([*coupons, *of_plan], "a coupon, a fee or an add-on")
        yield from _reserved(of_plan)
        yield from named_once(named(plan.usage if plan.is_read("usage") else (), "meter"), "a meter")
        allowances = plan.allowances if plan.is_read("allowances") else ()
        yield from named_once(named(allowances, "meter"), "an allowance")


def _reserved(names: Iterable[tuple[str, Span]]) -> Iterator[Finding]:
    for name, place in names:
        if name in RESERVED:
            yield Finding(place, "E403", f"`{name}` is the name of a step of the engine", "choose another")


def _examples(shape: ProgrammeShape) -> Iterator[Finding]:
    yield from named_once(named(shape.examples, "name"), "an example")


def _names_of_orders(shape: ProgrammeShape) -> Iterator[tuple[str, Span]]:
    for part in (_earn_rules, _wallets, _fees, _discounts):
        yield from named(as_far_as_read(part(shape)))


def _earn_rules(shape: ProgrammeShape) -> Iterator[Shape]:
    yield from shape.earn.rules if shape.earn is not None else ()


def _wallets(shape: ProgrammeShape) -> Iterator[Shape]:
    yield from (wallet for wallet in shape.wallets if wallet.is_read("id") and wallet.id != POINTS)


def _fees(shape: ProgrammeShape) -> Iterator[Shape]:
    yield from shape.basket.fees if shape.basket is not None else ()


def _discounts(shape: ProgrammeShape) -> Iterator[Shape]:
    discounts = shape.basket.discounts if shape.basket is not None else None
    yield from discounts.rules if discounts is not None else ()


def _constraints(shape: ProgrammeShape) -> Iterator[Finding]:
    yield from named_once([(c.name, c.span) for c in shape.constraints], "a constraint")


def _waivers(shape: ProgrammeShape) -> Iterator[Finding]:
    for waiver in shape.waivers:
        yield from as_far_as_read(_waived(shape, waiver))
        yield from as_far_as_read(_somewhere(shape, waiver))
        yield from as_far_as_read(_in_time(shape, waiver))


def _waived(shape: ProgrammeShape, waiver: WaiverShape) -> Iterator[Finding]:
    stated = {*BINDING_ALL, *SIGNED_OFF, *(constraint.name for constraint in shape.constraints)}
    if waiver.constraint not in stated:
        help_ = did_you_mean(waiver.constraint, stated) or "waive one of `constraints`"
        message = f"`{waiver.constraint}` is not a constraint of this programme"
        yield Finding(waiver.place("constraint"), "E410", message, help_)


def _somewhere(shape: ProgrammeShape, waiver: WaiverShape) -> Iterator[Finding]:
    """Give a place that is none; what is lost by a change may be at something that is gone."""
    if waiver.constraint in OF_CHANGES:
        return
    known = parts_named(shape)
    if waiver.where not in known:
        help_ = did_you_mean(waiver.where, known) or f"name one, or `{shape.programme}` for everywhere"
        message = f"`{waiver.where}` is no rule, charge, plan, tier or fact of this programme"
        yield Finding(waiver.place("where"), "E410", message, help_)


def _in_time(shape: ProgrammeShape, waiver: WaiverShape) -> Iterator[Finding]:
    if waiver.until < shape.effective.from_:
        message = f"the waiver ends before the programme begins on {shape.effective.from_}"
        yield Finding(waiver.place("until"), "E410", message, "write a later day, or take it out")
