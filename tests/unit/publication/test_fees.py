"""What fees say they are for, and what only a charge of an authority is called, in several languages."""

import pytest

from tests.unit.publication.trying import codes_of

_FEE = (
    "  fees: [{id: p, name: {en: %s, zh-CN: %s}, amount: 1.00, purpose: %s, recipient: seller,"
    " refundable: true, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize(
    "purpose", ["to cover our costs", "x", "其他费用", "sonstige Gebühren", "frais divers"]
)
def test_a_purpose_of_empty_words_says_nothing(purpose: str) -> None:
    """However many words it has, a purpose of costs and charges alone does not tell what a fee is for."""
    assert {"FEE_NATURE_MISSING"} == codes_of("", _FEE % ("Parcel", "包裹", purpose))


@pytest.mark.parametrize("purpose", ["to cover the packing", "service", "包装费", "Porto"])
def test_a_purpose_that_names_something_is_one(purpose: str) -> None:
    """One word of what is done is enough."""
    assert set() == codes_of("", _FEE % ("Parcel", "包裹", purpose))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("State fee", "包裹"),
        ("City charge", "包裹"),
        ("Impôt", "包裹"),
        ("Kommunalabgabe", "包裹"),
        ("Umweltsteuer", "包裹"),
        ("Podatek", "包裹"),
        ("Lakisääteinen maksu", "包裹"),
        ("Arvonlisävero", "包裹"),
        ("Parcel", "国家费"),
        ("Parcel", "市政费"),
    ],
)
def test_a_charge_of_the_seller_is_no_charge_of_an_authority(english: str, chinese: str) -> None:
    """In the languages of the markets, with their compounds and accents."""
    assert {"FEE_MISNAMED"} == codes_of("", _FEE % (english, chinese, "packing"))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("State of the art box", "包裹"),
        ("City delivery", "同城配送"),
        ("Steuerberatung", "咨询"),
        ("Lounge", "行政酒廊"),
    ],
)
def test_what_only_sounds_official_is_let_be(english: str, chinese: str) -> None:
    """A place, advice and a lounge are not what an authority asks for."""
    assert set() == codes_of("", _FEE % (english, chinese, "packing"))
