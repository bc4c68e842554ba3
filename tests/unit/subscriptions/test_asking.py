"""What is refused: changes after the end, too early, of nothing, inside a period that has no shares."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from loyalty.kernel.refusal import Refusal
from loyalty.subscriptions.asking import Wish, cancel, change, pause, resume, start
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.refusals import (
    ChangeTooEarly,
    NothingChanges,
    NotPaused,
    SubscriptionEnded,
    UnknownAddOn,
    WaitsForPeriodEnd,
)
from loyalty.subscriptions.timeline import Timeline
from tests.unit.subscriptions.making import BASIC, BERLIN, PRO, STIFF, begun, told

NOW, END, BACK = When.NOW, When.AT_PERIOD_END, When.BACK_DATED
RUNNING = begun("2026-03-15")
ENDING = cancel(RUNNING, BASIC, told("2026-03-20", END))
PAUSED = pause(RUNNING, BASIC, told("2026-03-20"))
LATER = replace(BASIC, on_change="at_period_end")

CASES: dict[str, tuple[type[Refusal], Callable[[], Timeline]]] = {
    "a change after the end": (
        SubscriptionEnded,
        lambda: change(ENDING, BASIC, Wish(PRO), told("2026-04-15")),
    ),
    "a change at the very end": (
        SubscriptionEnded,
        lambda: change(ENDING, BASIC, Wish(PRO), told("2026-03-21", END)),
    ),
    "cancelled twice": (SubscriptionEnded, lambda: cancel(ENDING, BASIC, told("2026-03-21", END))),
    "the same plan": (NothingChanges, lambda: change(RUNNING, BASIC, Wish(BASIC), told("2026-03-20"))),
    "the same seats": (NothingChanges, lambda: change(RUNNING, BASIC, Wish(seats=1), told("2026-03-20"))),
    "nothing at all": (NothingChanges, lambda: change(RUNNING, BASIC, Wish(), told("2026-03-20"))),
    "an add-on the plan has not": (
        UnknownAddOn,
        lambda: change(RUNNING, BASIC, Wish(PRO, add_ons={"back-up": 1}), told("2026-03-20")),
    ),
    "an add-on from the start": (
        UnknownAddOn,
        lambda: start(BERLIN, BASIC, Wish(add_ons={"backup": 1}), told("2026-03-20")),
    ),
    "paused twice": (NothingChanges, lambda: pause(PAUSED, BASIC, told("2026-03-21"))),
    "resumed without a pause": (NotPaused, lambda: resume(RUNNING, BASIC, told("2026-03-21"))),
    "before the start": (
        ChangeTooEarly,
        lambda: cancel(RUNNING, BASIC, told("2026-03-20", BACK, "2026-03-14")),
    ),
    "before an earlier change": (
        ChangeTooEarly,
        lambda: cancel(PAUSED, BASIC, told("2026-03-25", BACK, "2026-03-19")),
    ),
    "further back than is allowed": (
        ChangeTooEarly,
        lambda: cancel(RUNNING, BASIC, told("2026-05-20", BACK, "2026-04-19")),
    ),
    "back-dated where nothing is": (
        ChangeTooEarly,
        lambda: cancel(RUNNING, replace(BASIC, back_dated=None), told("2026-03-20", BACK, "2026-03-19")),
    ),
    "back-dated to the future": (
        ChangeTooEarly,
        lambda: cancel(RUNNING, BASIC, told("2026-03-20", BACK, "2026-03-21")),
    ),
    "begun too far back": (
        ChangeTooEarly,
        lambda: start(BERLIN, BASIC, Wish(), told("2026-03-20", None, "2026-02-01")),
    ),
    "now, where plans change at the end": (
        WaitsForPeriodEnd,
        lambda: change(RUNNING, LATER, Wish(PRO), told("2026-03-20", NOW)),
    ),
    "inside a period without shares": (
        WaitsForPeriodEnd,
        lambda: cancel(begun("2026-03-15", STIFF), STIFF, told("2026-03-20")),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str) -> None:
    """Each is refused under its own name."""
    refusal, ask = CASES[case]

    with pytest.raises(refusal):
        ask()


def test_the_plan_says_when() -> None:
    """Without a wish, a change of plan waits where the plan says so; seats do not."""
    waiting = change(RUNNING, LATER, Wish(PRO), told("2026-03-20")).changes[-1]
    seats = change(RUNNING, LATER, Wish(seats=2), told("2026-03-20")).changes[-1]

    assert told("2026-04-15").now == waiting.at
    assert told("2026-03-20").now == seats.at


def test_back_dated_as_far_as_is_allowed() -> None:
    """Thirty days back is still allowed, counted in local days."""
    timeline = cancel(RUNNING, BASIC, told("2026-05-20T18:00", BACK, "2026-04-20T00:00"))

    assert told("2026-04-20").now == timeline.ends_at


def test_between_periods_nothing_is_cut() -> None:
    """A plan without shares of a period can be left when one ends, and can take a coupon at any time."""
    stiff = begun("2026-03-15", STIFF)

    assert told("2026-04-15").now == cancel(stiff, STIFF, told("2026-03-20", END)).ends_at
    with_coupon = change(stiff, STIFF, Wish(coupons=("ten",)), told("2026-03-20"))
    assert {"ten": ()} == with_coupon.segments(told("2026-04-15").now)[-1].coupons


def test_add_ons_end_with_their_plan() -> None:
    """An add-on stays over a change to a plan that has it, and ends with the last one that does."""
    backed = change(RUNNING, BASIC, Wish(PRO, add_ons={"backup": 2}), told("2026-03-20"))
    more = change(backed, PRO, Wish(replace(PRO, plan="max")), told("2026-03-21"))
    fewer = change(backed, PRO, Wish(BASIC), told("2026-03-21"))

    states = [timeline.state_at(told("2026-03-22").now) for timeline in (more, fewer)]
    assert [{"backup": 2}, {}] == [state.add_ons for state in states if state]


def test_seconds() -> None:
    """A change holds from a whole second on, so that shares of a period are whole numbers."""
    moment = replace(told("2026-03-20"), now=told("2026-03-20").now.replace(microsecond=999_999))

    assert told("2026-03-20").now == cancel(RUNNING, BASIC, moment).ends_at
