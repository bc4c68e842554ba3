"""Every kind of rule that is just short of applying says what is missing, how far, what it would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from loyalty.language.shapes.discounts import KINDS, DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
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
