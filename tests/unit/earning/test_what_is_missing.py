"""Every word by which a rule may not apply says what is needed, what is there, and how far it is."""

from datetime import UTC, datetime

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.wording.text import as_text
from tests.unit.decision.making import EARN, decided, explained, line, programme

AT = datetime(2026, 6, 15, 10, tzinfo=UTC)
FACT = "  member.birthday: {is: day_month, label: personal, purpose: [treat]}\n"
BUDGET = "budgets: [{id: b, name: {en: B}, points: 50, after_return: given_back}]\n"
ORDER = "add: 20, once_per: order"
BEFORE = {
    "history.given.r.day": 30,
    "history.budget.b": 50,
    "history.card.r": 7,
    "history.run.r": 1,
    "history.times.r": 1,
}
WORDS = {
    "when": (f"{{when: order.list_total >= 30.00, {ORDER}}}", ("below", "3000", "2620", "380")),
    "contains": (f"{{contains: line.quantity > 5, {ORDER}}}", ("below", "1", "0", "1")),
    "of": (
        "{add: 20, once_per: step, for_each: 30.00, of: order.list_total}",
        ("below", "3000", "2620", "380"),
    ),
    "from_": (f"{{from: 2026-06-20, {ORDER}}}", ("not-yet", "739787", "739782", "5")),
    "until": (f"{{until: 2026-06-10, {ORDER}}}", ("no-longer", "739777", "739782", "5")),
    "anniversary": (
        f"{{anniversary: {{of: member.birthday, leap_day: 02-28}}, {ORDER}}}",
        ("not-yet", "739982", "739782", "200"),
    ),
    "caps": (f"{{caps: [{{per: [member, day], at_most: 30}}], {ORDER}}}", ("below", "1", "0", "1")),
    "budget": (f"{{budget: b, {ORDER}}}", ("below", "1", "0", "1")),
    "card": ("{card: {of: orders, each: 12}, add: 20, once_per: card}", ("below", "12", "-4", "16")),
    "streak": ("{streak: {of: day, times: 5}, add: 20, once_per: streak}", ("below", "5", "2", "3")),
}
NEVER_ALONE = {"id", "name", "multiply", "add", "once_per", "at_most", "for_each", "wallet", "lane"}
"""Words that say what a rule gives, not whether it does."""


def test_a_multiplier_says_what_points_would_be_multiplied_by() -> None:
    """The factor of the day stands beside the distance, and a member reads it as such."""
    rule = "{id: r, name: {en: R}, when: order.list_total >= 30.00, multiply: 2.5x}"
    by = programme(EARN + f"  rules: [{rule}]\n  combine: [best_multiplier]\n")
    document = explained(decided(by, line("26.20")))

    assert [{"kind": "factor", "value": "5/2"}] == [item["gives"] for item in document["not_applied"]]
    assert "3.80 more gives 2.5 times the points" in as_text(document, "en").replace("\u00a0", " ")
    assert "2.5 倍积分" in as_text(document, "zh-CN").replace("\u00a0", " ")
    assert [] == sumcheck.check(document)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_a_rule_that_did_not_apply_says_what_is_missing(word: str) -> None:
    """Code, needed, present and distance stand for each word, and a checker finds them right."""
    written, expected = WORDS[word]
    rule = "{id: r, name: {en: R}, " + written.removeprefix("{")
    head = BUDGET if word == "budget" else ""
    by = programme(FACT + head + EARN + f"  rules: [{rule}]\n  combine: [additions]\n")
    who = Participant(enrolled=True, tier="gold", facts={"member.birthday": "01-01"}, history=BEFORE)
    document = explained(decided(by, line("26.20"), who=who, at=AT))

    [item] = [each for each in document["not_applied"] if each["rule"] == "r"]
    [part] = item["missing"]
    assert expected == (part["code"], part["needed"], part["present"], part["distance"])
    assert {"kind": "points", "value": "20"} == item["gives"]
    assert [] == sumcheck.check(document)


def test_no_word_is_forgotten() -> None:
    """Every word of a rule that earns says what it gives, or is tried above."""
    words = {
        name
        for name in EarnRuleShape.__dataclass_fields__
        if name not in {"span", "spans", "LAWS", "LACKING", "NEVER"}
    }

    assert NEVER_ALONE | set(WORDS) >= {word for word in words if not word.startswith("_")}


def test_a_smallest_purchase_says_how_much_is_missing() -> None:
    """Base points that `except_when` leaves out stand with the distance, and the rest earns as before."""
    earn = EARN + "  except_when: line.quantity > 5 or order.list_total < 30.00\n"
    by = programme(earn)
    who = Participant(enrolled=True, tier="gold")
    document = explained(decided(by, line("26.20"), who=who, at=AT))

    [item] = [each for each in document["not_applied"] if each["rule"] == "base-points"]
    [part] = item["missing"]
    assert ("below", "3000", "2620", "380") == (
        part["code"],
        part["needed"],
        part["present"],
        part["distance"],
    )
    assert 0 == document["points"]["earned"]
    assert [] == sumcheck.check(document)
    enough = explained(decided(by, line("30.20"), who=who, at=AT))
    assert 0 < enough["points"]["earned"]
    assert [] == [each for each in enough["not_applied"] if each["rule"] == "base-points"]


def test_containing_is_not_being_on() -> None:
    """`contains` asks for one line and gives on all of them, `when` gives on the lines it is true of."""
    rules = (
        "  rules:\n"
        "    - {id: with, name: {en: With}, contains: line.quantity > 5, multiply: 2x}\n"
        "    - {id: on, name: {en: On}, when: line.quantity > 5, multiply: 3x}\n"
        "  combine: [chain_multipliers]\n"
    )
    lines = (line("10.00", "6"), line("10.00"))
    document = explained(decided(programme(EARN + rules), *lines, who=Participant(enrolled=True), at=AT))

    assert 6 * 10 * 2 * 3 + 10 * 2 == document["points"]["earned"]
    assert [("on", "2")] == [(each["rule"], each["line"]) for each in document["not_applied"]]
