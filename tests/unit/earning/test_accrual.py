"""Points in awkward programmes: bases below zero, fine caps, coarse steps, multipliers that take away."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

    messages = [
        [str(f).partition("; ")[0] for f in compiled(rules).findings] for rules in (tiers + EARN, tiers)
    ]

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


def test_the_first_multiplier_may_take_away() -> None:
    """Of several the first counts whatever it is worth, and who came later is told who came first."""
    by = programme(_rules("first_multiplier", "0.5x", "3x"))
    made = decided(by, line("9.00"))

    assert made.points_earned == 4
    assert [row["beaten_by"]["rule"] for row in explained(made)["not_applied"]] == ["r0"]
    assert sumcheck.check(explained(made)) == []


def test_lanes_that_take_away_too_much_are_found_one_by_one() -> None:
    """Multipliers that add up in different lanes never meet, so they cannot take too much together."""
    lanes = "  lanes: [{name: a, combine: sum}, {name: b, combine: sum}]\n  combine: [lanes]\n"
    rule = "{{id: {0}, name: {{en: R}}, multiply: 0.4x, lane: {1}}}"
    apart = f"{EARN}{lanes}  rules: [{rule.format('x', 'a')}, {rule.format('y', 'b')}]\n"
    together = f"{EARN}{lanes}  rules: [{rule.format('x', 'a')}, {rule.format('y', 'a')}]\n"

    assert decided(programme(apart), line("100.00")).points_earned == 16
    assert found(together) == ["E415 added up, the multipliers below `1x` can take away more than everything"]


TAXED = """
basket:
  tax: [{tax}]
earn:
  base: {{points: 1, for_each: 0.01, of: {of}}}
"""
INSIDE = "{rate: 19%, prices: include_tax}"
ON_TOP = "{rate: 19%, prices: exclude_tax}"


@pytest.mark.parametrize(
    ("tax", "of", "points"),
    [
        (INSIDE, "line.net_amount", 840),
        (INSIDE, "line.gross_amount", 1000),
        (ON_TOP, "line.net_amount", 1000),
        (ON_TOP, "line.gross_amount", 1190),
    ],
)
def test_bases_with_and_without_tax(tax: str, of: str, points: int) -> None:
    """10.00 with 19 % inside are 8.40 without; 10.00 without are 11.90 with it."""
    made = decided(programme(TAXED.format(tax=tax, of=of)), line("10.00"))

    assert made.points_earned == points
    assert sumcheck.check(explained(made)) == []


def test_a_discount_cannot_ask_for_what_is_left_after_it() -> None:
    """What a line costs without tax is known only after discounts and fees."""
    rule = "{id: a, name: {en: A}, when: line.net_amount > 5.00, percent: 1%}"
    assert found(f"\nbasket:\n  discounts: {{combine: best, rules: [{rule}]}}\n") == [
        "E601 `line.net_amount` is worked out only after this"
    ]


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=6), st.sampled_from(["1.00", "7.50", "10.00"]))
def test_whole_steps_of_the_lines_are_those_of_the_order(cents: list[int], each: str) -> None:
    """However an order is cut into lines, they earn the steps of the order together, and none below zero."""
    by = programme(f"\nearn:\n  base: {{points: 1, for_each: {each}, of: line.amount, steps: whole}}\n")
    made = decided(by, *(line(f"{c // 100}.{c % 100:02}") for c in cents))

    shares = [Fraction(award["points"]) for award in explained(made)["points"]["awards"]]
    assert made.points_earned == sum(cents) // int(Fraction(each) * 100)
    assert all(share > 0 for share in shares)
    assert sumcheck.check(explained(made)) == []
