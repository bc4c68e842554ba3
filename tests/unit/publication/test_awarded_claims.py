"""The points that the name of a rule tells are those that it adds."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

EARN = (
    "earn:\n  base: {points: 1, for_each: 1.00, of: line.amount}\n  rules:\n"
    "    - {id: r, name: {en: '%s', zh-CN: '%s'}, when: order.total >= 30.00, add: 20, once_per: order}\n"
    "  combine: [additions]\n"
)


@pytest.mark.parametrize(
    "text", ["30 points online", "Get 25 extra points", "线上送30积分", "50 Bonuspunkte", "+ 1,000 points"]
)
def test_more_points_are_told_than_the_rule_adds(text: str) -> None:
    """In digits, whichever language tells them."""
    assert UNSUPPORTED == claims("", earn=EARN % (text, text))


@pytest.mark.parametrize(
    "text",
    [
        "20 points from €30",
        "线上送20积分",
        "From 500 points: a gift",
        "满500积分送礼",
        "Our 30 points of sale",
        "20 points for every order, up to 200 points a month",
        "每单20积分，每月最高200积分",
        "满 500 积分送礼",
        "20 extra points (100 points = 1 EUR)",
        "20 points towards your next 500 points",
    ],
)
def test_no_more_points_are_told_than_the_rule_adds(text: str) -> None:
    """A number of points that a member has to have is not told as given."""
    assert set() == claims("", earn=EARN % (text, text))
