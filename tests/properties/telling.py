"""Odd sales to tell of: whoever buys, in any currency, taxed or not, with fees that are known or are not."""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from html import unescape
from io import StringIO

from hypothesis import strategies as st

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, Participant
from loyalty.decision.telling.views import View
from loyalty.kernel.money import Money, currency
from loyalty.pricing.line import Category
from loyalty.wording.page import as_page
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text
from tests.unit.decision.making import decided, line, programme
from tests.unit.wording.reading import moneys_in

DAY = datetime(2026, 6, 15, 10, tzinfo=UTC)
FACTS = """
  member.born: {is: day_month, label: personal, purpose: [birthday]}
  member.gender: {is: text, label: protected}
  order.delivery: {is: choice, of: [collect, home, post], default: home}
segments:
  - {id: told_of_cats, name: {en: Friends}, when: history.spend >= 100, at_least_members: 2}
redeem: {worth: {points: 100, money: @100@}, earn_on: money_paid, on_refund: recompute_kept_order,
  spent_too_much: owe}
earn:
  base: {points: 1, for_each: 1, of: line.amount}
rights: {human_review: desk, answer_within: 7 days}
"""
FEES = """
  fees:
    - {id: way, name: {en: Delivery}, amount: @320@, when: order.delivery == "home", purpose: carriage,
       recipient: carrier,
       refundable: false@GEAR@}
    - {id: paper, name: {en: Wrapping}, amount: @55@, purpose: wrapping, recipient: seller,
       refundable: true@GEAR@}
"""
OPEN = """
    - {id: far, name: {en: Far away}, amount: @400@, when: order.zone == "far", calculable_when: order.zone,
       formula: {en: "@400@ @CODE@ in the far zone"}, purpose: way, recipient: carrier,
       refundable: false@GEAR@}
"""
TIER = "  member.tier: {is: tier, label: membership}\n"
TIERS = """tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder:
    - {name: blue, from: 0}
    - {name: gold, from: 2000, discount: 5%}
    - {name: black, from: 9000, discount: 8%}
  keep_for: 12 months
  landing: soft
"""
ZONE = "  order.zone: {is: choice, of: [near, far], name: {en: the zone}}\n"
CURRENCIES = {
    "EUR": {"currency": "EUR"},
    "JPY": {"currency": "JPY", "money": "1"},
    "KWD": {"currency": "KWD", "money": "0.001"},
}
SIGNS = {"EUR": "€", "JPY": "JP¥", "KWD": "KWD"}
RATES = {"vat.csv": "category,rate\ncoffee|tea,7%\ngear,19%\n"}
RULES = {
    "public": 'percent: 10%, lines: line.category == "tea"',
    "member": "percent: 3%, when: member.enrolled",
    "birthday": 'percent: 20%, when: member.born == "06-15"',
    "first": "percent: 7%, when: member.enrolled and history.orders == 0",
    "all": "percent: 100%",
    "friends": "amount: @100@, when: member.segment.told_of_cats",
}
OF = {
    "all": Category.DISCOUNT_PUBLIC,
    "public": Category.DISCOUNT_PUBLIC,
    "member": Category.DISCOUNT_MEMBER,
    "birthday": Category.DISCOUNT_INDIVIDUAL,
    "first": Category.DISCOUNT_INDIVIDUAL,
    "friends": Category.DISCOUNT_INDIVIDUAL,
}
INDIVIDUAL = {"birthday", "first", "friends"}


@dataclass(frozen=True, slots=True)
class Sale:
    """Where and how something is sold.

    ``tax`` is empty, `include_tax` or `exclude_tax`; with ``opens`` one fee waits for a zone,
    ``fees`` is whether there are any at all, and ``tiers`` whether a price rests on a member's tier.
    """

    currency: str = "EUR"
    tax: str = ""
    opens: bool = False
    fees: bool = True
    tiers: bool = True

    @property
    def exponent(self) -> int:
        """The decimals of its currency."""
        return currency(self.currency).exponent

    def written(self, text: str) -> str:
        """Give rules in its money: ``@320@`` is 320 minor units."""
        code = currency(self.currency)
        text = text.replace("@GEAR@", ", taxed_as: gear" if self.tax else "").replace("@CODE@", code.code)
        return re.sub(r"@(\d+)@", lambda found: Money(int(found[1]), code).decimal_text(), text)


SHOP = Sale()


