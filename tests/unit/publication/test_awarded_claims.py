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


EVENT = "events:\n  - {id: e, name: {en: '%s', zh-CN: '%s'}, points: 50, once_per: member}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100 points for signing up", UNSUPPORTED),
        ("注册送100积分", UNSUPPORTED),
        ("50 points for signing up", set()),
        ("注册送50积分", set()),
        ("Up to 100 points a month", set()),
    ],
)
def test_an_event_tells_no_more_points_than_it_gives(text: str, found: set[str]) -> None:
    """Its name is read beside the points that it gave."""
    assert found == claims("", events=EVENT % (text, text))


LASTS = EARN + "%s"
ENDS = "  expire: {after: 12 months, by: each_lot}\n"
NEVER = [
    "Points never expire",
    "Your points will never lapse",
    "Points don't expire",
    "Ihre Punkte verfallen nie",
    "Vos points n'expirent jamais",
    "Twoje punkty nigdy nie wygasają",
    "积分永不过期",
    "积分长期有效",
    "永不过期积分",
]


@pytest.mark.parametrize("text", NEVER)
def test_points_that_end_are_not_told_to_last(text: str) -> None:
    """Where they end by any rule, no name says that they never do; where they never end, it may."""
    told = text.replace("'", "''")

    assert UNSUPPORTED == claims("", earn=LASTS % (told, told, ENDS))
    assert UNSUPPORTED == claims("", earn=LASTS % (told, told, ENDS.replace("each_lot", "activity")))
    assert set() == claims("", earn=LASTS % (told, told, ""))


@pytest.mark.parametrize(
    "text",
    [
        "Points never expire as long as you shop once a year",
        "Punkte verfallen nicht, wenn Sie einkaufen",
        "Your vouchers never expire",
        "So that your points don't get lost",
        "Use points before they expire",
        "积分到期前提醒",
    ],
)
def test_what_says_less_is_no_such_claim(text: str) -> None:
    """While somebody does something, of something else, or until an end."""
    told = text.replace("'", "''")

    assert set() == claims("", earn=LASTS % (told, told, ENDS))
