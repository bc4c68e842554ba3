"""Laws of a plan's period, over the shipped programme of a software house and random use of it."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant, situate_usage
from loyalty.decision.use import CouponState, Measured, Stretch, Usage

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAYS = 30
SOME = settings(max_examples=40, deadline=None)
TIERS = ("none", "basic", "partner", "premier")


def shipped() -> Programme:
    """Give the shipped programme of a software house."""
    made = compile_programme(read_rule_folder(Path("rules/cloud-desk")).source).programme
    assert made is not None
    return made


PROGRAMME = shipped()
COUPONS = [coupon.id for coupon in PROGRAMME.shape.coupons]
whole = st.integers(0, 40).map(Fraction)


@st.composite
def stretches(draw: st.DrawFn, plan: str) -> tuple[Stretch, ...]:
    """Give the times of a period of thirty days, each with its seats and add-ons."""
    ends = sorted(draw(st.sets(st.integers(1, DAYS), max_size=4)))
    add_ons = [a.id for p in PROGRAMME.shape.plans if p.id == plan for a in p.add_ons]
    return tuple(
        Stretch(
            str(end),
            end - begin,
            DAYS,
            draw(whole),
            draw(st.dictionaries(st.sampled_from(add_ons), whole)) if add_ons else {},
        )
        for begin, end in zip([0, *ends], ends, strict=False)
    )


@st.composite
def usages(draw: st.DrawFn, *, only: str | None = None) -> Usage:
    """Give any period of any plan, or of one."""
    plan = draw(st.sampled_from([plan for plan in PROGRAMME.shape.plans if only in {None, plan.id}]))
    times = draw(stretches(plan.id))
    pauses = st.integers(sum(time.part for time in times), DAYS)
    used = {c.meter: Measured.of(Fraction(draw(st.integers(0, 6_000_000)))) for c in plan.usage}
    states = st.builds(CouponState, st.booleans(), st.none() | st.integers(0, 10_000))
    return Usage(
        plan.id,
        used,
        first_period=draw(st.booleans()),
        closed=draw(st.booleans()),
        stretches=times,
        held=draw(st.none() | pauses.map(lambda part: Stretch("held", part, DAYS))),
        since=draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 1))),
        coupons=draw(st.dictionaries(st.sampled_from(COUPONS), states)),
        points_offered=draw(st.integers(0, 20_000)),
    )


def decided(usage: Usage, tier: str = "none", by: Programme = PROGRAMME) -> Decision:
    """Give the decision about a period, for a member of a tier or for nobody."""
    who = Participant(enrolled=tier != "none", tier=tier)
    part, situation = situate_usage(by, usage, AT, who)
    return decide(by, situation, part)


def document(decision: Decision) -> Document:
    """Give the explanation of a period, beside what nobody in particular would pay."""
    return explain(decision, Heading("exp", "usage"), for_nobody(decision))


def changed(usage: Usage, **parts: object) -> Usage:
    """Give a period with some of its parts changed."""
    known = {name: getattr(usage, name) for name in Usage.__dataclass_fields__}
    return Usage(**{**known, **parts})


@SOME
@given(usages(), st.sampled_from(TIERS))
def test_a_period_adds_up(usage: Usage, tier: str) -> None:
    """The independent checker finds nothing, and what is due is never below zero."""
    found = document(decided(usage, tier))

    assert [] == sumcheck.check(found)
    assert 0 <= found["total"]["payable"] <= found["total"]["due"]


@SOME
@given(usages(), st.integers(0, 10_000), st.sampled_from(TIERS))
def test_reductions_take_at_most_what_there_is(usage: Usage, left: int, tier: str) -> None:
    """All reductions together are at most all charges, and no part of the bill falls below zero."""
    coupons = {**usage.coupons, "gift": CouponState(active=True, left=left)}
    decision = decided(changed(usage, coupons=coupons), tier)
    lines = [line for line in document(decision)["lines"] if line["category"] not in {"tax", "points_used"}]

    assert 0 <= sum(line["amount"] for line in lines)
    for name in decision.part.compiled.slots:
        if ".left." in name:
            assert decision.value(name) >= 0, name


@SOME
@given(usages(), st.sampled_from(TIERS))
def test_a_carried_coupon_uses_at_most_what_is_left(usage: Usage, tier: str) -> None:
    """What the period takes of it is between nothing and what was left of it."""
    state = usage.coupons.get("gift", CouponState(active=False))
    used = decided(usage, tier).value("coupon.gift")

    assert 0 <= used <= (0 if not state.active else 6000 if state.left is None else state.left)


@SOME
@given(usages(only="team"))
def test_the_maximum_comes_after_the_minimum(usage: Usage) -> None:
    """What counts of a team plan's period is at most the maximum for the time it was held, paused or not."""
    decision = decided(usage)
    paid = sum(s.part for s in usage.stretches)
    share = Fraction(usage.held.part if usage.held else paid, DAYS)

    counted = decision.value("maximum.counted") - decision.value("maximum")
    assert not share or counted <= 200_000 * share + Fraction(1, 2)
    assert share or decision.value("maximum") == 0


