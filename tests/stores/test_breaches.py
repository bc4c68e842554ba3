"""Breaches on both databases: steps stay, and what was touched is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from loyalty.breaches.breach import BreachStep, Taken
from loyalty.breaches.refusals import UnknownBreach, UnknownTable
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.use_cases.breaches.show_breach import list_breaches, show_breach
from loyalty.use_cases.breaches.take_step import TakeStep, take_step
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import Services
from tests.stores.test_persons import NOW, a_life, services

__all__ = ["services"]


def test_steps_are_kept_and_what_was_touched_is_counted(services: Services) -> None:
    """Both members have a sealed address and a key; the register says what kind of data that is."""
    a_life(services)
    take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", markets=("EU",), tables=("sealed_field",)))

    told, _ = take_step(
        services, TakeStep("b-1", BreachStep.CONTAINED, "dpo", content={"measures": "locked"})
    )

    assert told == show_breach(services, "b-1")
    assert [told] == list_breaches(services)
    assert [("sealed_field", 2)] == [(each.table, each.members) for each in told.touched]
    assert "contact" == told.touched[0].columns["sealed"]
    assert (2, 0) == (told.keys, told.destroyed)
    assert {"measures": "locked"} == told.breach.content
    assert [NOW + timedelta(hours=72)] == [clock.until for clock in told.clocks]


def test_a_step_cannot_be_changed(services: Services) -> None:
    """The database itself refuses to change a step."""
    take_step(services, TakeStep("b-1", BreachStep.SUSPECTED, "dpo"))

    with pytest.raises(DBAPIError), services.units.write() as unit:
        unit.person.change("breach_step", [({"breach_id": "b-1", "number": 1}, {"step": "closed"})])


def test_a_step_that_is_told_again_is_kept_once(services: Services) -> None:
    """In the same words it says nothing new, though another was told between; at another instant it does."""
    aware = TakeStep("b-1", BreachStep.AWARE, "dpo", markets=("EU",))
    take_step(services, aware)
    take_step(services, TakeStep("b-1", BreachStep.CONTAINED, "dpo"))

    told, before = take_step(services, aware)
    assert (2, True) == (len(told.breach.taken), before)
    timed = replace(aware, at=services.clock.now() - timedelta(hours=1))
    later, before = take_step(services, timed)
    assert (3, False) == (len(later.breach.taken), before)
    assert (later, True) == take_step(services, timed)
    assert not take_step(services, replace(aware, markets=("UK",)))[1]
    old = replace(aware, step=BreachStep.CONTAINED, content={"nature": "ada@example.org"})
    with pytest.raises(FreeTextRisk):
        take_step(services, old)
    with services.units.write() as unit:  # kept before addresses were refused
        kept = Taken(old.step, services.clock.now(), "dpo", markets=old.markets, content=old.content)
        unit.breaches.add("b-1", 5, kept)
        unit.commit()
    assert take_step(services, old)[1]


def test_no_clock_stands_still_because_no_market_was_named(services: Services) -> None:
    """Who is aware and names none has the clocks of every programme's markets; a name given before stays."""
    a_life(services)
    aware = TakeStep("b-1", BreachStep.AWARE, "dpo")
    told, _ = take_step(services, aware)
    assert [("EU", NOW + timedelta(hours=72)), ("CN", NOW + timedelta(hours=1))] == [
        (clock.market, clock.until) for clock in told.clocks
    ]
    assert (told, True) == take_step(services, aware)

    take_step(services, TakeStep("b-2", BreachStep.SUSPECTED, "dpo", markets=("UK",)))
    named, _ = take_step(services, replace(aware, breach="b-2"))
    assert ["UK"] == [clock.market for clock in named.clocks]
    assert (named, True) == take_step(services, replace(aware, breach="b-2"))


def test_what_cannot_be_is_refused(services: Services) -> None:
    """A later step of no breach, a table nobody registered, and a time to come leave nothing."""
    with pytest.raises(UnknownBreach):
        take_step(services, TakeStep("b-1", BreachStep.CONTAINED, "dpo"))
    with pytest.raises(UnknownTable):
        take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", tables=("shoes",)))
    with pytest.raises(InTheFuture):
        take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", NOW + timedelta(days=1)))

    assert [] == list_breaches(services)


@pytest.mark.parametrize("text", ["ada@example.org was mailed", "call +48 600 700 800", "11010519491231002X"])
def test_a_step_says_of_nobody_who_they_are(services: Services, text: str) -> None:
    """It can never be removed, and would keep them from being erased; whom to ask is the house's own."""
    for step in (
        TakeStep("b-1", BreachStep.SUSPECTED, "dpo", reason=text),
        TakeStep("b-1", BreachStep.SUSPECTED, "dpo", content={"nature": text}),
    ):
        with pytest.raises(FreeTextRisk):
            take_step(services, step)

    told, _ = take_step(
        services,
        TakeStep(
            "b-1",
            BreachStep.SUSPECTED,
            "dpo",
            content={"nature": "1 200 orders of 2026-11-26", "contact": "privacy@example.org"},
        ),
    )
    assert "privacy@example.org" == told.breach.content["contact"]
