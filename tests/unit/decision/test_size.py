"""Programmes at the edge of what a folder may hold: found wrong, or worked out, never a traceback."""

from datetime import date, timedelta

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import Participant
from tests.unit.decision.making import EARN, decided, explained, found, line, programme


def _ladder(count: int) -> str:
    steps = "".join(f"    - {{name: t{n}, from: {n}.00, discount: {n % 50}%}}\n" for n in range(count))
    return f"""
  member.tier: {{is: tier, label: membership}}
tiers:
  measured_by: {{sum_of: line.amount, over: 12 months}}
  decided: before the order
  keep_for: 12 months
  landing: soft
  ladder:
{steps}"""


def _dated(count: int) -> str:
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(count))
    values = ", ".join(f"{day}: {n % 7 + 1}" for n, day in enumerate(days))
    return EARN.replace("points: 1", f"points: {{{values}}}")


def test_fifty_tiers_and_a_hundred_days() -> None:
    """The longest ladder and the longest list of dated values are worked out."""
    made = decided(programme(_ladder(50)), line("5.00"), who=Participant(enrolled=True, tier="t7"))
    assert made.due == 465

    made = decided(programme(_dated(100)), line("5.00"))
    assert made.points_earned == 5 * (99 % 7 + 1)
    assert sumcheck.check(explained(made)) == []


@pytest.mark.parametrize(("rules", "most"), [(_ladder(51), 50), (_dated(101), 100)])
def test_longer_ones_are_refused(rules: str, most: int) -> None:
    """A ladder or a dated value that no person could read is a finding."""
    assert [text for text in found(rules) if f"more than {most}" in text]


def test_numbers_too_fine_to_work_out_are_refused() -> None:
    """Hundreds of factors of seventeen decimals make fractions that nobody could check."""
    rules = [f"{{id: r{n}, name: {{en: R}}, multiply: 1.0000000000000001x}}" for n in range(200)]
    text = f"{EARN}  combine: [chain_multipliers]\n  rules: [{', '.join(rules)}]\n"

    assert [finding[:4] for finding in found(text)] == ["E604"]


@pytest.mark.parametrize("operator", ["+", "-", "*"])
def test_the_longest_expressions(operator: str) -> None:
    """An expression of as many words as there may be is worked out and checked."""
    part = "1x" if operator == "*" else "0.01"
    rules = EARN.replace("of: line.amount", "of: line.amount" + f" {operator} {part}" * 148)
    made = decided(programme(rules), line("500.00"))

    assert made.points_earned == {"+": 501, "-": 498, "*": 500}[operator]
    assert sumcheck.check(explained(made)) == []


@pytest.mark.parametrize(("open_", "close"), [("(", ")"), ("min(line.amount + 1.00, ", ")"), ("not ", "")])
def test_the_deepest_expressions(open_: str, close: str) -> None:
    """An expression nested as deep as it may be is worked out and checked."""
    if open_ == "not ":
        rules = EARN + "  except_when: " + open_ * 22 + '(line.category == "tea")\n'
    else:
        rules = EARN.replace("of: line.amount", f"of: '{open_ * 22}line.amount{close * 22}'")
    made = decided(programme(rules), line("500.00"))

    assert made.points_earned == 500
    assert sumcheck.check(explained(made)) == []


FACTS = """
  order.n: {is: quantity, default: 1}
  order.m: {is: quantity, default: 1}
  order.t: {is: text, default: x}
basket:
  tax: {table: vat.csv, by: BY, prices: exclude_tax}
"""


@pytest.mark.parametrize(
    ("by", "rows", "order", "tax"),
    [
        ("[order.n]", [f"{n}..{n}.5,{n % 90}%" for n in range(4999)], {"n": "4012.5"}, 52),
        (
            "[order.n, order.m]",
            [f"{n // 70}..{n // 70}.5,{n % 70}..{n % 70}.5,{n % 90}%" for n in range(4900)],
            {"n": "12", "m": "6"},
            36,
        ),
        ("[order.n, order.t]", [f",k{n},{n % 90}%" for n in range(4999)], {"t": "k4012"}, 52),
    ],
)
def test_tables_of_thousands_of_rows(by: str, rows: list[str], order: dict[str, str], tax: int) -> None:
    """A table as long as it may be is checked and read; the right row applies."""
    header = by.strip("[]").replace("order.", "").replace(" ", "") + ",rate"
    by_table = programme(FACTS.replace("BY", by), {"vat.csv": "\n".join([header, *rows])})

    assert decided(by_table, line("1.00"), order=order).due == 100 + tax


def test_overlaps_of_a_long_table_are_found() -> None:
    """Among thousands of ranges the two that meet are named."""
    rows = [f"{n}..{n}.5,{n % 90}%" for n in range(3000)] + ["17.2..17.3,5%"]
    text = "\n".join(["n,rate", *rows])

    assert found(FACTS.replace("BY", "[order.n]"), {"vat.csv": text}) == [
        "E504 this row and line 19 apply to the same case"
    ]
