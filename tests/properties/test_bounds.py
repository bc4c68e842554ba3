"""What is shown of an order's price, its cost and its parts holds for orders drawn at random."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import Participant
from tests.unit.constraints.answering import DISCOUNT, REDEEM, answer
from tests.unit.decision.making import EARN, TIERS, decided, line, programme

Line = tuple[str, str, dict[str, str]]

LINES = st.lists(
    st.builds(
        line,
        st.decimals("0.0001", "120", places=4).map(str),
        st.sampled_from(["1", "1", "2", "3", "0.5", "7.25"]),
        category=st.sampled_from(["coffee", "tea", "gear"]),
    ),
    min_size=2,
    max_size=6,
)
WHO = st.sampled_from([Participant(enrolled=True, tier="gold"), Participant(enrolled=True, tier="blue")])
OFF = st.sampled_from(
    [
        "percent: {0}%",
        "percent: {0}%, each: order",
        "percent: {0}%, reached: {{amount: 50.00, measured: before_discounts}}",
        "percent: {0}%, at_most: {0}.00",
        "amount: {0}.00",
        "amount: 0.{0}, each: unit",
        'percent: {0}%, when: line.category == "tea"',
        "buy_get: {{buy: 2, get: 1, percent: {0}%, counted: all_lines, given: cheapest}}",
    ]
)
SHARES = st.sampled_from([10, 25, 45, 60])
RULES = st.builds(lambda off, much: TIERS + EARN + REDEEM + DISCOUNT.format(off.format(much)), OFF, SHARES)
CAPPED = EARN + "  caps: [{per: [order], at_most: 1000}]\n" + REDEEM
BOUNDED = st.builds(lambda off, much: CAPPED + DISCOUNT.format(off.format(much)), OFF, SHARES)
POINTS = st.sampled_from([0, 0, 100, 5000])


@cache
def _made(rules: str) -> Programme:
    return programme(rules)


@cache
def _holds(name: str, rules: str, **params: str) -> bool:
    return answer(name, rules, **params).holds is True


def _shown(name: str, **params: str) -> Callable[[str], bool]:
    return lambda rules: _holds(name, rules, **params)


def _off(decision: Decision) -> int:
    return decision.value("order.list_total") - decision.value("total.merchandise")


@pytest.mark.slow
@given(RULES.filter(_shown("price_within", below_list_at_most="50%")), LINES, WHO)
def test_no_order_is_below_a_floor_that_was_shown(rules: str, lines: list[Line], who: Participant) -> None:
    """Half of the list price and a cent for each line are always paid, and never more than the list price."""
    decision = decided(_made(rules), *lines, who=who)

    assert 0 <= _off(decision) <= Fraction(decision.value("order.list_total"), 2) + len(lines)


@given(BOUNDED.filter(_shown("budget_bounded", at_most="70.00", per="order")), LINES, WHO, POINTS)
def test_no_order_gives_more_than_was_shown(
    rules: str, lines: list[Line], who: Participant, points: int
) -> None:
    """Discounts and points of a cent each stay within the amount."""
    decision = decided(_made(rules), *lines, who=who, points=points)

    assert 7000 >= _off(decision) + decision.points_earned


@given(RULES.filter(_shown("no_point_pump", return_at_most="2%")), LINES, WHO, POINTS)
def test_no_order_returns_more_than_was_shown(
    rules: str, lines: list[Line], who: Participant, points: int
) -> None:
    """Points of a cent each are never worth more than a fiftieth of the money paid."""
    decision = decided(_made(rules), *lines, who=who, points=points)

    assert decision.payable >= 50 * decision.points_earned


@given(RULES.filter(_shown("splitting_never_pays")), LINES, WHO, st.data())
def test_no_split_pays_where_that_was_shown(
    rules: str, lines: list[Line], who: Participant, data: st.DataObject
) -> None:
    """However the lines are dealt to two orders, they cost no less and earn no more than one."""
    first = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    parts = [[one for one, here in zip(lines, first, strict=True) if here is side] for side in (True, False)]
    two = [decided(_made(rules), *part, who=who) for part in parts if part]
    one = decided(_made(rules), *lines, who=who)

    assert one.due <= sum(each.due for each in two)
    assert one.points_earned >= sum(each.points_earned for each in two)
