"""What is meant by numbers, days and lengths as others write them, and that nothing unsure is guessed."""

import pytest

from loyalty.language.findings import nearest
from loyalty.language.load import load_programme
from loyalty.language.texts.scalars import number_help
from loyalty.language.texts.slips import (
    days_meant,
    factor_meant,
    instant_help,
    length_meant,
    plain_number,
    share_meant,
)
from loyalty.language.texts.words import day_meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'234'567", "1234567"),
        ("12,50 €", "12.50"),
        ("12,50 zł", "12.50"),
        ("EUR 5", "5"),
        ("5,-", "5"),
        (".5", "0.5"),
        ("0.123", "0.123"),
        ("1.234", ""),
        ("1,234", ""),
        ("€1.234", ""),
        ("12,345,67", ""),
        ("EUR", ""),
        ("", ""),
    ],
)
def test_a_number_is_told_only_where_it_can_be_one_thing(text: str, number: str) -> None:
    """Other separators, signs and currencies are read; what could be two numbers is not guessed."""
    assert plain_number(text) == number


def test_a_group_of_three_behind_a_sign_is_not_taken_for_decimals() -> None:
    """Three digits behind a point may be a group of thousands."""
    assert "1.234" not in number_help("€1.234")
    assert number_help("-5 EUR").endswith("write `-5`")


def test_words_that_mean_no_limit_or_points_are_not_told_to_be_money() -> None:
    """No limit is not 0, and what may be points is not told as cents."""
    assert "`0`" in number_help("free")
    for text in ("none", "nothing", "50p", "50分"):
        assert number_help(text) == "write a decimal such as `12.50`"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50 percent", "50%"),
        ("2,5 %", "2.5%"),
        ("% 20", "20%"),
        ("5 Prozent", "5%"),
        ("ten percent", "10%"),
        ("Twenty-five per cent", "25%"),
        ("zehn Prozent", "10%"),
        ("百分之二十", "20%"),
        ("ten", ""),
        ("some percent", ""),
        ("half", ""),
        ("5", ""),
    ],
)
def test_a_percentage_in_words_is_told(text: str, share: str) -> None:
    """The word or the place of the sign does not matter."""
    assert share_meant(text) == share


@pytest.mark.parametrize(
    ("text", "factor"),
    [("2 times", "2x"), ("x3", "3x"), ("1,5-fach", "1.5x"), ("Double", "2x"), ("3倍", "3x"), ("often", "")],
)
def test_a_number_of_times_is_told(text: str, factor: str) -> None:
    """A factor is told in words of several languages."""
    assert factor_meant(text) == factor


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("20 Nov 2026", ("2026-11-20",)),
        ("November 20, 2026", ("2026-11-20",)),
        ("20. listopada 2026", ("2026-11-20",)),
        ("11/20/2026", ("2026-11-20",)),
        ("03/04/2026", ("2026-04-03", "2026-03-04")),
        ("2026-11-20 10:00", ("2026-11-20",)),
        ("20.11.26", ()),
        ("26/11/20", ()),
        ("2026", ()),
        ("next Monday", ()),
    ],
)
def test_a_day_is_told_in_every_order_it_can_have(text: str, days: tuple[str, ...]) -> None:
    """Where day and month could change places, both dates are told."""
    assert days_meant(text) == days


@pytest.mark.parametrize("text", ["20.11.26", "11/20/99", "26-11-20", "20 Nov 26"])
def test_the_century_of_a_short_year_is_not_guessed(text: str) -> None:
    """Two digits of a year are told to be too few, without a date of its own."""
    assert day_meant(text) == "write the year in four digits, such as `2026-11-22`"


def test_a_day_that_never_was_is_not_told() -> None:
    """A date the calendar does not have is no help."""
    assert day_meant("31/02/2026") == day_meant("31 Feb 2026") == "such as `2026-11-22`"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("14 Tage", "14 days"),
        ("two weeks", "2 weeks"),
        ("a year", "1 year"),
        ("14天", "14 days"),
        ("2 quarters", "6 months"),
        ("3 m", ""),
        ("day", ""),
        ("soon", ""),
    ],
)
def test_a_length_of_time_is_told(text: str, length: str) -> None:
    """Counts and units in words are told; an unclear unit is not."""
    assert length_meant(text) == length


def test_an_instant_is_told_what_it_lacks() -> None:
    """The help is an instant that can be read."""
    assert instant_help("2026-11-22") == (
        "say the time and the offset from UTC, such as `2026-11-22T12:00:00+01:00`"
    )
    assert instant_help("2026-11-22 9:30") == "say the offset from UTC, such as `2026-11-22T09:30:00+01:00`"
    for text in ("2026-02-30", "2026-11-22T25:00", "2026-11-22T10h", "now"):
        assert instant_help(text) == "such as `2026-11-22T10:00:00+01:00`"


def test_a_word_of_others_is_told_only_where_it_is_not_known() -> None:
    """A name that is known means itself."""
    assert nearest("if", ["when", "then"]) == "when"
    assert nearest("Europe", ["EU", "US"]) == "EU"
    assert nearest("amount", ["amount", "money"]) == "amount"
    assert nearest("max", ["best", "max"]) == "max"
    assert nearest("to", ["gold", "silver"]) == ""


@pytest.mark.parametrize("name", ["if", "to", "tiered", "Europe", "€", "max", "Floor, top"])
def test_words_of_others_are_names_like_any_other(name: str, coffee_source: dict[str, str]) -> None:
    """A seller may be called by any of the words, without a finding."""
    before = coffee_source["programme.yaml"]
    named = before.replace("Corner Coffee GmbH", f'"{name}"')
    loaded = load_programme({**coffee_source, "programme.yaml": named})
    assert loaded.shape is not None
    assert loaded.shape.seller is not None
    assert loaded.shape.seller.name == name
    assert not loaded.findings


def test_what_a_comma_cuts_off_is_one_finding_and_hides_none_elsewhere(coffee_source: dict[str, str]) -> None:
    """The value cut off brings no second finding; another wrong value of the line is still told."""
    before = coffee_source["programme.yaml"]
    cut = before.replace("from: 2026-11-15, until: 2027-01-31", "from: 2026-11, 15, until: 2027-13-31")
    found = load_programme({**coffee_source, "programme.yaml": cut}).findings
    assert [(each.code, each.span.line) for each in found] == [("E201", 8), ("E207", 8)]
