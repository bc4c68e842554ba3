"""Every kind of rule that is just short of applying says what is missing, how far, what it would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from loyalty.language.readers.missing import (
    ABOVE,
    BELOW,
    CODES,
    NO_LONGER,
    NONE_HOLDS,
    NOT_SO,
    NOT_YET,
    OTHER_VALUE,
    TAKES_NOTHING,
)
from loyalty.language.shapes.discounts import KINDS, DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.wording.text import as_text
from tests.unit.decision.making import EARN, FEE, decided, explained, line, programme

TEA = line("9.00", "3", category="tea")
GEAR = line("5.00", "1", category="gear")
MONEY, POINTS, RATE, FACTOR = "money", "points", "number", "factor"
BASKET = "basket:\n  fees: [" + FEE + "amount: 4.00}]\n  discounts:\n    combine: sum\n    rules:\n      - "
GOODS = "  order.guests: {is: quantity, default: 27}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A rule ``r``, what is bought, code, needed, present and distance of what is missing, what it gives."""

    rules: str
    missing: tuple[str, str, str, str]
    gives: tuple[str, str]
    bought: Sequence[tuple[str, str, dict[str, str]]] = (TEA,)
    points: int = 0
    history: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    rule: str = "r"


def _off(text: str) -> str:
    return BASKET + "{id: r, name: {en: R}, " + text + "}\n"


def _earns(text: str, combine: str = "additions") -> str:
    return f"{GOODS}{EARN}  rules: [{{id: r, name: {{en: R}}, {text}}}]\n  combine: [{combine}]\n"


