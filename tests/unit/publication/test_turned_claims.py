"""What is saved is a claim on whichever side of its number the word stands; what looks like one is none."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

RULE = (
    "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{text}', zh-CN: '{text}'}}, "
    "lines: 'line.category == \"tea\"', {gives}}}]}}\n"
)
SHARE, MONEY, CENTS = "percent: 10%", "amount: 5.00, each: order", "amount: 0.50, each: order"
FEE = (
    "  fees: [{id: f, name: {en: Delivery, zh-CN: 配送费}, amount: 3.00, purpose: carriage, "
    "recipient: carrier, refundable: false, taxed_as: coffee}]\n"
)
SPARED = RULE.replace("lines: 'line.category == \"tea\"'", "when: 'order.channel == \"web\"', free_fee: f")


@pytest.mark.parametrize(
    ("more", "true", "gives"),
    [
        ("Discount of 15 %", "Discount of 10 %", SHARE),
        ("Rabatt von 15 %", "Rabatt: 10 %", SHARE),
        ("Remise de 15 %", "Remise de 10 %", SHARE),
        ("Zniżka 15%", "Zniżka 10%", SHARE),
        ("Alennus 15 %", "Alennus 10 %", SHARE),
        ("15 % sparen", "10 % sparen", SHARE),
        ("Save at least 15%", "Save at least 10%", SHARE),
        ("Save more than 15%", "Savings card, 100 % recycled", SHARE),
        ("½ price", "Half and half tea", SHARE),
        ("Pay only half", "Pay with points", SHARE),
        ("No delivery fee", "No minimum order", SHARE),
        ("A €20 value", "Discount on 100 % arabica", SHARE),
        ("史低价", "九折", SHARE),
        ("Free tea", "Caffeine free tea", SHARE),
        ("Free flow of free tea", "Feel free to ask, free-flow tea", SHARE),
        ("Best friend of savers: best tea", "Best friends tea day", SHARE),
        ("Rabatt 6 €", "Rabatt 5 €", MONEY),
        ("Save more than €6", "Save at least €5", MONEY),
        ("6 € gespart", "5 € gespart", MONEY),
        ("60¢ off", "50¢ off", CENTS),
        ("Sechzig Cent Rabatt", "50p off", CENTS),
        ("立减六毛", "立减五毛", CENTS),
        ("6 quid off", "5 quid off", MONEY),
        ("Save 6 on tea", "Save 5 on tea", MONEY),
        ("12 off", "10 off", SHARE),
        ("€6 voucher", "€5 voucher", MONEY),
        ("1/3 off", "1/10 off", SHARE),
        ("A quarter of the price", "A quarter of an hour", SHARE),
        ("20 pct off", "10 pct off", SHARE),
        ("12% more for the same price", "11% more for the same price", SHARE),
        ("12 % MwSt. geschenkt", "11 % MwSt. geschenkt", SHARE),
        ("More for your money", "More tea for your pot", SHARE),
        ("加量不加价", "加量装九折", SHARE),
        ("一分钱不花", "九折", SHARE),
    ],
)
def test_a_claim_is_one_whichever_way_it_is_turned(more: str, true: str, gives: str) -> None:
    """More than the rule gives is refused, and the same words with its own number are not."""
    assert UNSUPPORTED == claims(RULE.format(text=more, gives=gives))
    assert set() == claims(RULE.format(text=true, gives=gives))


@pytest.mark.parametrize(
    "text",
    [
        "Delivery included",
        "We pay your delivery",
        "Wir übernehmen den Versand",
        "Livraison incluse",
        "运费全包",
    ],
)
def test_carriage_is_said_to_be_included_where_nobody_pays_it(text: str) -> None:
    """It is, where no fee is charged, or by the rule that spares it, and not by another one."""
    assert UNSUPPORTED == claims(RULE.format(text=text, gives=SHARE) + FEE)
    assert set() == claims(RULE.format(text=text, gives=SHARE))
    assert set() == claims(SPARED.format(text=text, gives="share: 100%") + FEE)


def test_more_points_by_a_share_are_held_against_the_factor() -> None:
    """A half more is one and a half times the points, and no more."""
    earn = (
        "earn:\n  base: {points: 1, for_each: 1.00, of: line.amount}\n"
        "  combine: [tier, best_multiplier, additions]\n"
        "  rules: [{id: e, name: {en: '%s more points', zh-CN: 多%s积分}, multiply: 1.5x}]\n"
    )
    assert UNSUPPORTED == claims("", earn=earn % ("60%", "60%"))
    assert set() == claims("", earn=earn % ("50%", "50%"))
