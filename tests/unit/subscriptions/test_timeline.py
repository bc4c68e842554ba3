"""A subscription folded from its changes: states, periods, segments and stretches."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given

from loyalty.language.values import Duration, Unit
from loyalty.subscriptions.asking import Moment, Wish, cancel, change, pause, resume
from loyalty.subscriptions.changes import When, change_from_json, change_to_json
from loyalty.subscriptions.timeline import Phase, Segment, Timeline
from tests.unit.subscriptions.histories import STEPS, Step, lived
from tests.unit.subscriptions.making import ANNUAL, BASIC, BERLIN, PRO, begun, berlin, told


def shown(timeline: Timeline, through: str) -> list[str]:
    """Give the segments that have begun by a local time, each in one line: plan, stretches, seats."""
    return [_line(segment) for segment in timeline.segments(berlin(through))]


def _line(segment: Segment) -> str:
    stretches = [f"{_day(s.start)}-{_day(s.end)} x{s.seats}" for s in segment.stretches]
    return f"{segment.plan}: {', '.join(stretches)}"


def _day(instant: datetime) -> str:
    return instant.astimezone(BERLIN).strftime("%d.%m")


def test_one_plan() -> None:
    """A plan that nothing happens to is one stretch in each period."""
    assert ["basic: 15.03-15.04 x1", "basic: 15.04-15.05 x1"] == shown(begun("2026-03-15"), "2026-04-15")


def test_an_upgrade_makes_two_segments() -> None:
    """A change of plan inside a period leaves its first part to the old plan, the rest is the new one's."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(PRO), told("2026-03-20T10:00"))
    old, new, later = timeline.segments(berlin("2026-04-15"))

    assert ["basic: 15.03-20.03 x1", "pro: 20.03-15.04 x1"] == shown(timeline, "2026-04-01")
    assert old.cycle == new.cycle
    assert (berlin("2026-03-20T10:00"), "pro") == (later.since, later.plan)
    assert (True, True, False) == (old.first, new.first, later.first)
    assert [old.windows[0].end] == [new.windows[0].start] == [berlin("2026-03-20T10:00")]


def test_there_and_back_is_one_segment_of_two_stretches() -> None:
    """A plan left and come back to in one period is decided once for it."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(PRO), told("2026-03-20"))
    timeline = change(timeline, PRO, Wish(BASIC), told("2026-03-25"))

    assert ["basic: 15.03-20.03 x1, 25.03-15.04 x1", "pro: 20.03-25.03 x1"] == shown(timeline, "2026-04-01")


def test_another_rhythm_begins_anew() -> None:
    """A change to a yearly plan ends the month there, and begins a year."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(ANNUAL), told("2026-03-20"))
    month, year = timeline.segments(berlin("2026-04-15"))

    assert ["basic: 15.03-20.03 x1", "annual: 20.03-20.03 x1"] == shown(timeline, "2027-03-19")
    assert berlin("2026-03-20") == month.closes == year.cycle.period.start
    assert berlin("2026-04-15") == month.cycle.nominal.end


def test_seats_make_stretches() -> None:
    """Other seats cut a period, the same plan decides it."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(seats=5), told("2026-03-20"))

    assert ["basic: 15.03-20.03 x1, 20.03-15.04 x5"] == shown(timeline, "2026-04-01")


def test_a_pause_is_time_without_a_stretch() -> None:
    """Paused time is in no stretch, but usage in it stays the plan's."""
    timeline = pause(begun("2026-03-15"), BASIC, told("2026-03-20"))
    timeline = resume(timeline, BASIC, told("2026-04-20"))
    first, second = timeline.segments(berlin("2026-04-20"))

    assert ["basic: 15.03-20.03 x1", "basic: 20.04-15.05 x1"] == shown(timeline, "2026-04-20")
    assert (first.cycle.period,) == first.windows
    assert (second.cycle.period,) == second.windows


def test_a_whole_period_of_pause_is_a_segment_without_stretches() -> None:
    """A period that is paused from end to end is still there, for what is used in it."""
    timeline = pause(begun("2026-03-15"), BASIC, told("2026-03-20"))

    assert "basic: " == shown(timeline, "2026-04-15")[-1]


def test_a_trial_costs_nothing_and_converts() -> None:
    """Fourteen days of trial have no period; the first begins at their end, at the same time of day."""
    timeline = begun("2026-03-15T14:10", replace(BASIC, trial=Duration(14, Unit.DAY)))

    assert [] == shown(timeline, "2026-03-29T14:09")
    assert berlin("2026-03-29T14:10") == timeline.segments(berlin("2026-03-29T14:10"))[0].cycle.period.start
    phases = [timeline.state_at(berlin(text)) for text in ("2026-03-15T14:10", "2026-03-29T14:10")]
    assert [Phase.TRIAL, Phase.ACTIVE] == [state.phase for state in phases if state]


def test_cancelled_in_the_trial() -> None:
    """Cancelled before the trial ends, at once or at its end, it never has a period."""
    timeline = begun("2026-03-15", replace(BASIC, trial=Duration(14, Unit.DAY)))

    for when in (When.NOW, When.AT_PERIOD_END):
        assert [] == shown(cancel(timeline, BASIC, told("2026-03-20", when)), "2027-01-01")
    assert berlin("2026-03-29") == cancel(timeline, BASIC, told("2026-03-20", When.AT_PERIOD_END)).ends_at