OF_TEA = 'lines: line.category == "tea", '
SHORT = ("below", "3000", "2700", "300")
ENOUGH = "when: order.list_total >= 30.00, "
BEYOND = "when: order.list_total > 30.00, "
STEPS = "order.guests,points\n30..49,50\n50..,90\n"
FACTORS = "order.guests,factor\n30..,2.5x\n"
CASES = {
    # Discounts
    "percent": Case(_off(ENOUGH + "percent: 10%"), SHORT, (RATE, "1/10")),
    "percent of the order": Case(_off(ENOUGH + "percent: 10%, each: order"), SHORT, (RATE, "1/10")),
    "amount": Case(
        _off("reached: {amount: 30.00, measured: before_discounts}, amount: 5.00"), SHORT, (MONEY, "500")
    ),
    "amount for each time": Case(
        _off("reached: {amount: 30.00, measured: before_discounts}, amount: 5.00, each: reached"),
        SHORT,
        (MONEY, "500"),
    ),
    "amount of a unit": Case(_off(ENOUGH + "amount: 1.00, each: unit"), SHORT, (MONEY, "300")),
    "reached in units": Case(
        _off("reached: {units: 4}, amount: 5.00"), ("below", "4", "3", "1"), (MONEY, "500")
    ),
    "price": Case(_off(ENOUGH + "price: 8.00, each: unit"), SHORT, (MONEY, "300")),
    "buy_get": Case(
        _off(OF_TEA + "buy_get: {buy: 3, get: 1, percent: 100%, counted: all_lines, given: cheapest}"),
        ("below", "4", "3", "1"),
        (MONEY, "900"),
    ),
    "buy_get of each line": Case(
        _off(OF_TEA + "buy_get: {buy: 3, get: 1, percent: 50%, counted: each_line}"),
        ("below", "4", "3", "1"),
        (MONEY, "450"),
    ),
    "bundle": Case(
        _off(
            'bundle: {price: 30.00, parts: [{quantity: 4, lines: line.category == "tea"}, '
            '{quantity: 1, lines: line.category == "gear"}]}'
        ),
        ("below", "4", "3", "1"),
        (MONEY, "1100"),
        bought=(TEA, GEAR),
    ),
    "quantities": Case(
        _off("quantities: {counted: all_lines, steps: [{from: 4, percent: 10%}, {from: 12, percent: 20%}]}"),
        ("below", "4", "3", "1"),
        (RATE, "1/10"),
    ),
    "quantities at a price": Case(
        _off("quantities: {counted: each_line, steps: [{from: 4, unit: 8.00}]}"),
        ("below", "4", "3", "1"),
        (MONEY, "300"),
    ),
    "free_fee": Case(_off(ENOUGH + "free_fee: a"), SHORT, (MONEY, "400")),
    "free_fee in part": Case(_off(ENOUGH + "free_fee: a, share: 50%"), SHORT, (MONEY, "200")),
    "exclusive": Case(_off(ENOUGH + "percent: 10%, exclusive: always"), SHORT, (RATE, "1/10")),
    "voucher": Case(
        "vouchers: [{id: v, name: {en: V}, code: TEN, codes: public, after_return: given_back}]\n"
        + _off("when: order.list_total >= 30.00 and voucher.v, amount: 10.00"),
        SHORT,
        (MONEY, "1000"),
    ),
    # Points
    "base": Case(
        EARN + "  except_when: order.list_total < 30.00\n", SHORT, (POINTS, "27"), rule="base-points"
    ),
    "multiply": Case(_earns(ENOUGH + "multiply: 3x", "best_multiplier"), SHORT, (FACTOR, "3")),
    "multiply by a table": Case(
        _earns("multiply: {table: f.csv, by: order.guests}", "chain_multipliers"),
        ("below", "30", "27", "3"),
        (FACTOR, "5/2"),
        tables={"f.csv": FACTORS},
    ),
    "add": Case(_earns(ENOUGH + "add: 20, once_per: order"), SHORT, (POINTS, "20")),
    "add beyond": Case(_earns(BEYOND + "add: 20, once_per: order"), SHORT, (POINTS, "20")),
    "add for each line": Case(_earns(ENOUGH + "add: 20, once_per: line"), SHORT, (POINTS, "20")),
    "add for each unit": Case(_earns(ENOUGH + "add: 20, once_per: unit"), SHORT, (POINTS, "60")),
    "add for each step": Case(
        _earns("add: 20, once_per: step, for_each: 30.00, of: order.list_total"), SHORT, (POINTS, "20")
    ),
    "add from a table": Case(
        _earns("add: {table: s.csv, by: order.guests}, once_per: order"),
        ("below", "30", "27", "3"),
        (POINTS, "50"),
        tables={"s.csv": STEPS},
    ),
    "add from a table, when": Case(
        _earns(ENOUGH + "add: {table: s.csv, by: line.category}, once_per: line"),
        SHORT,
        (POINTS, "7"),
        tables={"s.csv": "line.category,points\ntea,7\n"},
    ),
    "best_addition": Case(_earns(ENOUGH + "add: 20, once_per: unit", "best_addition"), SHORT, (POINTS, "60")),
    "at_most": Case(_earns(ENOUGH + "add: 20, once_per: unit, at_most: 50"), SHORT, (POINTS, "50")),
    "card": Case(
        _earns("card: {of: units, each: 10}, add: 20, once_per: card"),
        ("below", "10", "8", "2"),
        (POINTS, "20"),
        history={"history.card.r": 5000},
    ),
    "streak": Case(
        _earns("streak: {of: week, times: 3}, add: 20, once_per: streak"),
        ("below", "3", "2", "1"),
        (POINTS, "20"),
        history={"history.run.r": 1},
    ),
    "caps": Case(
        _earns("caps: [{per: [member, day], at_most: 30}], add: 20, once_per: unit"),
        ("below", "1", "0", "1"),
        (POINTS, "30"),
        history={"history.given.r.day": 30},
    ),
    "points payment": Case(
        EARN
        + "redeem: {worth: {points: 100, money: 1.00}, at_least: 200, earn_on: everything, "
        + "on_refund: recompute_kept_order, spent_too_much: owe}\n",
        ("below", "200", "150", "50"),
        (MONEY, "200"),
        points=150,
        rule="points-payment",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_rule_just_short_tells_all_it_knows(kind: str) -> None:
    """Code, needed, present, distance and what it would give; the checker of receipts agrees."""
    case = CASES[kind]
    who = Participant(enrolled=True, history=case.history, vouchers=frozenset({"v"}))
    made = explained(decided(programme(case.rules, case.tables), *case.bought, who=who, points=case.points))

    [item] = [each for each in made["not_applied"] if each["rule"] == case.rule]
    [part] = item["missing"]
    assert case.missing == (part["code"], part["needed"], part["present"], part["distance"])
    assert {"kind": case.gives[0], "value": case.gives[1]} == item["gives"]
    assert [] == sumcheck.check(made)


def test_no_kind_of_rule_is_forgotten() -> None:
    """What a discount may be, and the ways in which a rule earns, all stand above."""
    assert set(KINDS) <= set(CASES)
    assert {"multiply", "add", "card", "streak", "caps", "at_most"} <= set(CASES)
    assert {"exclusive"} <= set(CASES) & set(DiscountRuleShape.__dataclass_fields__)
    assert {"caps"} <= set(EarnRuleShape.__dataclass_fields__)


def test_nobody_knows_what_is_not_in_the_basket() -> None:
    """What a bundle saves with a part that is missing altogether is not said: its price is not known."""
    parts = '{quantity: 3, lines: line.category == "tea"}, {quantity: 1, lines: line.category == "gear"}'
    made = explained(decided(programme(_off(f"bundle: {{price: 30.00, parts: [{parts}]}}")), TEA))

    [item] = made["not_applied"]
    assert ["1"] == [part["distance"] for part in item["missing"]]
    assert item["gives"] is None


BEST = "  rules: [{{id: r, name: {{en: R}}, {}}}, {{id: s, name: {{en: S}}, {}}}]\n  combine: [{}]\n"


def _two(combine: str, one: str, other: str) -> str:
    """Give two discounts in a lane."""
    rules = "".join(
        f"      - {{id: {name}, name: {{en: {name.upper()}}}, {text}}}\n"
        for name, text in (("r", one), ("s", other))
    )
    return f"basket:\n  discounts:\n    lanes: [{{name: a, combine: {combine}}}]\n    rules:\n{rules}"


BEATEN = {
    "best, of rates": (_two("best", "lane: a, percent: 3%", "lane: a, percent: 10%"), (RATE, "3/100")),
    "best, of amounts": (
        _two("best", "lane: a, amount: 1.00, each: line", "lane: a, percent: 50%"),
        (MONEY, "100"),
    ),
    "best_of_order": (
        _two("best_of_order", "lane: a, amount: 1.00", "lane: a, percent: 50%"),
        (MONEY, "100"),
    ),
    "exclusive": (
        _two("sum", "amount: 1.00, exclusive: if_better", "lane: a, percent: 50%"),
        (MONEY, "100"),
    ),
    "best_multiplier": (EARN + BEST.format("multiply: 2x", "multiply: 3x", "best_multiplier"), (FACTOR, "2")),
    "first_multiplier": (
        EARN + BEST.format("multiply: 2x", "multiply: 3x", "first_multiplier"),
        (FACTOR, "3"),
    ),
    "best_addition": (
        EARN + BEST.format("add: 5, once_per: order", "add: 7, once_per: order", "best_addition"),
        (POINTS, "5"),
    ),
    "first_addition": (
        EARN + BEST.format("add: 5, once_per: order", "add: 7, once_per: order", "first_addition"),
        (POINTS, "7"),
    ),
}


@pytest.mark.parametrize("way", BEATEN)
def test_a_rule_that_was_beaten_tells_what_it_would_have_given(way: str) -> None:
    """Of the rules of which one counts, the other is named with its number, and says so in words."""
    rules, gives = BEATEN[way]
    made = explained(decided(programme(rules), TEA))

    [item] = [each for each in made["not_applied"] if "beaten_by" in each]
    assert {"kind": gives[0], "value": gives[1]} == item["gives"]
    assert {"r", "s"} == {item["rule"], item["beaten_by"]["rule"]} or way == "exclusive"
    assert "it would give" in as_text(made, "en")
    assert "适用时可得" in as_text(made, "zh-CN")
    assert [] == sumcheck.check(made)


FLOORED = """basket:
  discounts:
    lanes: [{{name: a, combine: {}}}]
    floors: [{{share: 100%}}]
    rules: [{{id: r, name: {{en: R}}, lane: a, {}}}]
"""


@pytest.mark.parametrize("combine", ["sum", "chain", "best_of_order"])
@pytest.mark.parametrize(
    ("rule", "gives"),
    [
        ("percent: 10%, when: order.list_total > 1.00", (RATE, "1/10")),
        ("percent: 10%", (MONEY, "270")),
        ("percent: 10%, at_most: 1.00", (MONEY, "100")),
        ("amount: 2.00", (MONEY, "200")),
        ("amount: 2.00, each: unit", (MONEY, "600")),
        ("price: 8.00, each: unit", (MONEY, "300")),
        ("buy_get: {buy: 2, get: 1, percent: 50%, counted: all_lines, given: cheapest}", (MONEY, "450")),
        ('bundle: {price: 20.00, parts: [{quantity: 3, lines: line.category == "tea"}]}', (MONEY, "700")),
        ("quantities: {counted: each_line, steps: [{from: 2, unit: 8.00}]}", (MONEY, "300")),
    ],
)
def test_a_rule_that_finds_nothing_left_tells_what_it_would_take(
    combine: str, rule: str, gives: tuple[str, str]
) -> None:
    """A floor leaves nothing: what the rule would take off without it is said."""
    made = explained(decided(programme(FLOORED.format(combine, rule)), TEA))

    assert {("takes-nothing", gives)} == {
        (item["missing"][0]["code"], (item["gives"]["kind"], item["gives"]["value"]))
        for item in made["not_applied"]
    }
    assert [] == sumcheck.check(made)


@pytest.mark.parametrize(
    ("fee", "costs"),
    [
        (ENOUGH + "amount: 4.00", "400"),
        (ENOUGH + "share: 10%, of: order.list_total", "300"),
        (ENOUGH + "amount: 0.25, each: unit", "75"),
    ],
)
def test_a_fee_that_was_spared_tells_what_it_would_cost(fee: str, costs: str) -> None:
    """What is missing of its condition, with the distance, and the amount; it gives nothing."""
    made = explained(decided(programme(f"basket: {{fees: [{FEE}{fee}}}]}}"), TEA))

    [item] = made["not_applied"]
    assert ({"kind": MONEY, "value": costs}, None) == (item["costs"], item["gives"])
    assert ["300"] == [part["distance"] for part in item["missing"]]
    assert "3.00 more costs" in as_text(made, "en").replace("\u00a0", " ").replace("EUR ", "")
    assert [] == sumcheck.check(made)


def test_every_condition_knows_what_it_comes_to() -> None:
    """Wherever a rule may not apply, what it would give is known; a voucher's code alone is no number."""
    fees = programme(f"basket: {{fees: [{FEE}{ENOUGH}amount: 4.00}}]}}")
    others = [programme(case.rules, case.tables) for case in CASES.values()]
    told = [condition for made in (fees, *others) for condition in made.basket.conditions]

    assert [] == [each.rule.id for each in told if each.gives is None and each.result is None]


CODED = {
    BELOW: "order.list_total >= 30.00",
    ABOVE: "order.list_total <= 20.00",
    NOT_YET: "order.day >= 2026-06-20",
    NO_LONGER: "order.day <= 2026-06-10",
    OTHER_VALUE: 'order.channel == "app"',
    NOT_SO: "order.gift",
    NONE_HOLDS: 'order.channel == "app" or order.gift',
}


@pytest.mark.parametrize("code", CODED)
def test_every_reason_tells_what_the_rule_would_give(code: str) -> None:
    """Whatever the reason is, the number stands beside it, in the document and in words."""
    facts = "  order.gift: {is: truth, default: false}\n"
    rules = f"  rules: [{{id: r, name: {{en: R}}, when: '{CODED[code]}', add: 20, once_per: order}}]\n"
    made = explained(decided(programme(facts + EARN + rules + "  combine: [additions]\n"), TEA))

    [item] = made["not_applied"]
    assert [code] == [part["code"] for part in item["missing"]]
    assert {"kind": POINTS, "value": "20"} == item["gives"]
    assert "20 points" in as_text(made, "en").replace("\u00a0", " ")


def test_no_reason_is_forgotten() -> None:
    """Every code stands above, and what takes nothing in a test of its own."""
    assert {*CODES} == {*CODED, TAKES_NOTHING}
