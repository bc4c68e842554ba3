"""Coupons and tiers on plans, the least and the most of a period, and the order in which they come."""

from datetime import UTC, datetime

import pytest

from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.use import CouponState, Usage
from loyalty.pricing.rows import coupon_used
from tests.unit.decision.making import GOLD, TIERS, programme
from tests.unit.pricing.periods import MONTHLY, Bill, bill, stretch, use

HELD = CouponState()
N = "name: {en: N}"
PLAN = f"""
plans:
  - id: team
    {N}
    {MONTHLY}20.00}}
    usage: [{{meter: calls, model: per_unit, unit: 0.10}}, {{meter: disk, model: per_unit, unit: 1.00}}]
"""
DAYS = "    proration: {basis: day, on_change: credit_and_charge}\n"
USED = use(calls=100, disk=5)
"""10.00 of calls and 5.00 of disk: 35.00 with the price."""


def held(rules: str, *coupons: str) -> Bill:
    """Give the bill of a subscription that has some coupons."""
    states = dict.fromkeys(coupons, HELD)
    return bill(programme(rules), Usage("team", USED, coupons=states))


def coupons(*lines: str, combine: str = "") -> str:
    """Give a programme's coupons."""
    stated = f"combine_coupons: {combine}\n" if combine else ""
    return stated + "coupons:\n" + "".join(f"  - {{{line}, {N}, lasts: forever}}\n" for line in lines)


TEN = "id: ten, percent: 10%"
HALF = "id: half, percent: 50%, applies_to: {meters: [calls]}"
FIXED = "id: fixed, amount: 6.00, rest: lost"


@pytest.mark.parametrize(
    ("combine", "ten", "half"),
    [
        ("chain", -300, -500),  # calls first: 5.00 off; then 10 % of 30.00
        ("sum", -350, -500),  # 10 % of 35.00, 50 % of 10.00
        ("best", None, -500),  # 5.00 is more than 3.50
    ],
)
def test_percentages_meet_as_the_file_says(combine: str, ten: int | None, half: int) -> None:
    """What is limited to a meter comes first; then each, all together, or the best counts."""
    lines = held(PLAN + coupons(TEN, HALF, combine=combine), "ten", "half").lines

    assert (ten, half) == (lines.get("ten"), lines["half"])


def test_percentages_together_take_at_most_everything() -> None:
    """60 % and 60 % of the whole leave nothing, and never less than nothing."""
    rules = coupons("id: a, percent: 60%", "id: b, percent: 60%", combine="sum")

    assert {"a": -2100, "b": -1400} == {
        name: amount for name, amount in held(PLAN + rules, "a", "b").lines.items() if amount < 0
    }


def test_amounts_come_after_percentages() -> None:
    """10 % of 35.00, then 6.00 off; the coupon that is not held takes nothing."""
    bill_ = held(PLAN + coupons(FIXED, TEN, "id: other, amount: 1.00, rest: lost"), "fixed", "ten")

    assert (-350, -600, 2550) == (bill_.lines["ten"], bill_.lines["fixed"], bill_.due)
    assert "other" not in bill_.lines


@pytest.mark.parametrize(("left", "used"), [(None, 3500), (3000, 3000), (0, 0)])
def test_a_carried_amount_says_how_much_was_used(left: int | None, used: int) -> None:
    """Of 100.00 a period takes what it costs, at most what is left; the formula says how much."""
    by = programme(PLAN + coupons("id: big, amount: 100.00, rest: carried"))
    bill_ = bill(by, Usage("team", USED, coupons={"big": CouponState(left=left)}))

    assert (used, 3500 - used) == (bill_.decision.value(coupon_used("big")), bill_.due)


@pytest.mark.parametrize(("day", "due"), [(1, 3500), (2, 3150), (3, 3150), (4, 3500)])
def test_a_coupon_holds_for_periods_that_begin_in_its_days(day: int, due: int) -> None:
    """Both days are inside; a coupon that is held outside them is named among what did not apply."""
    by = programme(PLAN + coupons(f"{TEN}, from: 2026-06-02, until: 2026-06-03"))
    bill_ = bill(by, Usage("team", USED, coupons={"ten": HELD}), datetime(2026, 6, day, 10, tzinfo=UTC))

    assert due == bill_.due
    assert (["ten"] if due == 3500 else []) == [row["rule"] for row in bill_.document["not_applied"]]


