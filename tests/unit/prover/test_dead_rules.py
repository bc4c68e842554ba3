"""What is looked through when rules are looked for that never count, and how far."""

from datetime import date

from loyalty.language.tree import Comparison
from loyalty.prover.conditions.almanac import Almanac
from loyalty.prover.conditions.ambiguous import meeting_rules
from loyalty.prover.conditions.dead import dead_rules
from tests.unit.decision.making import TIERS, programme


def _multipliers(*conditions: str) -> str:
    listed = "".join(
        f"    - {{id: r{n}, name: {{en: R{n}}}, when: '{when}', multiply: 2x}}\n"
        for n, when in enumerate(conditions)
    )
    head = "earn:\n  base: {points: 1, for_each: 1, of: line.amount}\n  rules:\n"
    return f"{head}{listed}  combine: [best_multiplier]\n"


def test_forty_rules_are_780_pairs() -> None:
    """Of forty rules that offer the same, each for days of its own, no two meet."""
    days = [(month, day) for month in range(1, 11) for day in (1, 8, 15, 22)]
    when = [f"order.day >= 2026-{m:02}-{d:02} and order.day < 2026-{m:02}-{d + 6:02}" for m, d in days]

    looked = meeting_rules(programme(_multipliers(*when)))

    assert (780, ()) == (looked.rules, looked.findings)


def test_a_benefit_no_tier_of_the_condition_gives() -> None:
    """What the member's tier gives is looked through: blue gives no lounge."""
    tiers = TIERS.replace("discount: 5%", "benefits: {lounge: true}").replace(
        "  keep_for", "  benefits: {lounge: {is: truth, name: {en: Lounge}}}\n  keep_for"
    )
    rules = _multipliers(
        'tier.benefit.lounge and member.tier == "blue"', 'tier.benefit.lounge and member.tier == "gold"'
    )

    assert {"r0"} == dead_rules(programme(tiers + rules)).dead


def test_a_sum_of_lines_above_nothing_asks_for_a_line() -> None:
    """Coffee for 5.00 in an order needs a line of coffee, and the line that is asked may be another."""
    facts = '  order.coffee: {is: money, sum_of: line.list_amount, except_when: line.category != "coffee"}\n'
    rules = _multipliers(
        'order.coffee >= 5.00 and line.category == "tea"', "order.coffee < 5.00 and order.coffee > 6.00"
    )

    assert {"r1"} == dead_rules(programme(facts + rules)).dead


def test_a_long_time_has_every_different_day() -> None:
    """Of a time without end, the days that stand for it have 29 February on every weekday."""
    almanac = Almanac.of(date(2026, 1, 1), None, [])
    leap = almanac.where("order.day_month", Comparison.EQ, "02-29")

    assert len(almanac.days) < 12_000
    for weekday in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"):
        assert not almanac.where("order.weekday", Comparison.EQ, weekday).met(leap).is_empty


def test_sums_that_never_meet() -> None:
    """What an order comes to is no more than its list price: from 50.00 on it is not below 40.00 there."""
    facts = "  order.total: {is: money, sum_of: line.amount}\n"
    apart = _multipliers("order.list_total < 40.00", "order.total >= 50.00")
    near = _multipliers("order.list_total < 60.00", "order.total >= 50.00")

    assert () == meeting_rules(programme(facts + apart)).findings
    assert ["E805"] == [finding.code for finding in meeting_rules(programme(facts + near)).findings]


def test_points_are_earned_where_no_more_is_offered() -> None:
    """Two rules that offer the same meet only where a third that offers more stands too."""
    facts = "  order.total: {is: money, sum_of: line.amount}\n"
    rules = _multipliers("order.total >= 50.00", "order.total < 60.00").replace(
        "  combine",
        "    - {id: more, name: {en: M}, when: order.list_total >= 50.00, multiply: 3x}\n  combine",
    )

    assert () == meeting_rules(programme(facts + rules)).findings
