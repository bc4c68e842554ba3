"""The steps of a breach and its clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.breaches.breach import HOURS, Breach, BreachStep, Taken, after
from loyalty.breaches.refusals import BreachNoticeLate, BreachStepEarly
from loyalty.wording.privacy.breach import authority_text, people_text

FRIDAY = datetime(2026, 12, 25, 17, tzinfo=UTC)
S = BreachStep


def taken(*steps: BreachStep, at: datetime = FRIDAY) -> tuple[Taken, ...]:
    """Give steps that were taken at one instant, with a reason."""
    found: tuple[Taken, ...] = ()
    for step in steps:
        found = after(found, Taken(step, at, "dpo", "because", ("EU",)))
    return found


def test_the_clock_runs_through_nights_and_holidays() -> None:
    """72 hours after becoming aware on a Friday evening are over on Monday evening."""
    breach = Breach("b", taken(S.SUSPECTED, S.AWARE))

    [before] = breach.clocks(FRIDAY + timedelta(hours=72))
    [later] = breach.clocks(FRIDAY + timedelta(hours=72, microseconds=1))

    assert datetime(2026, 12, 28, 17, tzinfo=UTC) == before.until
    assert not before.late
    assert later.late


@given(
    st.sampled_from(sorted(HOURS)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001  given a zone below
    st.timedeltas(timedelta(0), timedelta(days=10)),
)
def test_late_is_what_is_told_after_its_hours(market: str, aware: datetime, waited: timedelta) -> None:
    """For every market and moment: late exactly where more hours passed than there are, told or not."""
    began = aware.replace(tzinfo=UTC)
    steps = after((), Taken(S.AWARE, began, "dpo", markets=(market,)))
    told = after(steps, Taken(S.AUTHORITY_TOLD, began + waited, "dpo", "the storm"))

    [open_clock] = Breach("b", steps).clocks(began + waited)
    [ended] = Breach("b", told).clocks(began + timedelta(days=400))

    assert (waited > HOURS[market]) == open_clock.late == ended.late


def test_telling_late_needs_a_reason() -> None:
    """Who tells an authority after its time says why, or the step is not taken."""
    late = FRIDAY + timedelta(hours=73)

    with pytest.raises(BreachNoticeLate):
        after(taken(S.AWARE), Taken(S.AUTHORITY_TOLD, late, "dpo"))

    assert (
        S.AUTHORITY_TOLD is after(taken(S.AWARE), Taken(S.AUTHORITY_TOLD, late, "dpo", "a strike"))[-1].step
    )


def test_an_authority_that_is_told_ends_its_own_clock() -> None:
    """Who tells that of China in time has not told those of the EU and the UK, and learns nothing before."""
    both = ("EU", "CN")
    steps = after((), Taken(S.AWARE, FRIDAY, "dpo", markets=both))
    told = after(steps, Taken(S.AUTHORITY_TOLD, FRIDAY + timedelta(minutes=50), "dpo", markets=("CN",)))
    clocks = {each.market: each for each in Breach("b", told).clocks(FRIDAY + timedelta(hours=80))}
    assert (None, True) == (clocks["EU"].told_at, clocks["EU"].late)
    assert not clocks["CN"].late

    rest = [Taken(step, FRIDAY, "dpo", "small") for step in (S.CONTAINED, S.ASSESSED, S.PEOPLE_NOT_NEEDED)]
    for each in rest:
        told = after(told, each)
    with pytest.raises(BreachStepEarly, match="of EU"):
        after(told, Taken(S.LEARNED, FRIDAY, "dpo"))
    later = FRIDAY + timedelta(hours=73)
    with pytest.raises(BreachNoticeLate):
        after(told, Taken(S.AUTHORITY_TOLD, later, "dpo", markets=("EU",)))
    in_time = after(told, Taken(S.AUTHORITY_TOLD, FRIDAY + timedelta(hours=70), "dpo", markets=("EU",)))
    assert S.LEARNED is after(in_time, Taken(S.LEARNED, later, "dpo"))[-1].step
    of_all = after(steps, Taken(S.AUTHORITY_TOLD, FRIDAY + timedelta(minutes=50), "dpo"))
    assert [] == [each for each in Breach("b", of_all).clocks(later) if each.late]
    found = after(of_all, Taken(S.CONTAINED, FRIDAY, "dpo", markets=("UK",)))
    assert ["UK"] == [each.market for each in Breach("b", found).clocks(later) if each.late]


def test_a_market_that_is_named_later_is_told_before_it_is_closed() -> None:
    """A market found after something was learned, or while it is closed, has its authority told first."""
    steps = taken(S.AWARE, S.CONTAINED, S.ASSESSED, S.AUTHORITY_TOLD, S.PEOPLE_NOT_NEEDED, S.LEARNED)
    with pytest.raises(BreachStepEarly, match="of CN"):
        after(steps, Taken(S.CLOSED, FRIDAY, "dpo", markets=("CN",)))
    found = after(steps, Taken(S.ASSESSED, FRIDAY, "dpo", markets=("UK",)))
    with pytest.raises(BreachStepEarly, match="of UK"):
        after(found, Taken(S.CLOSED, FRIDAY, "dpo"))

    told = after(found, Taken(S.AUTHORITY_TOLD, FRIDAY, "dpo", markets=("UK",)))
    assert S.CLOSED is after(told, Taken(S.CLOSED, FRIDAY, "dpo"))[-1].step


def test_one_authority_told_late_makes_no_other_late() -> None:
    """China was told late, with its reason; the EU in time and at the same instant needs none."""
    at = FRIDAY + timedelta(hours=2)
    steps = after((), Taken(S.AWARE, FRIDAY, "dpo", markets=("EU", "CN")))
    late = after(steps, Taken(S.AUTHORITY_TOLD, at, "dpo", "late", ("CN",)))

    assert S.AUTHORITY_TOLD is after(late, Taken(S.AUTHORITY_TOLD, at, "dpo", markets=("EU",)))[-1].step


def test_the_clock_begins_when_somebody_was_aware_first() -> None:
    """That somebody had known it for three days before is said later, and counts."""
    earlier = Taken(S.AWARE, FRIDAY - timedelta(days=3), "dpo")

    [clock] = Breach("b", after(taken(S.AWARE), earlier)).clocks(FRIDAY + timedelta(hours=1))

    assert (FRIDAY, True) == (clock.until, clock.late)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), S.CONTAINED),
        ((S.SUSPECTED,), S.AUTHORITY_TOLD),
        ((S.AWARE,), S.ASSESSED),
        ((S.AWARE, S.CONTAINED), S.PEOPLE_NOT_NEEDED),
        ((S.AWARE, S.CONTAINED, S.ASSESSED, S.AUTHORITY_TOLD), S.LEARNED),
        ((S.AWARE,), S.CLOSED),
    ],
)
def test_what_comes_first_comes_first(before: tuple[BreachStep, ...], step: BreachStep) -> None:
    """A step before what it rests on is refused."""
    with pytest.raises(BreachStepEarly):
        after(taken(*before), Taken(step, FRIDAY, "dpo", "because"))


def test_a_suspicion_that_was_nothing_is_closed_with_a_reason() -> None:
    """A breach nobody became aware of is closed by saying why; one that is closed takes no step more."""
    closed = taken(S.SUSPECTED, S.CLOSED)

    assert S.CLOSED is closed[-1].step
    with pytest.raises(BreachStepEarly):
        after(closed, Taken(S.AWARE, FRIDAY, "dpo"))


def test_the_texts_say_what_is_known_in_both_languages() -> None:
    """Each text has as many lines in Chinese as in English, and says what is not known yet."""
    told = {
        "breach": "lost-laptop",
        "content": {"nature": "a laptop was lost"},
        "steps": [{"step": "aware", "at": "2026-12-25T17:00:00Z", "reason": None}],
        "clocks": [{"late": True}],
        "touched": [{"says": {"en": "where a member is reached", "zh-CN": "联系方式"}, "members": 7}],
    }

    for write in (authority_text, people_text):
        english, chinese = write(told, "en"), write(told, "zh-CN")
        assert len(english.splitlines()) == len(chinese.splitlines())
        assert "a laptop was lost" in english
        assert "not known yet" in english
        assert "尚不清楚" in chinese
    assert "where a member is reached (7)" in authority_text(told, "en")
    assert "联系方式（7）" in authority_text(told, "zh-CN")
