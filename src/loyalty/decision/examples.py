"""Worked examples of a programme: each is decided like any other case and compared with what it expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date
from fractions import Fraction

from loyalty.decision import metering
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import Participant, local_day, situate, situate_usage
from loyalty.decision.use import CouponState, Stretch, Usage
from loyalty.kernel.refusal import Refusal
from loyalty.language.facts import past_of, past_value
from loyalty.language.findings import Finding
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import HISTORY
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.programme import ExampleShape, GivenShape, PeriodGiven
from loyalty.pricing.basket import Basket, BasketLine

FAILED = "E701"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example came to: the decision or the refusal, and a finding for each difference."""

    example: ExampleShape
    decision: Decision | None
    findings: tuple[Finding, ...]


def run_examples(programme: Programme) -> tuple[Outcome, ...]:
    """Give the outcome of every worked example of the programme, in the order of the files."""
    return tuple(_run(programme, example) for example in programme.shape.examples)


def _run(programme: Programme, example: ExampleShape) -> Outcome:
    try:
        decision = decide_given(programme, example.given)
    except Refusal as refusal:
        if example.expect.refused == refusal.code:
            return Outcome(example, None, ())
        message = f"the example `{example.name}` is refused with `{refusal.code}`"
        return Outcome(example, None, (Finding(example.span, FAILED, message, refusal.detail),))
    return Outcome(example, decision, tuple(_differences(programme, example, decision)))


def decide_given(programme: Programme, given: GivenShape) -> Decision:
    """Give the decision about the case of an example. Raises what deciding raises."""
    facts = {name: scalar.text for name, scalar in given.facts.items()}
    who = _participant(programme, facts, given.order.vouchers if given.order is not None else ())
    stated = {name: text for name, text in facts.items() if name not in _OF_THE_RECORD}
    if given.plan is not None:
        assert given.at is not None  # noqa: S101 - the shape demands it
        at = given.at.astimezone(UTC)
        usage = _usage(programme, given, given.plan, local_day(programme, at))
        usage = replace(usage, facts=_requested(programme, stated))
        part, situation = situate_usage(programme, usage, at, who)
        return decide(programme, situation, part)
    assert given.order is not None  # noqa: S101 - the shape demands an order or a plan
    basket = Basket(
        tuple(
            BasketLine(
                str(number),
                line.sku,
                line.quantity,
                line.unit_price * 10**programme.currency.exponent,
                _texts(line.facts),
            )
            for number, line in enumerate(given.lines, start=1)
        ),
        _texts(given.order.facts),
        _requested(programme, stated),
        int(given.order.points_to_spend),
    )
    return decide(programme, situate(programme, basket, given.order.at.astimezone(UTC), who))


def _usage(programme: Programme, given: GivenShape, plan: str, day: date) -> Usage:
    """Give the use of a plan: the quantity of one meter, or the period as it is given."""
    period = given.period or PeriodGiven()
    used = dict(period.used or {})
    if given.meter is not None and given.quantity is not None:
        used[given.meter] = given.quantity
    return Usage(
        plan,
        metering.stated(programme, plan, used, day),
        stretches=(Stretch(seats=period.seats, add_ons=period.add_ons or {}),),
        since=period.subscribed_on,
        coupons=dict.fromkeys(period.coupons, CouponState()),
        points_offered=period.points_to_spend,
    )


_OF_THE_RECORD = frozenset({"member.tier", "member.enrolled"})


def _participant(programme: Programme, facts: Mapping[str, str], vouchers: tuple[str, ...]) -> Participant:
    """Give who buys: a member wherever the example names a tier or says so."""
    tier = facts.get("member.tier")
    enrolled = _is_enrolled(facts)
    past = past_of(programme.shape)
    history = {
        name: past_value(text, past[name], programme.shape) if name in past else int(text)
        for name, text in facts.items()
        if name.startswith(HISTORY)
    }
    return Participant(enrolled, tier or NO_TIER, facts, history, frozenset(vouchers))


def _is_enrolled(facts: Mapping[str, str]) -> bool:
    """Give whether an example is of a member: it names a tier, or says so."""
    return "member.tier" in facts or facts.get("member.enrolled") == "true"


def _requested(programme: Programme, facts: Mapping[str, str]) -> dict[str, str]:
    """Give the facts a request would state; the record holds the others."""
    declared = programme.shape.facts
    return {
        name: text
        for name, text in facts.items()
        if not name.startswith(HISTORY)
        and (name not in declared or (declared[name].label or "transaction") in {"public", "transaction"})
    }


