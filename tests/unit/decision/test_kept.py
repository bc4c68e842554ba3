"""Situations that an earlier engine kept, which lack what the sheets of today read as well."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loyalty.decision.decide import decide
from loyalty.decision.programme import Part, Programme, compile_programme
from loyalty.decision.situate import Participant, situate_usage, situation_kept
from loyalty.decision.situation import Situation
from loyalty.decision.use import Usage
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind
from tests.unit.decision.making import AT, TIERS, decided, line, programme

RULES = """
  member.birthday: {is: day_month, label: personal, purpose: [discounts]}
  member.club: {is: truth, label: personal, purpose: [discounts]}
"""

ASKING = """
basket:
  discounts:
    combine: best
    rules:
      - {id: thursday, name: {en: Thursday}, when: order.weekday == "thursday", percent: 10%}
      - {id: first, name: {en: First}, when: history.orders == 0, percent: 20%}
"""

COFFEE = """
basket:
  discounts:
    combine: best
    rules:
      - {id: c, name: {en: Coffee}, lines: line.category == "coffee", percent: 10%}
"""


def forgetting(part: Part, situation: Situation, *start: str) -> dict[str, object]:
    """Give what is kept of a situation by an engine that knew no inputs whose names start so."""
    kept = situation.to_json(part.compiled)
    kept["order"] = {name: value for name, value in kept["order"].items() if not name.startswith(start)}
    return kept


def test_what_was_not_kept_of_time_is_that_of_the_decision() -> None:
    """The weekday of an order is that of its instant in the programme's zone, kept or not."""
    by = programme(TIERS + ASKING)
    at = datetime(2026, 6, 17, 22, 30, tzinfo=UTC)
    decision = decided(by, line("10.00"), at=at, who=Participant(enrolled=True, tier="blue"))

    again = situation_kept(by, by.basket, forgetting(by.basket, decision.situation, "order.weekday"))

    assert again == decision.situation
    assert decide(by, again).due == decision.due


def test_what_was_not_kept_of_a_member_is_that_of_nobody() -> None:
    """History and personal facts that were not kept are none, and the rest is what it was."""
    by = programme(TIERS + ASKING)
    who = Participant(enrolled=True, tier="gold", history={"history.orders": 7})
    decision = decided(by, line("10.00"), at=AT, who=who)
    kept = situation_kept(by, by.basket, forgetting(by.basket, decision.situation, "history."))

    facts = kept.order_facts(by.basket.compiled)

    assert facts["history.orders"] == 0
    assert facts["member.tier"] == "gold"


def test_a_fact_of_a_line_that_was_not_kept_is_its_default() -> None:
    """Nobody says what a line is of, so it is what the programme says it is where nobody does."""
    by = programme(COFFEE)
    decision = decided(by, line("10.00", category="tea"), line("10.00", category="coffee"))
    kept = decision.situation.to_json(by.basket.compiled)
    for row in kept["lines"]:
        del row["facts"]["line.category"]

    again = decide(by, situation_kept(by, by.basket, kept))

    assert decision.due == 1900
    assert again.due == 1800


@pytest.mark.parametrize("name", ["corner-coffee", "cloud-desk"])
def test_whatever_is_lacking_is_no_error(name: str) -> None:
    """Periods and events kept with nothing but their instant can be decided; of a basket all is there."""
    by = _shipped(name)
    at = datetime.combine(by.shape.effective.from_, datetime.min.time(), UTC) + timedelta(days=40)
    for plan in by.plans:
        part, situation = situate_usage(by, Usage(plan), at)
        kept = situation_kept(by, part, forgetting(part, situation, ""))
        assert kept.at == at
        decide(by, kept, part)
    for part in by.events.values():
        situation = situation_kept(by, part, {"at": at.isoformat(), "order": {}, "lines": []})
        assert situation.order_facts(part.compiled).get("event.day", at.date().toordinal()) == (
            at.astimezone(by.zone).date().toordinal()
        )
        decide(by, situation, part)
    bare = {"at": at.isoformat(), "order": {}, "lines": [{"id": "1", "sku": "s", "facts": {}}]}
    kept = situation_kept(by, by.basket, bare)
    assert [type(value) for value in (*kept.order, *kept.lines[0].values)] == [
        str if item.node.kind is Kind.TEXT else int
        for scope in (Scope.ORDER, Scope.LINE)
        for item in by.basket.compiled.sheet.inputs
        if item.scope is scope
    ]


def _shipped(name: str) -> Programme:
    files = {p.name: p.read_text(encoding="utf-8") for p in sorted(Path("rules", name).iterdir())}
    made = compile_programme(files).programme
    assert made is not None
    return made
