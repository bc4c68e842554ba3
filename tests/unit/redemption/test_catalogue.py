"""Whether a member may have a reward on a day, and what it costs then."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from loyalty.language.dated import Dated
from loyalty.language.shapes.rewards import RewardShape
from loyalty.redemption.catalogue import Taken, Wish, cost_of
from loyalty.redemption.refusals import CostDiffers, OutOfStock, RewardLimitReached, RewardNotOffered

MUG = RewardShape(
    id="mug",
    name={"en": "Mug"},
    kind="good",
    cost=Dated(((date(2026, 1, 1), Fraction(500)), (date(2026, 7, 1), Fraction(600)))),
    stock=2,
    per_member=1,
    until=date(2026, 12, 31),
    tiers=("gold",),
)
WISH, NONE = Wish(date(2026, 6, 30), "gold"), Taken(0, 0)


@pytest.mark.parametrize(("day", "cost"), [(date(2026, 6, 30), 500), (date(2026, 7, 1), 600)])
def test_the_cost_is_that_of_the_day(day: date, cost: int) -> None:
    """A dated cost changes on its day; a caller who says it rightly pays the same."""
    assert cost == cost_of(MUG, Wish(day, "gold"), NONE)
    assert cost == cost_of(MUG, Wish(day, "gold", cost), NONE)


def test_another_cost_is_refused_with_ours() -> None:
    """What a caller believes is checked, and told what is right."""
    with pytest.raises(CostDiffers) as refusal:
        cost_of(MUG, replace(WISH, points=1), NONE)

    assert {"cost": 500, "sent": 1} == refusal.value.facts


@pytest.mark.parametrize(
    "wish",
    [replace(WISH, tier="blue"), replace(WISH, day=date(2027, 1, 1)), replace(WISH, day=date(2025, 12, 31))],
)
def test_it_is_for_some_and_for_a_time(wish: Wish) -> None:
    """Another tier, a day after the last one and a day before its first cost have no such reward."""
    with pytest.raises(RewardNotOffered):
        cost_of(MUG, wish, NONE)


def test_stock_and_limit_are_kept() -> None:
    """The last one may be had, no more; and no more by one member than anybody may."""
    assert 500 == cost_of(MUG, WISH, Taken(1, 0))
    with pytest.raises(OutOfStock):
        cost_of(MUG, WISH, Taken(2, 0))
    with pytest.raises(RewardLimitReached):
        cost_of(MUG, WISH, Taken(1, 1))
