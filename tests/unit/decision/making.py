"""Small programmes in one file, and baskets to decide by them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Compiled, Programme, compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.pricing.basket import Basket, BasketLine

AT = datetime(2026, 6, 15, 10, tzinfo=UTC)
GOLD = Participant(enrolled=True, tier="gold")

NUMBERS = {
    "currency": "EUR",
    "money": "0.01",
    "round": "half_up",
    "prices": "0.0001",
    "quantities": "0.001",
    "points": "1",
    "effective": "{from: 2026-01-01}",
}

HEAD = """
programme: p
schema: 1
currency: {currency}
timezone: Europe/Berlin
languages: [en]
effective: {effective}
numbers:
  money: {{step: {money}, round: {round}}}
  prices: {{step: {prices}}}
  quantities: {{step: {quantities}}}
  points: {{step: {points}, round: down}}
  split: cumulative
  limits: {{money: 1000000, quantity: 10000, points: 10000000}}
facts:
  order.channel: {{is: choice, of: [app, web, shop], default: shop}}
  line.category: {{is: choice, of: [coffee, tea, gear], default: coffee}}
"""

TIERS = """
  member.tier: {is: tier, label: membership}
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue, from: 0}
    - {name: gold, from: 2000, discount: 5%}
  keep_for: 12 months
  landing: soft
"""

EARN = """
earn:
  base: {points: 1, for_each: 1, of: line.amount}
"""

FEE = "{id: a, name: {en: A}, purpose: x, recipient: y, refundable: true, "


def compiled(rules: str, tables: Mapping[str, str] | None = None, **numbers: str) -> Compiled:
    """Give what comes of compiling a small programme with ``rules`` under its ``facts``."""
    text = HEAD.format(**(NUMBERS | numbers)) + rules
    return compile_programme({"p.yaml": text, **(tables or {})})


def programme(rules: str, tables: Mapping[str, str] | None = None, **numbers: str) -> Programme:
    """Give a small programme that must be right."""
    made = compiled(rules, tables, **numbers)
    assert made.programme is not None, [str(finding) for finding in made.findings]
    return made.programme


def found(rules: str, tables: Mapping[str, str] | None = None, **numbers: str) -> list[str]:
    """Give the code and message of every finding that stops a small programme."""
    made = compiled(rules, tables, **numbers)
    return [f"{f.code} {f.message}" for f in made.findings if not f.warning]


def line(price: str, quantity: str = "1", **facts: str) -> tuple[str, str, dict[str, str]]:
    """Give a line: price in major units, quantity, facts."""
    return price, quantity, facts


def decided(
    by: Programme,
    *lines: tuple[str, str, dict[str, str]],
    who: Participant = GOLD,
    points: int = 0,
    order: Mapping[str, str] | None = None,
    at: datetime = AT,
) -> Decision:
    """Give the decision on a basket."""
    minor = 10**by.currency.exponent
    made = tuple(
        BasketLine(str(n), "sku", Fraction(quantity), Fraction(price) * minor, facts)
        for n, (price, quantity, facts) in enumerate(lines, start=1)
    )
    return decide(by, situate(by, Basket(made, order or {}, {}, points), at, who))


def explained(decision: Decision) -> Document:
    """Give the explanation beside the price for nobody."""
    return explain(decision, Heading("x", "quote"), for_nobody(decision))


def amounts(decision: Decision, *categories: str) -> Sequence[int]:
    """Give the amounts of the explanation's lines of some categories."""
    return [row["amount"] for row in explained(decision)["lines"] if row["category"] in categories]