def test_a_coupon_nobody_has_is_not_spoken_of() -> None:
    """An explanation does not tell of coupons that others have."""
    assert [] == held(PLAN + coupons(TEN)).document["not_applied"]


def test_an_unknown_coupon_is_refused() -> None:
    """A misspelt coupon is named, with the one that is meant."""
    with pytest.raises(RequestMisfit, match="no coupon `tne`"):
        held(PLAN + coupons(TEN), "tne")


def test_the_tiers_discount_is_one_of_the_percentages() -> None:
    """Gold has 5 % of use, 0.75; the coupon 10 % of what is left."""
    rules = PLAN + "    tier_discount: {applies_to: [usage]}\n" + coupons(TEN, combine="chain")
    bill_ = bill(programme(TIERS + rules), Usage("team", USED, coupons={"ten": HELD}), who=GOLD)

    # 34.25 x 10 % = 3.425
    assert (-75, -343) == (bill_.lines["tier-discount"], bill_.lines["ten"])


MINIMUM = "    minimum: {amount: 50.00, counts: [price, usage], COUNTED: coupons}\n"


@pytest.mark.parametrize(("counted", "short"), [("before", 1500), ("after", 1850)])
def test_the_minimum_counts_before_or_after_coupons(counted: str, short: int) -> None:
    """50.00 less 35.00, or less the 31.50 that a coupon of 10 % leaves; the coupon takes none of it."""
    bill_ = held(PLAN + MINIMUM.replace("COUNTED", counted) + coupons(TEN), "ten")

    assert (short, -350) == (bill_.lines["minimum"], bill_.lines["ten"])


def test_a_coupon_worth_the_minimum_leaves_its_true_up() -> None:
    """Counted before coupons, as Lago does: a coupon of the whole minimum changes no true-up."""
    rules = PLAN + MINIMUM.replace("COUNTED", "before") + coupons("id: all, amount: 50.00, rest: lost")

    assert (1500, -3500) == ((found := held(rules, "all").lines)["minimum"], found["all"])


def test_the_minimum_is_due_when_the_period_is_over_and_shared_by_time() -> None:
    """A third of 50.00 is 16.67, less a third of the price and the use; nothing while the period runs."""
    by = programme(PLAN + MINIMUM.replace("COUNTED", "before") + DAYS)
    third = (stretch("1", 10, 30),)

    closed = bill(by, Usage("team", use(calls=10), stretches=third)).lines
    assert (667, 100, 900) == (closed["team:1"], closed["team.calls"], closed["minimum"])
    assert "minimum" not in bill(by, Usage("team", use(calls=10), stretches=third, closed=False)).lines


def test_the_maximum_takes_off_what_is_over_it() -> None:
    """35.00 is 5.00 more than the most; 30.00 is not."""
    rules = PLAN + "    maximum: {amount: 30.00, counts: [price, usage]}\n"

    assert (-500, 3000) == ((bill_ := held(rules)).lines["maximum"], bill_.due)
    assert "maximum" not in bill(programme(rules), Usage("team", use(calls=100))).lines


def test_the_order_of_adjustments_is_the_plans_own() -> None:
    """The amount before the percentage: 10 % of 29.00 instead of 35.00."""
    order = "    order: [amount, percent, minimum, maximum, fees]\n"
    bill_ = held(PLAN + order + coupons(TEN, FIXED), "ten", "fixed")

    assert (-600, -290) == (bill_.lines["fixed"], bill_.lines["ten"])


def test_a_true_up_before_a_coupon_is_reduced_by_it() -> None:
    """Where the minimum comes first, a coupon on everything takes its share of the true-up."""
    order = "    order: [minimum, maximum, percent, amount, fees]\n"
    bill_ = held(PLAN + order + MINIMUM.replace("COUNTED", "before") + coupons(TEN), "ten")

    assert (1500, -500, 4500) == (bill_.lines["minimum"], bill_.lines["ten"], bill_.due)
