"""Words that stand near a claim and are none: a threshold, a denial, a count, what a charged fee is for."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims, codes_of

RULE = (
    "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{text}', zh-CN: '{text}'}}, "
    "lines: 'line.category == \"tea\"', {gives}}}]}}\n"
)
SHARE, CENTS = "percent: 10%", "amount: 0.50, each: order"
FEE = (
    "  fees: [{id: f, name: {en: '%s', zh-CN: '%s'}, amount: 3.00, purpose: %s, "
    "recipient: %s, refundable: false, taxed_as: coffee}]\n"
)
CARRIAGE = FEE % ("Delivery", "配送费", "carriage", "carrier")
PLAN = """
plans:
  - id: p
    name: {en: 'Box, delivery included', zh-CN: 茶盒}
    price: {every: 1 month, anchor: calendar, amount: 10.00}
    taxed_as: coffee
    tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax, per: line}
    proration: {basis: day, on_change: credit_and_charge}
"""


@pytest.mark.parametrize(
    ("true", "more", "gives"),
    [
        ("Ab 30 € sparen Sie 10 %", "Ab 30 € sparen Sie 15 %", SHARE),
        ("Ab 30 € sparen", "30 € sparen", SHARE),
        ("Spend €30 save 10 %", "Spend €30 save 15 %", SHARE),
        ("Spend €20 save 50 cents", "Spend €20 save 60 cents", CENTS),
        ("From €20 save €0.50", "From €20 save €0.60", CENTS),
        ("Dès 20 € économisez 0,50 €", "Dès 20 € économisez 0,60 €", CENTS),
        ("€0.50 saved", "€20 saved", CENTS),
        ("Spare 0,50 €", "5 € sparen ab 30 €", CENTS),
        ("10 % sparen ab 50 €", "15 % sparen und 3 € Versand", SHARE),
        ("0,50 € sparen ab 30 €", "2 € sparen und 3 € Versand", CENTS),
        ("10 % discount, €3.20 delivery", "10 % discount, €3.20 off", SHARE),
        ("10 % discount (€25 minimum)", "Discount: €25", SHARE),
        ("10 % Rabatt, 3 € Versand", "Rabatt: 3 €", SHARE),
        ("10 % sparen, 3 € Versand", "15 % sparen, 3 € Versand", SHARE),
        ("Tea discount. 100 % organic leaves", "Tea discount 100 %", SHARE),
        ("Discount, 100 % Arabica", "Discount of 100 %", SHARE),
        ("Save on 48 ct boxes: 10 %", "Save 48 ct", SHARE),
        ("Save on 24 ct tea bags", "24 ct off tea bags", SHARE),
        ("Spare 50 ct pro Packung", "Spare 60 ct pro Packung", CENTS),
        ("Frühstück lohnt sich immer", "Die Jahresgebühr lohnt sich immer", SHARE),
        ("Brew Pro lohnt sich ab 100 Tassen", "So lohnt sich Ihr Beitrag schon", SHARE),
        ("历史低糖茶", "历史低价", SHARE),
        ("Season 25 off to tea", "This season 25 off", SHARE),
        ("Day 25 off to tea", "Today 25 off", SHARE),
    ],
)
def test_a_number_or_word_near_a_claim_is_none(true: str, more: str, gives: str) -> None:
    """What only stands beside a claim is accepted, and what claims more than is given is refused."""
    assert set() == claims(RULE.format(text=true, gives=gives))
    assert UNSUPPORTED == claims(RULE.format(text=more, gives=gives))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Prices not including delivery", "Prices including delivery"),
        ("价格不包含运费", "价格包含运费"),
        ("未含运费", "含运费"),
        ("包含运费说明", "包含运费"),
        ("Preis nicht inklusive Versand", "Preis inklusive Versand"),
        ("Versand inkl. Verpackung", "Versand inkl."),
        ("Lieferung inklusive Aufbau", "Lieferung inklusive ab 30 €"),
        ("Delivery inclusive of packaging", "Delivery inclusive"),
        ("Livraison comprise entre 2 et 5 kg", "Livraison comprise dans le prix"),
        ("Delivery covered up to 20 kg", "Delivery is covered"),
    ],
)
def test_carriage_that_is_charged_is_spoken_of(true: str, false: str) -> None:
    """A denial, and what a carriage contains or weighs, say of no price that carriage is in it."""
    assert set() == claims(RULE.format(text=true, gives=SHARE) + CARRIAGE)
    assert UNSUPPORTED == claims(RULE.format(text=false, gives=SHARE) + CARRIAGE)


@pytest.mark.parametrize(
    ("name", "purpose", "recipient", "codes"),
    [
        ("Gift wrapping", "wrapping", "seller", set()),
        ("Delivery", "service", "seller", UNSUPPORTED),
        ("Van", "carriage", "seller", UNSUPPORTED),
        ("Van", "service", "carrier", UNSUPPORTED),
        ("Zustellung", "service", "seller", UNSUPPORTED),
    ],
)
def test_only_a_fee_of_carriage_makes_carriage_in_the_price_false(
    name: str, purpose: str, recipient: str, codes: set[str]
) -> None:
    """Whichever of its name, purpose and recipient tells it."""
    fee = FEE % (name, "费", purpose, recipient)
    assert codes == claims(RULE.format(text="Delivery included", gives=SHARE) + fee)


@pytest.mark.parametrize(("name", "codes"), [("Set-up", set()), ("Delivery", UNSUPPORTED)])
def test_a_plan_with_carriage_in_it_may_have_another_fee(name: str, codes: set[str]) -> None:
    """A fee for setting up is none of carriage."""
    fees = f"    {(FEE % (name, '费', 'service', 'seller')).strip()}\n".replace(", taxed_as: coffee", "")
    assert codes == claims("", plans=PLAN + fees)


@pytest.mark.parametrize(
    ("name", "codes"), [("Service including delivery", set()), ("Delivery included", UNSUPPORTED)]
)
def test_a_fee_may_say_that_carriage_is_in_it(name: str, codes: set[str]) -> None:
    """It is the fee that includes it; carriage that is charged is itself included in nothing."""
    assert codes == claims(FEE % (name, "配送费", "carriage", "carrier"))


@pytest.mark.parametrize(
    ("name", "codes"),
    [("Zware belasting tot 30 kg", set()), ("Zware belasting", set()), ("Belasting", {"FEE_MISNAMED"})],
)
def test_a_load_is_no_tax(name: str, codes: set[str]) -> None:
    """One Dutch word says both."""
    assert codes == codes_of("", FEE % (name, "包裹", "packing", "seller"))
