"""Points in awkward programmes: bases below zero, fine caps, coarse steps, multipliers that take away."""

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from tests.unit.decision.making import EARN, TIERS, compiled, decided, explained, found, line, programme


def test_a_line_never_takes_points_from_another() -> None:
    """A base below zero earns nothing; it does not lower what other lines earn."""
    by = programme(EARN.replace("of: line.amount", "of: line.amount - 10.00"))

    assert decided(by, line("5.00")).points_earned == 0
    assert decided(by, line("5.00"), line("30.00")).points_earned == 20


def test_a_cap_is_held_to_whole_points() -> None:
    """At most 2.5 points in a month are 2 points."""
    by = programme(EARN + "  caps: [{per: [member, month], at_most: 2.5}]\n")

    assert decided(by, line("333.33")).points_earned == 2
    assert decided(by, line("1.00")).points_earned == 1


@pytest.mark.parametrize(("earned_before", "points"), [(0, 20), (3, 20), (7, 10), (25, 0), (90, 0)])
def test_a_cap_leaves_a_multiple_of_the_points_step(earned_before: int, points: int) -> None:
    """Points in tens stay points in tens under a cap of 25."""
    by = programme(EARN + "  caps: [{per: [member, month], at_most: 25}]\n", points="10")
    who = Participant(enrolled=True, history={"history.points_month": earned_before})
    made = decided(by, line("333.33"), who=who)

    assert made.points_earned == points
    assert sumcheck.check(explained(made)) == []


def test_parts_of_points_are_refused() -> None:
    """Points are booked whole, so their step is a whole number."""
    assert found(EARN, points="0.5") == ["E206 points are whole, their step cannot be `0.5`"]


def _rules(combine: str, *factors: str) -> str:
    listed = ", ".join(f"{{id: r{n}, name: {{en: R}}, multiply: {f}}}" for n, f in enumerate(factors))
    return f"{EARN}  combine: [{combine}]\n  rules: [{listed}]\n"


def test_a_multiplier_that_takes_away_is_never_the_best() -> None:
    """Where only the best multiplier counts, a factor below 1 would be written in vain."""
    assert found(_rules("best_multiplier", "0.5x")) == [
        "E415 `r0` never counts, the best multiplier is at least `1x`"
    ]


def test_multipliers_that_add_up_cannot_take_more_than_all() -> None:
    """Two factors of 0.2x take 160 % away, which no order has; two of 0.5x take all."""
    assert found(_rules("sum_multipliers", "0.2x", "3x", "0.2x")) == [
        "E415 added up, the multipliers below `1x` can take away more than everything"
    ]
    assert decided(programme(_rules("sum_multipliers", "0.5x", "0.5x")), line("9.00")).points_earned == 0


def test_a_tiers_factor_needs_its_stage() -> None:
    """A tier's earn factor that `combine` leaves out is told of, since nothing reads it."""
    tiers = TIERS.replace("discount: 5%", "earn: 1.5x")

    messages = [[str(f) for f in compiled(rules).findings] for rules in (tiers + EARN, tiers)]

    assert messages == [
        ["p.yaml:25:38 warning: the tier `gold` states `earn`, but `combine` is without `tier`"],
        ["p.yaml:25:38 warning: the tier `gold` states `earn`, but there is no `earn`"],
    ]


@pytest.mark.parametrize("combine", ["sum_multipliers", "chain_multipliers"])
def test_hundreds_of_multipliers(combine: str) -> None:
    """500 multipliers of one line are worked out like two."""
    made = decided(programme(_rules(combine, *["1x"] * 499, "2x")), line("7.00"))

    assert made.points_earned == 14
    assert sumcheck.check(explained(made)) == []
