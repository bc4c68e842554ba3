"""Random lives of a subscription: what is asked of it, when, and what of that is refused."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from loyalty.kernel.refusal import Refusal
from loyalty.subscriptions.asking import Moment, Wish, cancel, change, pause, resume
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.timeline import Timeline
from tests.unit.subscriptions.making import ANNUAL, BASIC, PRO, begun, berlin

Step = tuple[str, When, int, int, int]
"""What is asked for, from when, after how many hours, how many hours back, how many seats."""
MOMENTS = st.integers(0, 150 * 24)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["basic", "pro", "annual", "seats", "pause", "resume", "cancel"]),
        st.sampled_from(When),
        MOMENTS,
        st.integers(0, 30 * 24),
        st.integers(1, 4),
    ),
    max_size=8,
)
OFFERS = {"basic": BASIC, "pro": PRO, "annual": ANNUAL}
BEGINS = "2026-01-31T09:00"


def lived(steps: list[Step], until: datetime | None = None) -> Timeline:
    """Give a subscription after the steps told by ``until``, in order; those refused did not happen."""
    timeline = begun(BEGINS)
    start = berlin(BEGINS)
    for what, when, hours, back, seats in sorted(steps, key=lambda step: step[2]):
        now = start + timedelta(hours=hours)
        if until is not None and now > until:
            break
        moment = Moment(now, when, now - timedelta(hours=back) if when is When.BACK_DATED else None)
        state = timeline.state_at(now)
        try:
            timeline = _step(timeline, state.plan if state else "basic", what, moment, seats)
        except Refusal:
            continue
    return timeline


def _step(timeline: Timeline, plan: str, what: str, moment: Moment, seats: int) -> Timeline:
    offer = OFFERS[plan]
    match what:
        case "pause":
            return pause(timeline, offer, moment)
        case "resume":
            return resume(timeline, offer, moment)
        case "cancel":
            return cancel(timeline, offer, moment)
        case "seats":
            return change(timeline, offer, Wish(seats=seats), moment)
        case _:
            return change(timeline, offer, Wish(OFFERS[what]), moment)