@SOME
@given(usages(), st.sampled_from(TIERS))
def test_a_running_period_costs_at_most_what_it_comes_to(usage: Usage, tier: str) -> None:
    """What is due while a period runs is never more than once it is over, without reductions."""
    bare = changed(usage, coupons={}, points_offered=0)
    running, over = (decided(changed(bare, closed=closed)).value("total.net") for closed in (False, True))

    assert running <= over
    assert decided(changed(usage, closed=False), tier).value("usage") == 0


@SOME
@given(usages(), st.integers(1, DAYS - 1))
def test_cutting_a_stretch_costs_at_most_a_rounding_for_each_line(usage: Usage, cut: int) -> None:
    """The same seats and add-ons in two stretches instead of one: each line rounds once more."""
    seats = usage.stretches[0].seats if usage.stretches else Fraction(2)
    one = (Stretch("1", DAYS, DAYS, seats),)
    two = (Stretch("1", cut, DAYS, seats), Stretch("2", DAYS - cut, DAYS, seats))

    for name in ("price", "seats"):
        before, after = (decided(changed(usage, stretches=s)).value(name) for s in (one, two))
        assert abs(before - after) <= 1


@SOME
@given(usages(), st.sampled_from(TIERS))
def test_tax_of_each_line_adds_up(usage: Usage, tier: str) -> None:
    """The taxes of the charges are the tax that is added, each within half a cent of its exact amount."""
    decision = decided(usage, tier)
    lines = document(decision)["lines"]
    taxes = [line["amount"] for line in lines if line["category"] == "tax"]
    taxed = len(lines) - len(taxes)  # a tax that rounds to nothing has no line

    assert sum(taxes) == decision.value("total.tax_added")
    exact = Fraction(19, 100) * decision.value("total.net")
    assert abs(sum(taxes) - exact) <= Fraction(max(1, taxed), 2)


@SOME
@given(usages(), st.sampled_from(TIERS), st.sampled_from(["CNY", "JPY", "KWD", "USD"]))
def test_another_currency_changes_nothing_but_itself(usage: Usage, tier: str, currency: str) -> None:
    """The programme's own amounts stay, and the converted one is rounded once."""
    own, abroad = decided(usage, tier), decided(changed(usage, currency=currency), tier)
    said = document(abroad)["converted"]

    assert document(own)["lines"] == document(abroad)["lines"]
    exact = Fraction(own.payable, 100) * Fraction(said["rate"]) * 10 ** said["exponent"]
    assert abs(said["amount"] - exact) <= Fraction(1, 2)


@SOME
@given(usages(), st.sampled_from(TIERS))
def test_points_change_neither_price_nor_tax(usage: Usage, tier: str) -> None:
    """Points are payment: the same is due with them and without."""
    without = decided(changed(usage, points_offered=0), tier)
    paid = decided(usage, tier)

    assert without.due == paid.due
    assert without.value("total.tax_added") == paid.value("total.tax_added")
    assert 2 * paid.value("points.money") <= paid.due


@pytest.mark.parametrize("plan", ["team", "team-yearly", "flex"])
def test_mandatory_fees_are_in_the_first_total(plan: str) -> None:
    """The first total has every fee that cannot be avoided; later ones are at most it."""
    first, later = (decided(Usage(plan, first_period=is_first)).due for is_first in (True, False))
    lines = document(decided(Usage(plan, first_period=True)))["lines"]

    assert later <= first
    assert first == sum(line["amount"] for line in lines)
