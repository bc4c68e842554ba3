"""Every worked number of docs/discounts.md, worked out from the rules above its table."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty import sumcheck
from loyalty.decision.situate import NOBODY
from tests.unit.decision.making import decided, explained, programme

PAGE = Path(__file__).parents[3] / "docs" / "discounts.md"
PARTS = re.compile(
    r"```yaml\n(.*?)```\n\n\| basket \| total \| how \|\n\| --- \| --- \| --- \|\n((?:\|[^\n]*\n)+)",
    re.DOTALL,
)
CASES = [
    (rules, basket.strip(), total.strip())
    for rules, rows in PARTS.findall(PAGE.read_text(encoding="utf-8"))
    for _, basket, total, *_ in (row.split("|") for row in rows.splitlines())
]
LINE = re.compile(r"(\d+) (\w+) at ([\d.]+)")


def test_the_page_is_read() -> None:
    """Each block of rules on the page has its table of worked numbers."""
    blocks = PAGE.read_text(encoding="utf-8").count("```yaml")

    assert blocks == len({rules for rules, _, _ in CASES}) > 0


@pytest.mark.parametrize(("rules", "basket", "total"), CASES, ids=[basket for _, basket, _ in CASES])
def test_worked_numbers(rules: str, basket: str, total: str) -> None:
    """A basket of the page costs what the page says, and the independent checker agrees."""
    indented = "".join(f"    {line}\n" for line in rules.splitlines())
    by = programme(f"basket:\n  discounts:\n{indented}")
    lines = [(price, quantity, {"category": name}) for quantity, name, price in LINE.findall(basket)]

    decision = decided(by, *lines, who=NOBODY)

    assert Fraction(total) * 100 == decision.due
    assert [] == sumcheck.check(explained(decision))