def _texts(facts: Mapping[str, object]) -> dict[str, str]:
    return {name: getattr(scalar, "text", str(scalar)) for name, scalar in facts.items()}


def _differences(programme: Programme, example: ExampleShape, decision: Decision) -> Iterator[Finding]:
    expect, minor = example.expect, 10**programme.currency.exponent
    if expect.refused is not None:
        message = f"the example `{example.name}` is not refused"
        yield Finding(expect.span, FAILED, message, f"it expects the refusal `{expect.refused}`")
    public = for_nobody(decision).due if expect.public_total is not None or expect.saved is not None else 0
    yield from _beyond(programme, example, decision)
    found: dict[str, Fraction] = {
        "total": Fraction(decision.due, minor),
        "public_total": Fraction(public, minor),
        "saved": Fraction(public - decision.due, minor),
        "tax": Fraction(decision.value("total.tax_inside") + decision.value("total.tax_added"), minor),
        "payable": Fraction(decision.payable, minor),
        "points": Fraction(decision.points_earned),
        "points_used": Fraction(decision.points_used),
        "points_money": Fraction(decision.value("points.money"), minor),
    }
    for key, value in found.items():
        wanted = getattr(expect, key)
        if wanted is not None and wanted != value:
            places = programme.currency.exponent if key not in {"points", "points_used"} else 0
            said, found_is = decimal_text(wanted, places), decimal_text(value, places)
            message = f"the example `{example.name}` expects {key} {said}, it is {found_is}"
            help_ = f"write `{key}: {found_is}` where that is right, else mend the rule"
            if key == "points" and not value and not _is_enrolled(_texts(example.given.facts)):
                help_ = f"nobody is a member here: write `member.enrolled: true` under `given`, or `{key}: 0`"
            yield Finding(expect.spans.get(key, expect.span), FAILED, message, help_)
    for wallet, points in (expect.points_of or {}).items():
        earned = decision.earned_in(wallet)
        if points != earned:
            wanted = decimal_text(points)
            message = f"the example `{example.name}` expects {wanted} points of `{wallet}`, it is {earned}"
            help_ = f"write `{wallet}: {earned}` where that is right, else mend the rule"
            yield Finding(expect.place("points_of"), FAILED, message, help_)


def _beyond(programme: Programme, example: ExampleShape, decision: Decision) -> Iterator[Finding]:
    """Give a finding for every bound of the example that the decision goes beyond."""
    expect, minor = example.expect, 10**programme.currency.exponent
    due, points = Fraction(decision.due, minor), Fraction(decision.points_earned)
    bounds = {
        "total_at_most": (due, -1),
        "total_at_least": (due, 1),
        "points_at_most": (points, -1),
        "points_at_least": (points, 1),
    }
    for key, (value, sign) in bounds.items():
        wanted = getattr(expect, key)
        if wanted is not None and (value - wanted) * sign < 0:
            what, _, end = key.partition("_")
            places = programme.currency.exponent if what == "total" else 0
            said, found_is = decimal_text(wanted, places), decimal_text(value, places)
            by = decimal_text(abs(value - wanted), places)
            bound = f"{what} {end.replace('_', ' ')} {said}"
            message = f"the example `{example.name}` expects {bound}, it is {found_is}"
            help_ = f"{by} {'more' if sign < 0 else 'less'}"
            yield Finding(expect.spans.get(key, expect.span), FAILED, message, help_)
    yield from _return(programme, example, decision)


def _return(programme: Programme, example: ExampleShape, decision: Decision) -> Iterator[Finding]:
    """Give a finding where the points earned are worth too much of what is paid."""
    expect, redeem = example.expect, programme.shape.redeem
    if expect.return_at_most is None or redeem is None:
        return
    minor, places = 10**programme.currency.exponent, programme.currency.exponent
    earned, payable = decision.points_earned, Fraction(decision.payable, minor)
    worth = earned * redeem.worth.most
    if worth <= payable * expect.return_at_most:
        return
    share = decimal_text(expect.return_at_most * 100)
    message = (
        f"the example `{example.name}` earns {earned} points worth {decimal_text(worth, places)} "
        f"on {decimal_text(payable, places)} paid, more than {share} %"
    )
    help_ = f"a loss of {decimal_text(worth - payable, places)}" if worth > payable else ""
    yield Finding(expect.spans.get("return_at_most", expect.span), FAILED, message, help_)
