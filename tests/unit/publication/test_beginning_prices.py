"""A price that goods are said to begin at is one that is measured or set; an amount to reach is none."""

import pytest

from tests.unit.publication.trying import claims, codes_of

PERCENT = "percent: 5%"
REFUSED = {"FROM_PRICE_UNATTAINABLE"}
RULE = "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{0}', zh-CN: '{0}'}}, {1}}}]}}\n"
REACHED = f"{PERCENT}, reached: {{amount: 50.00, measured: before_discounts}}"
DRILL = "from_prices:\n  - {id: a, sku: drill, price: 29.00}\n"
REDUCED = "reductions:\n  - {id: a, sku: drill, was: 40.00, now: 29.00, from: 2026-12-01}\n"
KINDS = "line.%s: {is: choice, of: [d, s], words: {d: {en: '%s', zh-CN: 电钻}, s: {en: Saws, zh-CN: 锯}}}"


@pytest.mark.parametrize(
    "text",
    [
        "Drills from £29",
        "Drills starting at £29",
        "电钻29镑起",
        "Bohrer schon ab 29 €",
        "Perceuses dès 29 €",
        "Wiertarki od 29 zł",
        "Porakoneet alkaen 29 €",
        "ドリル29円から",
        "茶低至29元",
    ],
)
def test_a_price_that_goods_begin_at_is_listed(text: str) -> None:
    """What only takes a share off names no price that anybody pays."""
    assert REFUSED == claims(RULE.format(text, PERCENT))
    assert set() == claims(RULE.format(text, PERCENT), from_prices=DRILL)
    assert set() == claims(RULE.format(text, PERCENT), reductions=REDUCED)
    assert REFUSED == claims(RULE.format(text, PERCENT), from_prices=DRILL.replace("29", "31"))


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("5% off from £50", PERCENT),
        ("Orders from £50", PERCENT),
        ("5 % ab 50 €", PERCENT),
        ("Tools from €50", REACHED),
        ("Tools from €50", f"{PERCENT}, when: order.list_total >= 50.00"),
        ("Drills from £29", "price: 29.00, each: unit"),
        ("Valid from £50", PERCENT),
        ("订单50元起", PERCENT),
        ("咖啡29元起送", PERCENT),
        ("Tea from Friday", PERCENT),
    ],
)
def test_an_amount_to_reach_is_no_price(text: str, gives: str) -> None:
    """Nor is a price that the rule sets out of reach."""
    assert set() == claims(RULE.format(text, gives))


def test_a_label_of_goods_names_no_price_either() -> None:
    """A choice of what a line is; what a fact of the order calls from an amount on is a band."""
    assert REFUSED == codes_of(KINDS % ("kind", "Drills from €29"), "")
    band = KINDS.replace("line.", "order.") % ("size", "Large from €29")
    assert set() == codes_of(band, "")
