"""Conditions as sentences, in both languages."""

from datetime import date
from fractions import Fraction

import pytest

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.words import Language, decimal_text, in_words
from loyalty.language.tree import Comparison, Kind, Node

CHANNEL = t.read("order.channel", Kind.TEXT)
TOTAL = t.read("order.total", Kind.MONEY, 1, 0, 10**8)
DAY = t.read("order.day", Kind.DAY, 1, 1, 10**6)
OWN = t.compare(Comparison.EQ, t.read("line.brand", Kind.TEXT), t.text("own"))
FIRST = t.read("order.first", Kind.TRUTH)
ONLINE = t.one_of(CHANNEL, [t.text("app"), t.text("web")])
LARGE = t.compare(Comparison.GE, TOTAL, t.const(Kind.MONEY, 2500))
QUANTITY = t.read("line.quantity", Kind.QUANTITY, 1000, 0, 10**9)

SENTENCES: list[tuple[Node, str, str]] = [
    (
        t.all_of(ONLINE, LARGE),
        "order channel is app or web, and order total is at least 25.00 EUR",
        "订单渠道为 app 或 web，且订单总额至少为 25.00 EUR",
    ),
    (
        t.any_of(t.all_of(ONLINE, OWN), LARGE),
        "(order channel is app or web, and line brand is own), or order total is at least 25.00 EUR",
        "（订单渠道为 app 或 web，且商品品牌为 own），或订单总额至少为 25.00 EUR",
    ),
    (
        t.negation(ONLINE),
        "order channel is not app or web",
        "订单渠道不为 app 或 web",
    ),
    (t.negation(LARGE), "order total is less than 25.00 EUR", "订单总额少于 25.00 EUR"),
    (t.negation(t.negation(LARGE)), "order total is at least 25.00 EUR", "订单总额至少为 25.00 EUR"),
    (
        t.negation(t.all_of(OWN, LARGE)),
        "it is not so that (line brand is own, and order total is at least 25.00 EUR)",
        "并非（商品品牌为 own，且订单总额至少为 25.00 EUR）",
    ),
    (t.negation(OWN), "line brand is not own", "商品品牌不为 own"),
    (FIRST, "order first is true", "order first为真"),
    (t.negation(FIRST), "order first is not true", "order first不为真"),
    (
        t.one_of(CHANNEL, [t.text("app"), t.text("web"), t.text("shop")]),
        "order channel is app, web or shop",
        "订单渠道为 app、web 或 shop",
    ),
    (
        t.compare(Comparison.LE, DAY, t.const(Kind.DAY, date(2026, 11, 30).toordinal())),
        "order day is on or before 2026-11-30",
        "订单日期不晚于 2026-11-30",
    ),
    (
        t.compare(Comparison.GT, QUANTITY, t.const(Kind.QUANTITY, Fraction("2.5"))),
        "line quantity is more than 2.5",
        "商品数量超过 2.5",
    ),
    (
        t.compare(Comparison.LT, t.sub(TOTAL, t.const(Kind.MONEY, 5)), t.const(Kind.MONEY, Fraction(1, 2))),
        "(order total less 0.05 EUR) is less than 0.005 EUR",
        "（订单总额 减 0.05 EUR）少于 0.005 EUR",
    ),
    (t.truth(value=True), "always", "始终成立"),
    (t.negation(t.truth(value=True)), "never", "从不成立"),
]


@pytest.mark.parametrize(("node", "english", "chinese"), SENTENCES)
def test_conditions_read_as_sentences(node: Node, english: str, chinese: str) -> None:
    """Every kind of condition reads as a plain sentence in English and in Chinese."""
    assert in_words(node, "en", "EUR", 2) == english
    assert in_words(node, "zh-CN", "EUR", 2) == chinese


@pytest.mark.parametrize(
    ("op", "said", "denied"),
    [
        (Comparison.EQ, "is", "is not"),
        (Comparison.NE, "is not", "is"),
        (Comparison.LT, "is less than", "is at least"),
        (Comparison.LE, "is at most", "is more than"),
        (Comparison.GT, "is more than", "is at most"),
        (Comparison.GE, "is at least", "is less than"),
    ],
)
def test_a_denied_comparison_is_its_opposite(op: Comparison, said: str, denied: str) -> None:
    """Each comparison has its words, and denying it gives the words of its exact opposite."""
    node = t.compare(op, TOTAL, t.const(Kind.MONEY, 2500))

    assert in_words(node, "en", "EUR", 2) == f"order total {said} 25.00 EUR"
    assert in_words(t.negation(node), "en", "EUR", 2) == f"order total {denied} 25.00 EUR"


def test_names_can_be_given() -> None:
    """A programme's own words for a fact take the place of the usual ones."""
    said = in_words(OWN, "en", "EUR", 2, lambda fact, language: f"<{fact}|{language}>")

    assert said == "<line.brand|en> is own"


@pytest.mark.parametrize(("code", "exponent", "expected"), [("JPY", 0, "2500 JPY"), ("KWD", 3, "2.500 KWD")])
def test_money_has_the_currencys_decimals(code: str, exponent: int, expected: str) -> None:
    """An amount is written with as many decimals as its currency has."""
    assert in_words(LARGE, "en", code, exponent).endswith(f"at least {expected}")


LINE = t.read("line.amount", Kind.MONEY, 1, 0, 10)
VALUES: list[tuple[Node, str]] = [
    (t.add(TOTAL, t.mul(LINE, t.const(Kind.NUMBER, 2))), "order total plus (line amount times 2)"),
    (t.least(TOTAL, LINE), "the smallest of (order total, line amount)"),
    (t.most(TOTAL, LINE), "the largest of (order total, line amount)"),
    (t.rounded(TOTAL, Rounding.DOWN), "order total rounded"),
    (
        t.ratio(LINE, LINE, TOTAL, Rounding.DOWN),
        "the share of line amount that line amount is of order total",
    ),
    (t.sum_lines("line.amount", LINE, 9), "line amount of all lines together"),
    (t.running_sum("line.amount", LINE, 9), "line amount of the lines up to this one"),
    (
        t.running_sum("line.amount", LINE, 9, "line.unit_price"),
        "line amount of the lines up to this one, the smallest line unit price first",
    ),
    (t.choose(OWN, LINE, TOTAL), "line amount where line brand is own, else order total"),
    (t.choose(OWN, LINE, t.refuse("x", Kind.MONEY)), "line amount where line brand is own, else no value"),
    (t.as_kind(TOTAL, Kind.POINTS), "order total"),
]


@pytest.mark.parametrize(("node", "expected"), VALUES)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_values_read_as_words(node: Node, expected: str, language: Language) -> None:
    """Arithmetic reads in words too, and in Chinese no English word is left."""
    said = in_words(node, language, "EUR", 2)

    if language == "en":
        assert said == expected
    else:
        assert not set("abcdefghijklmnpqrstuvxyz") & set(said.replace("own", ""))


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(0), 0, "0"),
        (Fraction(0), 2, "0.00"),
        (Fraction(-1, 2), 0, "-0.5"),
        (Fraction(5, 100), 2, "0.05"),
        (Fraction(1, 8), 2, "0.125"),
        (Fraction(10**20), 0, "100000000000000000000"),
        (Fraction(-1, 3), 2, "-1/3"),
    ],
)
def test_decimals_are_exact(value: Fraction, places: int, expected: str) -> None:
    """A value has at least the decimals asked for, and as many as it takes to be exact."""
    assert decimal_text(value, places) == expected
