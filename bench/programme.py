"""A programme of any number of rules for the benchmarks, and a basket of five lines to decide."""

from datetime import UTC, datetime
from fractions import Fraction

from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant, situate
from loyalty.decision.situation import Situation
from loyalty.pricing.basket import Basket, BasketLine

CATEGORIES = ("coffee", "tea", "gear")
LINES = 5
AT = datetime(2026, 6, 15, 10, tzinfo=UTC)

HEAD = """
programme: bench
schema: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
effective: {from: 2026-01-01}
numbers:
  money:  {step: 0.01, round: half_up, at: each_line}
  prices: {step: 0.0001}
  quantities: {step: 0.001}
  points: {step: 1, round: down}
  split: cumulative
  limits: {money: 100000.00, quantity: 10000, points: 10000000}
facts:
  member.tier:    {is: tier, label: membership}
  member.country: {is: country, label: transaction, purpose: [tax]}
  order.channel:  {is: choice, of: [app, web, shop]}
  order.delivery: {is: choice, of: [collect, home], default: collect}
  order.total:    {is: money, sum_of: line.amount}
  line.category:  {is: choice, of: [coffee, tea, gear]}
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue,   from: 0.00,    earn: 1x,    discount: 0%}
    - {name: silver, from: 500.00,  earn: 1.25x, discount: 2%}
    - {name: gold,   from: 2000.00, earn: 1.5x,  discount: 5%}
  keep_for: 12 months
  landing: soft
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
  fees:
    - {id: carriage, name: {en: Delivery}, amount: 3.20, when: order.delivery == "home",
       purpose: carriage, recipient: carrier, refundable: false}
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  combine: [tier, best_multiplier, additions]
  caps:
    - {per: [member, month], at_most: 20000}
  rules:
"""

VAT = "country,category,rate\nDE,coffee|tea,7%\nDE,gear,19%\n"


def source(rules: int) -> dict[str, str]:
    """Give rule files with so many earning rules: multipliers of lines, additions to orders, by turns."""
    written = []
    for number in range(rules):
        if number % 2:
            written.append(
                f"    - {{id: add-{number}, name: {{en: A{number}}}, once_per: order,\n"
                f"       add: {number % 9 + 1},\n"
                f'       when: order.channel == "app" and order.total >= {number * 5}.00}}\n'
            )
        else:
            category = CATEGORIES[number // 2 % 3]
            written.append(
                f"    - {{id: times-{number}, name: {{en: M{number}}}, multiply: {1 + number % 4 * 0.25}x,\n"
                f'       when: line.category == "{category}" and line.amount >= {number}.00}}\n'
            )
    return {"programme.yaml": HEAD + "".join(written), "vat.csv": VAT}


def compiled(rules: int) -> Programme:
    """Give the compiled programme with so many rules."""
    made = compile_programme(source(rules))
    assert made.programme is not None, [str(finding) for finding in made.findings]
    return made.programme


def situation(programme: Programme) -> Situation:
    """Give five lines of a gold member, delivered to a home in Germany."""
    lines = tuple(
        BasketLine(str(n), "sku", Fraction(n + 1), Fraction(999 + 100 * n), {"category": CATEGORIES[n % 3]})
        for n in range(LINES)
    )
    basket = Basket(lines, {"channel": "app", "delivery": "home"}, {"member.country": "DE"})
    return situate(programme, basket, AT, Participant(True, "gold", {}, {"history.points_month": 100}))