def test_another_plan_in_the_trial() -> None:
    """A change in the trial keeps its end, and the periods are the new plan's."""
    timeline = begun("2026-03-15", replace(BASIC, trial=Duration(14, Unit.DAY)))
    timeline = change(timeline, BASIC, Wish(ANNUAL), told("2026-03-20"))

    (only,) = timeline.segments(berlin("2026-05-01"))
    assert (berlin("2026-03-29"), berlin("2027-03-29")) == (only.cycle.period.start, only.cycle.period.end)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (told("2026-04-20", When.NOW), ["basic: 15.03-15.04 x1", "basic: 15.04-20.04 x1"]),
        (told("2026-04-20", When.AT_PERIOD_END), ["basic: 15.03-15.04 x1", "basic: 15.04-15.05 x1"]),
        (told("2026-04-20", When.BACK_DATED, "2026-03-25"), ["basic: 15.03-25.03 x1"]),
    ],
)
def test_cancelled(moment: Moment, expected: list[str]) -> None:
    """Now, at the end of the period, or back-dated: no stretch goes on after it."""
    timeline = cancel(begun("2026-03-15"), BASIC, moment)

    assert expected == shown(timeline, "2027-01-01")
    state = timeline.state_at(berlin("2027-01-01"))
    assert state is not None
    assert Phase.ENDED == state.phase


def test_a_cancellation_is_brought_forward() -> None:
    """One that is to come gives way to an earlier one."""
    timeline = cancel(begun("2026-03-15"), BASIC, told("2026-03-16", When.AT_PERIOD_END))
    timeline = cancel(timeline, BASIC, told("2026-03-20"))

    assert berlin("2026-03-20") == timeline.ends_at


def test_what_was_asked_last_holds() -> None:
    """A change of plan that is still to come gives way to another; one of seats does not."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(PRO), told("2026-03-16", When.AT_PERIOD_END))
    timeline = change(timeline, BASIC, Wish(seats=3), told("2026-03-17"))
    assert "pro: 15.04-15.05 x3" == shown(timeline, "2026-04-15")[-1]

    timeline = change(timeline, BASIC, Wish(BASIC), told("2026-03-18", When.AT_PERIOD_END))
    assert "basic: 15.04-15.05 x3" == shown(timeline, "2026-04-15")[-1]


def test_a_change_now_takes_the_place_of_one_that_waits() -> None:
    """A plan that was to come at the end of the period does not, once another was asked for."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(PRO), told("2026-03-16", When.AT_PERIOD_END))
    timeline = change(timeline, BASIC, Wish(ANNUAL), told("2026-03-18"))

    assert "annual" == timeline.segments(berlin("2026-06-01"))[-1].plan


def test_the_day_of_a_plan() -> None:
    """Other seats leave the day the subscription came to its plan; another plan has a day of its own."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(seats=2), told("2026-03-20"))
    moved = change(timeline, BASIC, Wish(PRO), told("2026-03-25"))

    assert berlin("2026-03-15") == timeline.segments(berlin("2026-05-01"))[-1].since
    assert berlin("2026-03-25") == moved.segments(berlin("2026-05-01"))[-1].since


def test_a_coupon_cuts_nothing() -> None:
    """A coupon given in the middle of a period leaves its one stretch whole."""
    timeline = change(begun("2026-03-15"), BASIC, Wish(coupons=("ten",)), told("2026-03-20"))

    assert ["basic: 15.03-15.04 x1"] == shown(timeline, "2026-04-01")


def test_coupons_count_periods() -> None:
    """A coupon is there from the first period that begins with it, and knows those it was there for."""
    timeline = begun("2026-03-15", BASIC, Wish(coupons=("hello",)))
    timeline = change(timeline, BASIC, Wish(coupons=("more",)), told("2026-04-01"))

    first, second = berlin("2026-03-15"), berlin("2026-04-15")
    expected = [{"hello": ()}, {"hello": (first,), "more": ()}, {"hello": (first, second), "more": (second,)}]
    assert expected == [segment.coupons for segment in timeline.segments(berlin("2026-05-15"))]


@given(STEPS)
def test_windows_tile_the_life(steps: list[Step]) -> None:
    """Whatever happens, the windows of all segments cover the time from start to end once, without a gap."""
    timeline = lived(steps)
    through = berlin("2027-06-01")
    segments = timeline.segments(through)
    windows = sorted((w.start, w.end) for s in segments for w in s.windows)

    if timeline.ends_at == timeline.paid_from:
        assert [] == windows
        return
    assert timeline.paid_from == windows[0][0]
    assert [end for _, end in windows[:-1]] == [start for start, _ in windows[1:]]
    assert windows[-1][1] == timeline.ends_at or (timeline.ends_at or through) >= through < windows[-1][1]
    assert len(segments) == len({(s.cycle.period.start, s.plan) for s in segments})


@given(STEPS)
def test_stretches_lie_in_windows(steps: list[Step]) -> None:
    """A segment's stretches follow one another inside its windows, in which its plan and seats hold."""
    timeline = lived(steps)

    for segment in timeline.segments(berlin("2027-06-01")):
        borders = [at for s in segment.stretches for at in (s.start, s.end)]
        assert borders == sorted(borders)
        for stretch in segment.stretches:
            assert any(w.start <= stretch.start < stretch.end <= w.end for w in segment.windows)
            state = timeline.state_at(stretch.start)
            assert state is not None
            assert (segment.plan, stretch.seats, Phase.ACTIVE) == (state.plan, state.seats, state.phase)


@given(STEPS)
def test_a_timeline_is_kept_as_plain_data(steps: list[Step]) -> None:
    """Every change comes back from plain data as it was."""
    timeline = lived(steps)

    assert timeline.changes == tuple(change_from_json(change_to_json(each)) for each in timeline.changes)
