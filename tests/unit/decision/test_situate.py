"""From a request to a situation: nothing that is sent is ignored, and nobody is priced like a stranger."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.refusals import NotInForce, RequestMisfit
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.pricing.basket import Basket, BasketLine
from tests.unit.decision.making import AT, EARN, FEE, amounts, decided, explained, line, programme

LINE = BasketLine("1", "sku", Fraction(1), Fraction(500))


@pytest.mark.parametrize(
    ("basket", "pointer"),
    [
        (Basket((LINE,), {}, {"order.channel": "app"}), "/facts/order.channel"),
        (Basket((LINE,), {}, {"line.category": "tea"}), "/facts/line.category"),
        (
            Basket((BasketLine("1", "sku", Fraction(1), Fraction(500), {"amount": "1.00"}),)),
            "/lines/0/amount",
        ),
        (Basket((LINE,), {"total": "1.00"}), "/order/total"),
    ],
)
def test_a_fact_that_nobody_would_read_is_refused(basket: Basket, pointer: str) -> None:
    """A fact in the wrong place, or one that the engine works out, is not passed over."""
    facts = "  line.amount: {is: money}\n  order.total: {is: money, sum_of: line.amount}\n"

    with pytest.raises(RequestMisfit) as refused:
        situate(programme(facts + EARN), basket, AT)

    assert [(m.pointer, m.code) for m in refused.value.misfits] == [(pointer, "unknown-fact")]


@pytest.mark.parametrize("at", [datetime(9999, 12, 31, 23, 59, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)])
def test_the_ends_of_time_are_no_day_of_the_programme(at: datetime) -> None:
    """An instant that has no day in some zone is refused like any day the programme does not bind on."""
    with pytest.raises(NotInForce):
        situate(programme(EARN), Basket((LINE,)), at)


@pytest.mark.parametrize("bad", ["a\nb", "\ud800", "x" * 201, "a\x00"])
def test_a_text_can_be_printed(bad: str) -> None:
    """Texts with control characters, half characters or no end are refused before they are kept."""
    by = programme(
        f"  order.note: {{is: text}}\nbasket: {{fees: [{FEE}amount: 1.00, when: order.note == 'x'}}]}}"
    )

    with pytest.raises(RequestMisfit):
        situate(by, Basket((LINE,), {"note": bad}), AT)


PERSONAL = """
  member.segment: {is: choice, of: [a, b], default: a, label: personal}
  member.joined: {is: day, label: personal, default: 2026-06-01}
  member.age: {is: quantity, label: protected, default: 40}
  member.country: {is: country, label: personal, default: DE}
basket:
  tax: {table: vat.csv, by: member.country, prices: exclude_tax}
  discounts:
    combine: sum
    rules:
      - {id: segment, name: {en: S}, percent: 20%, when: member.segment == "a"}
      - {id: joined, name: {en: J}, percent: 10%, when: member.joined <= 2020-01-01}
      - {id: age, name: {en: A}, percent: 5%, when: member.age < 18}
"""
TABLE = {"vat.csv": "country,rate\nDE,10%\nFR,50%\n"}


def test_nobody_is_somebody_who_asks_without_membership() -> None:
    """The public price is what a stranger would be asked, defaults and all."""
    by = programme(PERSONAL, TABLE)
    child = {
        "member.segment": "b",
        "member.joined": "2019-01-01",
        "member.age": "9",
        "member.country": "FR",
    }
    made = decided(by, line("100.00"), who=Participant(enrolled=True, facts=child))
    stranger = decided(by, line("100.00"), who=NOBODY)

    assert made.due == 8500 + 4250
    assert for_nobody(made).due == stranger.due == 8000 + 800
    assert for_nobody(made).situation == stranger.situation


@pytest.mark.parametrize(
    ("condition", "level"),
    [
        ("member.age < 18", "individual"),
        ('member.segment == "b"', "individual"),
        ("member.enrolled", "membership"),
        ('order.channel == "app"', "none"),
    ],
)
def test_how_personal_a_price_is(condition: str, level: str) -> None:
    """By what was read of the member's record: nothing, the membership alone, or more."""
    facts = PERSONAL.split("basket:", maxsplit=1)[0]
    rule = f"{{id: o, name: {{en: O}}, percent: 5%, when: '{condition}'}}"
    off = f"basket: {{discounts: {{combine: best, rules: [{rule}]}}}}"
    who = Participant(enrolled=True, facts={"member.age": "9", "member.segment": "b"})
    made = decided(programme(facts + off), line("10.00"), who=who, order={"channel": "app"})

    assert explained(made)["baseline"]["level"] == level
    named = {"none": "public", "membership": "member"}.get(level, level)
    assert amounts(made, f"discount_{named}") == [-50]


def test_a_plan_too_is_priced_for_nobody() -> None:
    """A decision for nobody is the same decision again where nothing of a member was read."""
    made = decided(programme(EARN), line("3.00"), who=NOBODY)

    assert for_nobody(made) == decide(made.programme, made.situation)
