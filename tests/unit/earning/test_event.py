"""What an event earns, from the rule, the day and what came before."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.earning.event import Before, Why, earned_by
from loyalty.language.dated import Dated
from loyalty.language.shapes.events import EarnEventShape
from tests.unit.decision.making import found

DAY = date(2026, 6, 15)
NEVER = Before(times=0, orders=0, room=None)
RULE = EarnEventShape(
    id="a", name={"en": "A"}, points=Dated.always(Fraction(30)), once_per="day", needs="order"
)


@pytest.mark.parametrize(
    ("before", "points", "why"),
    [
        (Before(0, 1, None), 30, ""),
        (Before(1, 1, None), 0, Why.ALREADY),
        (Before(0, 0, None), 0, Why.NO_ORDER),
        (Before(0, 1, 30), 30, ""),
        (Before(0, 1, 29), 29, Why.CAP),
        (Before(0, 1, 0), 0, Why.CAP),
    ],
)
def test_an_event_says_why_it_earns_less(before: Before, points: int, why: str) -> None:
    """The rule's points, or the reason that took some of them away."""
    assert (points, why) == earned_by(RULE, DAY, before)


def test_points_of_an_event_may_begin_on_a_day() -> None:
    """Before the first dated value the event is not in force."""
    dated = Dated(((date(2026, 6, 16), Fraction(30)),))
    rule = EarnEventShape(id="a", name={"en": "A"}, points=dated, once_per="event")

    assert (0, Why.NOT_IN_FORCE) == earned_by(rule, DAY, NEVER)
    assert (30, "") == earned_by(rule, date(2026, 6, 16), NEVER)


@given(st.integers(0, 3), st.integers(0, 3), st.none() | st.integers(0, 100))
def test_an_event_never_earns_more_than_rule_and_caps(times: int, orders: int, room: int | None) -> None:
    """Whatever came before, points are from 0 to the rule's, within the room, with a reason if fewer."""
    points, why = earned_by(RULE, DAY, Before(times, orders, room))

    assert 0 <= points <= min(30, 30 if room is None else room)
    assert (points < 30) is bool(why)


def test_two_events_of_one_name_are_found() -> None:
    """An event's name stands for one rule."""
    event = "{id: a, name: {en: A}, points: 1, once_per: event}"

    assert found(f"\nevents: [{event}, {event}]\n") == ["E401 `a` is already the name of an event"]
