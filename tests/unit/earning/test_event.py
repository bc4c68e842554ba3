"""What an event earns by its rules, from the day and what came before."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.decision.decide import decide
from loyalty.decision.situate import Participant, situate_event
from loyalty.earning.events.event import Why
from loyalty.earning.events.given import Given, given_by
from loyalty.language.readers.python import Value
from tests.unit.decision.making import found, programme

EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  caps: [{per: [member, month], at_most: 100}]
"""
RULES = """
events:
  - {id: a, name: {en: A}, points: 30, once_per: day, needs: order}
  - {id: b, event: a, name: {en: B}, points: 10, once_per: event}
"""
BOUGHT = {"history.orders": 1}


def given_on(rules: str, history: Mapping[str, Value], day: int = 15, event: str = "a") -> tuple[Given, ...]:
    """Give what the rules of an event give on a day of June 2026."""
    made = programme(rules)
    part = made.events[event]
    who = Participant(enrolled=True, history=history)
    situation = situate_event(made, part, {}, datetime(2026, 6, day, 12, tzinfo=UTC), who)
    return given_by(made.shape, decide(made, situation, part), event)


@pytest.mark.parametrize(
    ("history", "points", "why"),
    [
        (BOUGHT, 30, ""),
        (BOUGHT | {"history.earned.a.day": 1}, 0, Why.ALREADY),
        ({}, 0, Why.NO_ORDER),
        (BOUGHT | {"history.points_month": 70}, 30, ""),
        (BOUGHT | {"history.points_month": 71}, 29, Why.CAP),
        (BOUGHT | {"history.points_month": 100}, 0, Why.CAP),
    ],
)
def test_an_event_says_why_it_earns_less(history: Mapping[str, Value], points: int, why: str) -> None:
    """The rule's points, or the reason that took some of them away."""
    first, _ = given_on(EARN + RULES, history)

    assert (points, why) == (first.points, first.why)


def test_points_of_an_event_may_begin_on_a_day() -> None:
    """Before its first day the event is not in force."""
    rule = "\nevents: [{id: a, name: {en: A}, points: 30, once_per: event, from: 2026-06-16}]\n"

    assert [(0, Why.NOT_IN_FORCE)] == [(each.points, each.why) for each in given_on(rule, {})]
    assert [(30, "")] == [(each.points, each.why) for each in given_on(rule, {}, day=16)]


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 120))
def test_an_event_never_earns_more_than_rules_and_caps(times: int, orders: int, earned: int) -> None:
    """Whatever came before, all rules together stay within the cap, each with a reason if it gives less."""
    history = {"history.earned.a.day": times, "history.orders": orders, "history.points_month": earned}

    both = given_on(EARN + RULES, history)

    assert sum(each.points for each in both) <= max(0, 100 - earned)
    assert [each.points < most for each, most in zip(both, (30, 10), strict=True)] == [
        bool(each.why) for each in both
    ]


def test_two_rules_of_one_name_are_found() -> None:
    """A rule's name stands for one rule."""
    event = "{id: a, name: {en: A}, points: 1, once_per: event}"

    assert found(f"\nevents: [{event}, {event}]\n") == ["E401 `a` is already the name of an event"]
