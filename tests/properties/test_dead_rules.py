"""Rules that are called dead change nothing, and every other rule changes something somewhere.

Programmes of a few rules whose conditions are about the channel, the goods, the day and the
tier: there are few enough situations to try every one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant
from loyalty.prover.conditions.dead import dead_rules
from tests.unit.decision.making import GOLD, TIERS, decided, line, programme

FIRST = datetime(2026, 6, 15, 10, tzinfo=UTC)  # a Monday
DAYS: Final = 2
CHANNELS, CATEGORIES = ("app", "web", "shop"), ("coffee", "tea", "gear")
WHO = (NOBODY, Participant(enrolled=True), Participant(enrolled=True, tier="blue"), GOLD)
SITUATIONS = tuple(product(CHANNELS, CATEGORIES, range(DAYS), WHO))

TESTS = st.one_of(
    st.builds('order.channel {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from(CHANNELS)),
    st.builds('line.category {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from(CATEGORIES)),
    st.builds(
        'line.category in ["{}", "{}"]'.format, st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)
    ),
    st.builds("order.day {} 2026-06-1{}".format, st.sampled_from(["<", ">=", "=="]), st.integers(5, 6)),
    st.builds('order.weekday == "{}"'.format, st.sampled_from(["monday", "tuesday", "sunday"])),
    st.builds('member.tier {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from(["blue", "gold"])),
    st.sampled_from(["member.enrolled", "not member.enrolled"]),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=4,
)
# No two give the same: of such, either could go.
RULES = st.lists(
    st.tuples(CONDITIONS, st.integers(2, 6)), min_size=1, max_size=3, unique_by=lambda rule: rule[1]
)


def _earning(rules: Sequence[tuple[int, str, int]], way: str) -> str:
    listed = "".join(
        f"    - {{id: r{n}, name: {{en: R{n}}}, when: '{when}', multiply: {value}x}}\n"
        for n, when, value in rules
    )
    stage = f"  rules:\n{listed}  combine: [{way}_multiplier]\n" if rules else ""
    return f"earn:\n  base: {{points: 1, for_each: 1, of: line.amount}}\n{stage}"


def _discounting(rules: Sequence[tuple[int, str, int]], lines: frozenset[int]) -> str:
    listed = "".join(
        f"      - {{id: r{n}, name: {{en: R{n}}}, {_where(when, by_lines=n in lines)}, percent: {value}0%}}\n"
        for n, when, value in rules
    )
    discounts = f"  discounts:\n    combine: best\n    rules:\n{listed}" if rules else ""
    return f"basket:\n  returns: {{within: 14 days}}\n{discounts}"


def _where(when: str, *, by_lines: bool) -> str:
    return f"lines: '{when}'" if by_lines else f"when: '{when}'"


def _programme(rules: str) -> Programme:
    # The days of the programme are those that are tried.
    days = "{from: 2026-06-15, until: 2026-06-16}"
    text = TIERS.replace("discount: 5%", "earn: 1x") + rules
    return programme(text, effective=days)


def _outcomes(by: Programme) -> list[tuple[int, int]]:
    made = (
        decided(
            by,
            line("10.00", category=category),
            order={"channel": channel},
            who=who,
            at=FIRST + timedelta(days=day),
        )
        for channel, category, day, who in SITUATIONS
    )
    return [(decision.due, decision.points_earned) for decision in made]


@pytest.mark.parametrize("way", ["best", "first"])
@settings(max_examples=50, deadline=None)
@given(rules=RULES)
def test_dead_multipliers(way: str, rules: list[tuple[str, int]]) -> None:
    """A multiplier that is called dead changes no points, and one that is not changes some."""
    listed = [(n, when, value) for n, (when, value) in enumerate(rules)]
    whole = _programme(_earning(listed, way))

    _hold(whole, [_programme(_earning([rule for rule in listed if rule[0] != n], way)) for n, _, _ in listed])


@settings(max_examples=50, deadline=None)
@given(rules=RULES, lines=st.frozensets(st.integers(0, 3)))
def test_dead_discounts(rules: list[tuple[str, int]], lines: frozenset[int]) -> None:
    """A discount that is called dead changes no price, and one that is not changes some."""
    listed = [(n, when, value) for n, (when, value) in enumerate(rules)]
    whole = _programme(_discounting(listed, lines))

    rest = [[rule for rule in listed if rule[0] != n] for n, _, _ in listed]
    _hold(whole, [_programme(_discounting(rules_left, lines)) for rules_left in rest])


def _hold(whole: Programme, without: Sequence[Programme]) -> None:
    dead, outcomes = dead_rules(whole).dead, _outcomes(whole)
    for number, other in enumerate(without):
        assert (f"r{number}" in dead) is (outcomes == _outcomes(other))
