"""Days of every year around one of the member's, against the calendar itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.decide import Decision
from loyalty.decision.situate import Participant
from loyalty.language.occasions.moments import day_month
from loyalty.wording.text import as_text
from tests.unit.decision.making import EARN, FEE, decided, explained, found, line, programme

BORN = "  member.born: {is: day_month, label: personal, purpose: [treat]}\n"
RULE = (
    "  rules: [{{id: treat, name: {{en: T}}, add: 7, once_per: order, anniversary: {{of: {of}, {more}}}}}]\n"
)
LEAP = date(2028, 1, 1)
WHEN = (
    EARN.replace("{", "{{").replace("}", "}}")
    + "  combine: [additions]\n"
    + "  rules: [{{id: r, name: {{en: R}}, when: '{when}', add: 7, once_per: order}}]\n"
)


def _rules(more: str, of: str = "member.born") -> str:
    return BORN + EARN + "  combine: [additions]\n" + RULE.format(of=of, more=more)


BY = {
    leap: programme(_rules(f"days_before: 2, days_after: 3, leap_day: {leap}")) for leap in ("02-28", "03-01")
}


@given(
    st.integers(0, 365).map(lambda days: LEAP + timedelta(days=days)),
    st.integers(0, 1400).map(lambda days: date(2026, 1, 5) + timedelta(days=days)),
    st.sampled_from(["02-28", "03-01"]),
)
def test_the_days_around_a_birthday_are_those_of_the_calendar(born: date, day: date, leap: str) -> None:
    """A rule applies exactly where some year's birthday is at most 3 days before or 2 days after the day."""
    kept = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            kept.append(born.replace(year=year))
        except ValueError:
            kept.append(date(year, int(leap[:2]), int(leap[3:])))
    expected = any(-2 <= (day - birthday).days <= 3 for birthday in kept)
    who = Participant(enrolled=True, facts={"member.born": day_month(born)})

    made = decided(BY[leap], line("1.00"), who=who, at=datetime(day.year, day.month, day.day, 11, tzinfo=UTC))

    assert (8 if expected else 1) == made.points_earned


def test_an_anniversary_can_be_checked_by_anybody() -> None:
    """The receipt shows the days that were looked at, and its sum is worked out again without the engine."""
    made = decided(BY["02-28"], line("1.00"), who=Participant(enrolled=True))
    document = explained(made)

    assert sumcheck.check(document) == []
    assert "calendar.day_month.0" in document["facts"]
    assert ["member.born"] == document["withheld"]
    assert {"not-so"} == {part["code"] for row in document["not_applied"] for part in row["missing"]}


@pytest.mark.parametrize("of", ["order.channel", "member.tier", "history.orders"])
def test_an_anniversary_is_of_a_day_of_the_members_year(of: str) -> None:
    """Only a `day_month` fact of the member, or the day they enrolled, comes again every year."""
    assert found(_rules("leap_day: 02-28", of)) == [f"E475 `{of}` is no day of a member's year"]


def test_an_anniversary_has_few_days_around_it() -> None:
    """A window is of at most 31 days on either side."""
    assert found(_rules("days_after: 32, leap_day: 02-28")) == [
        "E475 the days around an anniversary are 0 to 31"
    ]


def test_times_and_history_are_not_facts_of_a_file_or_of_a_plan() -> None:
    """What the engine knows itself cannot be declared, and a plan's period is not judged by later orders."""
    assert found("  order.hour: {is: quantity}\n") == ["E419 `order.hour` always exists"]
    plan = "\nplans: [{id: a, name: {en: A}, price: {every: month, amount: 1.00}, fees: [FEE]}]\n"
    fee = f"{FEE}amount: 1.00, when: history.orders == 0}}"

    assert "E601 a plan has no `history.orders`" in found(plan.replace("FEE", fee))


@given(
    st.integers(0, 365).map(lambda days: LEAP + timedelta(days=days)),
    st.integers(0, 1400).map(lambda days: date(2026, 1, 5) + timedelta(days=days)),
    st.sampled_from(["02-28", "03-01"]),
)
def test_days_until_a_birthday_counts_are_those_until_the_rule_applies(
    born: date, day: date, leap: str
) -> None:
    """On the day that is told, and on none before it, the rule applies; with its label."""
    who = Participant(enrolled=True, facts={"member.born": day_month(born)})

    def on(when: date) -> Decision:
        at = datetime(when.year, when.month, when.day, 11, tzinfo=UTC)
        return decided(BY[leap], line("1.00"), who=who, at=at)

    document = explained(on(day))

    assert sumcheck.check(document) == []
    for item in document["not_applied"]:
        [part] = item["missing"]
        assert ("not-yet", "day", "personal") == (part["code"], part["unit"], part["label"])
        assert {"kind": "points", "value": "7"} == item["gives"]
        first = day + timedelta(days=int(part["distance"]))
        assert date.fromordinal(int(part["needed"])) == first
        assert 8 == on(first).points_earned
        before = [first - timedelta(days=n) for n in range(1, min(9, (first - day).days))]
        assert [1] * len(before) == [on(each).points_earned for each in before]


@pytest.mark.parametrize(
    ("more", "of", "history", "distance"),
    [
        ("whole_month: true, leap_day: 02-28", "member.born", {}, "169"),
        (
            "leap_day: 02-28",
            "history.enrolled",
            {"history.enrolled": "06-10", "history.days_enrolled": 5},
            "360",
        ),
        (
            "days_before: 31, leap_day: 02-28",
            "history.enrolled",
            {"history.enrolled": "06-10", "history.days_enrolled": 5},
            "329",
        ),
    ],
)
def test_whole_months_and_the_day_of_joining_have_a_distance_too(
    more: str, of: str, history: Mapping[str, int | str], distance: str
) -> None:
    """A month begins on its first day; an anniversary of joining waits for the year to be nearly over."""
    who = Participant(enrolled=True, facts={"member.born": "12-24"}, history=history)
    document = explained(decided(programme(_rules(more, of)), line("1.00"), who=who))

    [item] = document["not_applied"]
    assert [("not-yet", distance)] == [(part["code"], part["distance"]) for part in item["missing"]]
    assert [] == sumcheck.check(document)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ('order.weekday == "wednesday"', "2"),
        ('order.weekday in ["saturday", "sunday"]', "5"),
        ('order.weekday != "monday"', "1"),
        ('not order.weekday in ["monday", "tuesday"]', "2"),
        ('order.day_month == "11-11"', "149"),
    ],
)
def test_days_until_a_weekday_are_told(when: str, days: str) -> None:
    """From the Monday of the order on; in both languages, with what the rule gives then."""
    document = explained(decided(programme(WHEN.format(when=when)), line("1.00")))

    [item] = document["not_applied"]
    assert [("not-yet", days)] == [(part["code"], part["distance"]) for part in item["missing"]]
    said = "1 day" if days == "1" else f"{days} days"
    assert f"it applies in {said} and gives 7 points" in as_text(document, "en").replace("\u00a0", " ")
    assert f"{days} 天后适用" in as_text(document, "zh-CN").replace("\u00a0", " ")
    assert [] == sumcheck.check(document)


def test_hours_are_told_by_the_clock() -> None:
    """From which hour on the rule applies, not how many hours more."""
    document = explained(decided(programme(WHEN.format(when="order.hour >= 17")), line("1.00")))

    assert "it applies from 17:00 on and gives 7 points" in as_text(document, "en").replace("\u00a0", " ")
    assert "17:00 起适用" in as_text(document, "zh-CN").replace("\u00a0", " ")
