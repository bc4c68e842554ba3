"""Fees: which are mandatory, and what taxes them."""

import pytest

from loyalty import sumcheck
from loyalty.decision.explain import Document
from loyalty.decision.use import Usage
from loyalty.wording.text import as_text
from tests.unit.decision.making import FEE, TIERS, decided, explained, line, programme
from tests.unit.pricing.periods import MONTHLY, bill

OPTIONS = """
  order.delivery: {is: choice, of: [collect, home], default: collect}
  order.wrap: {is: choice, of: [plain, deluxe], default: plain}
  order.place: {is: choice, of: [online, counter]}
  order.buyer: {is: choice, of: [guest, member]}
  order.club: {is: choice, of: [none, gold], default: none}
  order.zone: {is: choice, of: [near, far]}
  order.insured: {is: truth, default: false}
  order.ticked: {is: truth, default: true}
  order.tip: {is: money, default: 0}
  order.bags: {is: quantity, default: 0}
  order.weight: {is: quantity}
  line.boxed: {is: truth, default: false}
"""
CHOSEN = {"delivery": "home", "wrap": "deluxe", "place": "counter", "buyer": "guest", "zone": "far"}
CHOSEN |= {"channel": "app", "insured": "true", "tip": "1.00", "bags": "1", "weight": "30"}


def _lines(*fees: str) -> dict[str, Document]:
    """Give the lines of fees of an order that chose everything, by the fee's id."""
    made = programme(f"{OPTIONS}{TIERS}basket: {{fees: [{', '.join(fees)}]}}")
    told = explained(decided(made, line("2.00", boxed="true"), order=CHOSEN))
    return {row["rule"]["id"]: row for row in told["lines"] if row["step"].startswith("fee.")}


@pytest.mark.parametrize(
    ("fee", "ways"),
    [
        ('amount: 1.00, when: order.delivery == "home"', ["order.delivery collect"]),
        ("amount: 1.00, when: '\"home\" == order.delivery'", ["order.delivery collect"]),
        ('amount: 1.00, when: not (order.delivery != "home")', ["order.delivery collect"]),
        (
            'amount: 1.00, when: order.delivery == "home" and order.list_total < 50.00',
            ["order.delivery collect"],
        ),
        ("amount: 1.00, when: order.insured", ["order.insured false"]),
        ("amount: 1.00, when: order.bags > 0", ["order.bags 0"]),
        ("share: 100%, of: order.tip", ["order.tip 0"]),
        ('amount: 1.00, when: order.club == "none"', []),
        ('amount: 1.00, when: order.delivery == "home" or order.list_total < 5.00', []),
        ('amount: 1.00, when: order.delivery == "home" or order.insured', []),
        ("amount: 1.00, when: order.list_total < 50.00", []),
        ('amount: 1.00, when: order.channel == "app"', []),
        ('amount: 1.00, when: order.place == "counter"', []),
        ('amount: 1.00, when: order.buyer == "guest"', []),
        ("amount: 1.00, when: not member.enrolled or member.enrolled", []),
        ('amount: 1.00, when: member.tier == "gold"', []),
        ('amount: 1.00, when: order.zone == "far"', []),
        ("amount: 1.00, when: order.weight > 20", []),
        ("amount: 1.00, when: order.ticked", []),
        ("share: 100%, of: order.tip, at_least: 0.50", []),
        ("amount: 1.00, each: unit, lines: line.boxed", []),
    ],
)
def test_a_fee_is_optional_where_one_choice_of_the_order_spares_it(fee: str, ways: list[str]) -> None:
    """A fee is mandatory unless one choice that is open to all spares it, however it is written."""
    row = _lines(f"{FEE}{fee}}}")["a"]

    assert [f"{way['fact']} {way['value']}" for way in row["avoided_by"]] == ways
    assert (row["mandatory"], row["category"]) == (not ways, "optional_fee" if ways else "mandatory_fee")


def test_of_choices_that_all_cost_something_the_cheapest_is_mandatory() -> None:
    """A fee that only another paid choice spares is mandatory; the dearer one is spared by the cheaper."""
    rows = _lines(
        f'{FEE.replace("a,", "handling,", 1)}amount: 2.00, when: order.wrap != "plain"}}',
        f'{FEE.replace("a,", "slow,", 1)}amount: 2.00, when: order.delivery == "collect"}}',
        f'{FEE.replace("a,", "fast,", 1)}amount: 3.00, when: order.delivery == "home"}}',
        f'{FEE.replace("a,", "other,", 1)}amount: 3.00, when: order.wrap == "plain"}}',
    )

    assert {name: [way["value"] for way in row["avoided_by"]] for name, row in rows.items()} == {
        "handling": [],
        "fast": ["collect"],
    }


def test_a_fee_that_is_not_charged_needs_no_rate() -> None:
    """An order without the fee is not refused because the table has no rate for it."""
    rules = f"""
basket:
  tax: {{table: vat.csv, by: line.category, prices: include_tax}}
  fees: [{FEE}amount: 1.07, taxed_as: gear, when: order.channel == "app"}}]
"""
    by = programme(rules, {"vat.csv": "category,rate\ncoffee,7%\n"})
    made = decided(by, line("10.70"))

    assert (made.due, made.value("total.tax_inside")) == (1070, 70)
    assert sumcheck.check(explained(made)) == []


def test_a_fee_of_a_plan_tells_how_far_it_is_and_what_it_costs() -> None:
    """A fee that begins in August is told in June with its days and its amount."""
    fee = f"{FEE}amount: 4.00, when: order.day >= 2026-08-01}}"
    by = programme(f"plans:\n  - id: p\n    name: {{en: P}}\n    {MONTHLY}20.00}}\n    fees: [{fee}]\n")
    made = bill(by, Usage("p")).document

    [item] = made["not_applied"]
    assert [("not-yet", "47")] == [(part["code"], part["distance"]) for part in item["missing"]]
    assert {"kind": "money", "value": "400"} == item["costs"]
    assert "it applies in 47 days and costs" in as_text(made, "en").replace("\u00a0", " ")
    assert "47 天后适用，将收取" in as_text(made, "zh-CN").replace("\u00a0", " ")
