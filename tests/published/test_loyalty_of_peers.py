"""What others publish of discounts, points and payment in their tests and pages: their figures are ours.

The tables beside this file hold figures only, each beside the rule that says in our words what
the peer's mechanism does. A basket is written ``3 cabinet at 320.00, 1 drawer/books at 25.00``:
quantity, sku, category, unit price. Amounts are in major units.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from loyalty import sumcheck
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.language.lowering import NO_TIER
from loyalty.pricing.basket import Basket, BasketLine
from tests.properties.discounting import goods
from tests.unit.decision.making import explained

TABLES = sorted(Path(__file__).parent.glob("loyalty/*.yaml"))
AT_LEAST_CASES = 300
LINE = re.compile(r"([\d.]+) ([\w-]+)(?:/([\w-]+))? at ([\d.]+)(?:, |$)")
AT = datetime(2026, 6, 15, 10, tzinfo=UTC)
HEAD = """
programme: p
schema: 1
currency: {currency}
timezone: UTC
languages: [en]
effective: {{from: 2020-01-01}}
numbers:
  money: {{step: {money}, round: half_up}}
  prices: {{step: 0.0001}}
  points: {{step: {points}, round: {round_points}}}
  split: cumulative
  limits: {{money: 1000000, quantity: 10000, points: 10000000}}
"""
FACTS = """facts:
  order.channel: {is: text, default: web}
  line.category: {is: text, default: goods}
"""
NUMBERS = {"currency": "EUR", "money": "0.01", "points": "1", "round_points": "down"}


def _cases() -> Iterator[Any]:
    for table in TABLES:
        told = yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  texts only
        for case in told["cases"]:
            for basket in case["baskets"]:
                name = f"{told['peer']}: {case['source']}: {basket['lines']}"
                yield pytest.param(case, basket, id=name)


CASES = list(_cases())


@pytest.mark.parametrize(("case", "basket"), CASES)
def test_the_figure_of_a_peer(case: Mapping[str, Any], basket: Mapping[str, Any]) -> None:
    """Total, tax, payment and points are the published ones, and the independent checker agrees."""
    numbers = tuple(sorted((NUMBERS | case.get("numbers", {})).items()))
    decision = _decided(_programme(case["rules"], case.get("table"), numbers), basket)

    told = _told(decision)
    expected = {name: Fraction(basket[name]) for name in told if name in basket}
    assert expected
    assert {name: told[name] for name in expected} == expected
    if "each" in basket:
        assert _each(decision) == [Fraction(part) for part in basket["each"].split(", ")]
    assert [] == sumcheck.check(explained(decision))


@cache
def _programme(rules: str, table: str | None, numbers: tuple[tuple[str, str], ...]) -> Programme:
    tables = {"t.csv": table} if table is not None else {}
    made = compile_programme(source_of(rules, dict(numbers)) | tables)
    assert made.programme is not None, [str(finding) for finding in made.findings]
    return made.programme


def source_of(rules: str, numbers: Mapping[str, str]) -> dict[str, str]:
    """Give the files of a case's programme; rules may bring facts of their own."""
    facts = "" if re.search("^facts:", rules, re.MULTILINE) else FACTS
    return {"p.yaml": HEAD.format(**numbers) + facts + rules}


def _decided(by: Programme, basket: Mapping[str, Any]) -> Decision:
    history = {f"history.{name}": int(value) for name, value in basket.get("history", {}).items()}
    shown = frozenset(basket.get("vouchers", ()))
    who = Participant(enrolled=True, tier=basket.get("tier", NO_TIER), history=history, vouchers=shown)
    at = datetime.fromisoformat(basket["at"]).replace(tzinfo=UTC) if "at" in basket else AT
    lines = lines_of(basket["lines"], 10**by.currency.exponent)
    asked = Basket(lines, {}, {}, int(basket.get("spend", "0")))
    return decide(by, situate(by, asked, at, who))


def lines_of(told: str, minor: int) -> tuple[BasketLine, ...]:
    """Give the lines of a basket as the tables write it, prices in minor units."""
    assert LINE.sub("", told) == ""
    return tuple(
        BasketLine(str(n), sku, Fraction(quantity), Fraction(price) * minor, _category(category))
        for n, (quantity, sku, category, price) in enumerate(LINE.findall(told), start=1)
    )


def _category(named: str) -> dict[str, str]:
    return {"category": named} if named else {}


def _told(decision: Decision) -> dict[str, Fraction]:
    minor = 10**decision.programme.currency.exponent
    return {
        "total": Fraction(decision.due, minor),
        "tax": Fraction(decision.value("total.tax_inside") + decision.value("total.tax_added"), minor),
        "payable": Fraction(decision.payable, minor),
        "points": Fraction(decision.points_earned),
        "used": Fraction(decision.points_used),
    }


def _each(decision: Decision) -> list[Fraction]:
    """Give what each line costs after discounts."""
    minor = 10**decision.programme.currency.exponent
    return [Fraction(amount, minor) for amount in goods(decision)]


def test_there_are_hundreds_of_them() -> None:
    """A table that is no longer read would say nothing."""
    assert len(CASES) >= AT_LEAST_CASES
