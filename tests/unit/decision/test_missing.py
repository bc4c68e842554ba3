"""What a rule is missing: every part that fails, its distance, and a checker that finds changes of it."""

from datetime import UTC, datetime

import pytest

from loyalty import sumcheck
from loyalty.decision.explain import Document
from loyalty.wording.text import as_text
from tests.unit.decision.making import decided, explained, line, programme

RULES = """
basket:
  discounts:
    combine: best
    rules:
      - id: thirty
        name: {en: Thirty}
        amount: 5.00
        reached: {amount: 30.00, measured: before_discounts}
      - id: june
        name: {en: In the app}
        when: order.channel == "app" and order.day >= 2026-06-20 and order.list_total < 20.00
        percent: 10%
        lines: line.category == "tea" or line.category == "gear"
      - {id: tea, name: {en: Tea}, when: 'line.category == "tea"', percent: 5%}
earn:
  base: {points: 1, for_each: 1, of: line.amount}
  rules:
    - {id: big, name: {en: Big order}, when: order.list_total >= 30.00, add: 120, once_per: order}
  combine: [additions]
"""
KEYS, EXACT = ("code", "needed", "present", "distance"), ("fourth", "ten")


def document() -> Document:
    """Explain 26.20 of coffee bought in the shop."""
    return explained(decided(programme(RULES), line("26.20"), at=datetime(2026, 6, 15, 10, tzinfo=UTC)))


def test_every_part_that_fails_is_there_with_its_distance() -> None:
    """Money, a day and a choice, each with a code; numbers with what is between needed and there."""
    found = {
        item["rule"]: [(part["code"], part["distance"], part["unit"]) for part in item["missing"]]
        for item in document()["not_applied"]
    }

    assert {
        "thirty": [("below", "380", "money")],
        "june": [
            ("below", "1", "number"),
            ("other-value", None, None),
            ("not-yet", "5", "day"),
            ("above", "620", "money"),
        ],
        "tea": [("other-value", None, None)],
        "big": [("below", "380", "money")],
    } == found


def test_a_number_that_has_to_be_exact_has_its_distance() -> None:
    """Too few and too many each say by how much; a rule that another beats says in words which."""
    rules = """
earn:
  base: {points: 1, for_each: 1, of: line.amount}
  rules:
    - {id: fourth, name: {en: Fourth}, when: history.orders == 4, add: 20, once_per: order}
    - {id: ten, name: {en: Ten}, when: order.list_total == 10.00, add: 20, once_per: order}
    - {id: twice, name: {en: Twice}, multiply: 2x, when: 'line.category == "coffee"'}
    - {id: thrice, name: {en: Thrice}, multiply: 3x}
  combine: [best_multiplier, additions]
"""
    made = explained(decided(programme(rules), line("26.20")))
    told = {item["rule"]: item for item in made["not_applied"]}

    found = {rule: [tuple(part[key] for key in KEYS) for part in told[rule]["missing"]] for rule in EXACT}
    assert {"fourth": [("below", "4", "0", "4")], "ten": [("above", "1000", "2620", "1620")]} == found
    assert "it counts in the place of Thrice" == told["twice"]["needed"]["en"]
    assert [] == sumcheck.check(made)
    assert "4 more gives 20 points" in as_text(made, "en").replace("\u00a0", " ")


def test_what_it_would_give_is_said() -> None:
    """An amount, a rate, points; and the sentence a member reads, where one number is all that is missing."""
    made = document()
    text = as_text(made, "en").replace("\u00a0", " ")

    assert {
        "thirty": {"kind": "money", "value": "500"},
        "june": {"kind": "number", "value": "1/10"},
        "tea": {"kind": "number", "value": "1/20"},
        "big": {"kind": "points", "value": "120"},
    } == {item["rule"]: item["gives"] for item in made["not_applied"]}
    assert "€3.80 more gives 120 points" in text
    assert "€3.80 more gives €5.00" in text
    assert "再增加 €3.80 即可获得" in as_text(made, "zh-CN").replace("\u00a0", " ")


@pytest.mark.parametrize("key", ["needed", "present", "distance"])
def test_the_checker_works_the_distance_out_again(key: str) -> None:
    """A number of what is missing that was changed is found."""
    made = document()
    made["not_applied"][0]["missing"][0][key] = "7"

    assert any(key in problem for problem in sumcheck.check(made))


def test_the_checker_finds_a_part_that_holds() -> None:
    """What is said to be missing must not be there."""
    made = document()
    made["not_applied"][0]["missing"][0]["formula"] = ["<=", ["num", "1"], ["num", "2"]]

    assert any("holds" in problem for problem in sumcheck.check(made))


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        ("buy_get: {buy: 3, get: 1, percent: 100%, counted: each_line}", "4"),
        ("price: 30.00, each: line", "3000"),
        ("quantities: {counted: each_line, steps: [{from: 6, percent: 10%}, {from: 12, percent: 20%}]}", "6"),
    ],
)
def test_what_each_line_is_missing_is_said_of_it(rule: str, needed: str) -> None:
    """A line of the rule says how far its units or its price are; another that it is not about it."""
    rules = f"""
basket:
  discounts:
    combine: best
    rules: [{{id: r, name: {{en: R}}, lines: line.category == "tea", {rule}}}]
"""
    bought = (line("9.00", "3", category="tea"), line("5.00", "9", category="gear"))
    made = explained(decided(programme(rules), *bought))

    found = [
        (item["line"], [(part["code"], part["needed"], part["present"]) for part in item["missing"]])
        for item in made["not_applied"]
    ]
    own, other = ("2700", "4500") if needed == "3000" else ("3", "0")
    further = [] if int(other) > int(needed) else [("below", needed, other)]
    assert [("1", [("below", needed, own)]), ("2", [("not-so", None, None), *further])] == found
    assert [] == sumcheck.check(made)
