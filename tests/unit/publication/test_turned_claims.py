"""What is saved is a claim on whichever side of its number the word stands; what looks like one is none."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

RULE = (
    "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{text}', zh-CN: '{text}'}}, "
    "lines: 'line.category == \"tea\"', {gives}}}]}}\n"
)
SHARE, MONEY = "percent: 10%", "amount: 5.00, each: order"


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
    ],
)
def test_a_claim_is_one_whichever_way_it_is_turned(more: str, true: str, gives: str) -> None:
    """More than the rule gives is refused, and the same words with its own number are not."""
    assert UNSUPPORTED == claims(RULE.format(text=more, gives=gives))
    assert set() == claims(RULE.format(text=true, gives=gives))
