"""Nobody else is said to be dearer, tax not to be charged, and tenths are told apart from festivals."""

import pytest

from tests.unit.publication.trying import UNSUPPORTED, claims

RULE = (
    "\n  discounts: {{combine: best, rules: [{{id: r, name: {{en: '{0}', zh-CN: '{0}'}}, percent: {1}}}]}}\n"
)


@pytest.mark.parametrize(
    ("praise", "plain"),
    [
        ("Nobody beats our hammers", "Nobody under 18"),
        ("No one sells hammers for less", "No one sells hammers today"),
        ("Our tea cannot be beaten", "Our tea cannot be posted"),
        ("You cannot beat our tea", "You cannot beat eggs here"),
        ("Niemand ist günstiger", "Niemand ist zu jung"),
        ("Personne ne fait mieux", "Personne ne vend tout"),
        ("Nikt nie sprzeda taniej", "Nikt nie czeka"),
        ("没有人比我们便宜", "没有人数要求"),
        ("谁也比不过", "谁都可以参加"),
        ("Second to none", "Second of two"),
    ],
)
def test_nobody_is_said_to_be_dearer(praise: str, plain: str) -> None:
    """What others do, no rule works out."""
    assert set() == claims(RULE.format(plain, "10%"))
    assert UNSUPPORTED == claims(RULE.format(praise, "10%"))


@pytest.mark.parametrize(
    "text",
    ["VAT-free weekend", "No VAT on tea", "MwSt. geschenkt", "TVA offerte", "免税周末", "We pay the VAT"],
)
def test_what_is_called_free_of_tax_takes_as_much_off(text: str) -> None:
    """A tax of 7 % is 6.54 % of the price with it."""
    assert UNSUPPORTED == claims(RULE.format(text, "6%"))
    assert set() == claims(RULE.format(text, "6.55%"))


@pytest.mark.parametrize(
    "text", ["Tax returns", "Tea for the tax-free shop", "免税店专享", "Prices with VAT"]
)
def test_other_words_of_tax_claim_nothing(text: str) -> None:
    """What is sold where, or how prices are told, is no gift."""
    assert set() == claims(RULE.format(text, "6%"))


@pytest.mark.parametrize(
    ("text", "given", "less"),
    [
        ("双十一八折", "20%", "19%"),
        ("六一九折", "10%", "9%"),
        ("618八折", "20%", "19%"),
        ("6188折", "12%", "11%"),
        ("双118.5折", "15%", "14%"),
        ("双十一八五折", "15%", "14%"),
        ("周一八折", "20%", "19%"),
        ("买二八折", "20%", "19%"),
        ("二八折", "72%", "71%"),
        ("不再一折腾，九折", "10%", "9%"),
        ("8.5折", "15%", "14%"),
    ],
)
def test_a_festival_is_no_part_of_the_tenths(text: str, given: str, less: str) -> None:
    """Digits that name a day stand before those that are left of the price."""
    assert set() == claims(RULE.format(text, given))
    assert UNSUPPORTED == claims(RULE.format(text, less))