@cache
def by(rules: tuple[str, ...], sale: Sale = SHOP) -> Programme:
    """Give a programme with some of the rules."""
    written = "".join(f"      - {{id: {name}, name: {{en: R {name}}}, {RULES[name]}}}\n" for name in rules)
    discounts = f"  discounts:\n    combine: sum\n    rules:\n{written}" if rules else ""
    fees = (FEES if sale.fees else "") + (("" if sale.fees else "  fees:\n") + OPEN if sale.opens else "")
    tax = f"  tax: {{table: vat.csv, by: line.category, prices: {sale.tax}}}\n" if sale.tax else ""
    basket = f"{fees}{discounts}{tax}"
    head = (ZONE if sale.opens else "") + (TIER if sale.tiers else "") + FACTS + (TIERS if sale.tiers else "")
    text = sale.written(head + (f"basket:\n{basket}" if basket else ""))
    return programme(text, RATES if sale.tax else None, **CURRENCIES[sale.currency])


@dataclass(frozen=True, slots=True)
class Case:
    """A basket of somebody under some of the rules; prices as of a currency with two decimals."""

    rules: tuple[str, ...]
    prices: tuple[tuple[str, str, str], ...]
    who: Participant
    delivery: str
    points: int
    sale: Sale = SHOP
    zone: str = ""

    @property
    def level(self) -> str:
        """How personal its price is, by the rules and what is known of whoever asks."""
        asked = set(self.rules) - (set() if "member.born" in self.who.facts else {"birthday"})
        if not self.who.enrolled:
            return "none"
        if INDIVIDUAL & asked:
            return "individual"
        return "membership" if self.sale.tiers or "member" in asked else "none"

    def decision(self) -> Decision:
        """Give what it comes to."""
        by_minor = Fraction(100, 10**self.sale.exponent)
        lines = [
            line(str(Fraction(price) * by_minor), quantity, category=kind)
            for price, quantity, kind in self.prices
        ]
        order = {"delivery": self.delivery, **({"zone": self.zone} if self.zone else {})}
        made = by(self.rules, self.sale)
        return decided(made, *lines, who=self.who, order=order, points=self.points, at=DAY)

    def document(self, decision: Decision) -> Document:
        """Give its explanation as a quote of whoever it is."""
        known = {"known": sorted(self.who.facts)}
        heading = Heading("exp_x", "quote", identified=self.who.enrolled, beside=known)
        return explain(decision, heading, for_nobody(decision))


CLIMBING = Case(
    (), (("123.45", "1", "coffee"),), Participant(enrolled=True, tier="blue", facts={}), "collect", 0
)
"""Somebody at the foot of the ladder, with two tiers above, each of which makes another total."""
SALES = st.builds(
    Sale,
    currency=st.sampled_from(["EUR", "EUR", "JPY", "KWD"]),
    tax=st.sampled_from(["", "include_tax", "exclude_tax"]),
    opens=st.booleans(),
    fees=st.sampled_from([True, True, False]),
    tiers=st.sampled_from([True, True, False]),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw rules, a basket and a member, or nobody."""
    rules = tuple(sorted(draw(st.sets(st.sampled_from(sorted(RULES))))))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["0.01", "0.99", "10.00", "123.45"]),
                st.sampled_from(["1", "2", "7"]),
                st.sampled_from(["coffee", "tea"]),
            ),
            min_size=1,
            max_size=3,
        )
    )
    facts = draw(st.sampled_from([{}, {"member.born": "06-15"}, {"member.born": "01-02"}]))
    past = {
        "history.orders": draw(st.sampled_from([0, 3])),
        "member.segment.told_of_cats": draw(st.sampled_from([0, 1])),
    }
    member = Participant(
        enrolled=True, tier=draw(st.sampled_from(["blue", "gold", "black"])), facts={**facts}, history=past
    )
    who = draw(st.sampled_from([NOBODY, member, member]))
    points = draw(st.sampled_from([0, 150, 10**6])) if who.enrolled else 0
    way, sale = draw(st.sampled_from(["collect", "home", "post"])), draw(SALES)
    zone = draw(st.sampled_from(["", "near", "far"])) if sale.opens else ""
    return Case(rules, tuple(rows), who, way, points, sale, zone)


def forms(document: Document, language: str, view: View) -> tuple[Counter[Fraction], ...]:
    """Give the money in text, HTML page and CSV table."""
    sign = SIGNS[document["currency"]]
    page = unescape(re.sub(r"<[^>]*>", " ", as_page(document, language, view=view)))
    rows = csv.DictReader(StringIO(explanation_sheet(document, language, view=view), newline=""))
    table = Counter(Fraction(row["amount"]) for row in rows if row["amount"])
    return moneys_in(as_text(document, language, view=view), sign), moneys_in(page, sign), table


def within(narrow: object, wide: object) -> bool:
    """Give whether all of one is in the other, with the same value at the same place."""
    match narrow, wide:
        case Mapping(), Mapping():
            return all(key in wide and within(part, wide[key]) for key, part in narrow.items())
        case list(), list() if len(narrow) == len(wide):
            return all(map(within, narrow, wide))
        case list(), list():
            return all(any(within(part, other) for other in wide) for part in narrow)
        case _:
            return narrow == wide
