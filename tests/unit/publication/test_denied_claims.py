"""What a text denies it does not claim; an amount by its note, or by a short word for its money, it does."""

from fractions import Fraction

import pytest

from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.said import claims_in


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("A fiver off", Kind.MONEY_OFF, 5),
        ("Einen Zehner sparen", Kind.MONEY_OFF, 10),
        ("5 bucks off", Kind.MONEY_OFF, 5),
        ("5欧优惠", Kind.MONEY_OFF, 5),
        ("五欧优惠", Kind.MONEY_OFF, 5),
        ("少付6美金", Kind.MONEY_OFF, 6),
        ("6 € geschenkt", Kind.MONEY_OFF, 6),
        ("A penny off", Kind.MONEY_OFF, Fraction(1, 100)),
        ("返6欧", Kind.BEARER, 6),
        ("€6 cashback", Kind.BEARER, 6),
        ("6欧券", Kind.BEARER, 6),
        ("白嫖茶叶", Kind.FREE, 0),
        ("一毛不花", Kind.FREE, 0),
        ("Nothing to pay", Kind.FREE, 0),
        ("Tee für lau", Kind.FREE, 0),
        ("Not only free, but fast", Kind.FREE, 0),
        ("Why not free tea?", Kind.FREE, 0),
        ("No minimum, free delivery", Kind.FREE, 0),
        ("不限量免费", Kind.FREE, 0),
        ("Free delivery, islands excluded", Kind.FREE, 0),
        ("Free delivery (not available for furniture)", Kind.FREE, 0),
        ("Free delivery, not available elsewhere", Kind.FREE, 0),
        ("Free delivery (excluded: islands)", Kind.FREE, 0),
        ("全场包邮，不适用于新疆", Kind.FREE, 0),
        ("Isn't free delivery great", Kind.FREE, 0),
        ("Not a penny", Kind.FREE, 0),
        ("Pay not a single cent", Kind.FREE, 0),
    ],
)
def test_what_is_claimed_in_other_words(text: str, kind: Kind, number: Fraction) -> None:
    """A nickname of a note or of nothing is a claim as its amount is."""
    assert (kind, number) in {(each.kind, each.number) for each in claims_in(text, "en")}


@pytest.mark.parametrize(
    "text",
    [
        "Not free of charge",
        "Delivery isn't free",
        "No free delivery",
        "Free delivery: excluded",
        "Free delivery (not available)",
        "Free delivery is not available. Fetch it",
        "Not a penny more than in the shop",
        "Not a single cent extra",
        "Kein Gratisversand",
        "Versand nicht kostenlos",
        "Livraison pas gratuite",
        "不包邮费",
        "偏远地区不包邮",
        "非免费",
        "包邮除外",
        "Fünfer Pack Tee",
        "Tenner Street tea",
        "3欧式茶杯",
        "不花一分钟",
        "一分钱一分货",
        "Money back guarantee",
    ],
)
def test_what_is_denied_or_is_something_else(text: str) -> None:
    """That delivery is not free promises nothing, nor does a word that only has a note in it."""
    assert list[Claim]() == list(claims_in(text, "en"))
