"""Amounts, days and instants are written as a language does, and nothing is lost on the way."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.currencies import EXPONENT_BY_CODE
from loyalty.wording import amounts
from loyalty.wording.languages import LANGUAGES
from tests.unit.wording.reading import number_in

languages = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize(
    ("minor", "code", "exponent", "en", "zh"),
    [
        (Fraction(2559), "EUR", 2, "€25.59", "€25.59"),
        (Fraction(-135), "EUR", 2, "−€1.35", "−€1.35"),
        (Fraction(123456789), "EUR", 2, "€1,234,567.89", "€1,234,567.89"),
        (Fraction(1200), "JPY", 0, "JP¥1,200", "JP¥1,200"),
        (Fraction(500), "CNY", 2, "CN¥5.00", "¥5.00"),
        (Fraction(1), "KWD", 3, "KWD\u00a00.001", "KWD\u00a00.001"),
        (Fraction(66267, 1000), "EUR", 2, "€0.66267", "€0.66267"),
        (Fraction(100, 3), "EUR", 2, "€1/3", "€1/3"),
        (Fraction(-400, 3), "JPY", 0, "−JP¥133\u00a01/3", "−JP¥133\u00a01/3"),
    ],
)
def test_money(minor: Fraction, code: str, exponent: int, en: str, zh: str) -> None:
    """Money has its currency's sign, the document's decimals, and more only where an exact value has more."""
    assert [en, zh] == [amounts.money(minor, code, exponent, language) for language in LANGUAGES]


@given(
    minor=st.fractions(min_value=-(10**40), max_value=10**40, max_denominator=10**6),
    code=st.sampled_from(sorted(EXPONENT_BY_CODE)),
    language=languages,
)
def test_money_reads_back(minor: Fraction, code: str, language: str) -> None:
    """Whatever the currency and however long, written money reads back as the exact amount."""
    exponent = EXPONENT_BY_CODE[code]

    written = amounts.money(minor, code, exponent, language)

    assert minor == number_in(written) * 10**exponent


@given(value=st.fractions(max_denominator=10**6), language=languages)
def test_points_read_back(value: Fraction, language: str) -> None:
    """Written points read back as the exact number."""
    assert value == number_in(amounts.points(value, language))


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (Fraction(1), "1\u00a0point", "1\u00a0积分"),
        (Fraction(-1), "−1\u00a0point", "−1\u00a0积分"),
        (Fraction(2559, 100), "25.59\u00a0points", "25.59\u00a0积分"),
        (Fraction(0), "0\u00a0points", "0\u00a0积分"),
    ],
)
def test_points(value: Fraction, en: str, zh: str) -> None:
    """One point is singular in English; Chinese has one form."""
    assert [en, zh] == [amounts.points(value, language) for language in LANGUAGES]


def test_day() -> None:
    """A day is written out with its month's name."""
    written = [amounts.day(date(2026, 11, 22), language) for language in LANGUAGES]

    assert ["22\u00a0November\u00a02026", "2026年11月22日"] == written


@pytest.mark.parametrize(
    ("second", "en", "zh"),
    [
        (0, "23\u00a0November\u00a02026, 00:30 (Europe/Berlin)", "2026年11月23日 00:30（Europe/Berlin）"),
        (
            5,
            "23\u00a0November\u00a02026, 00:30:05 (Europe/Berlin)",
            "2026年11月23日 00:30:05（Europe/Berlin）",
        ),
    ],
)
def test_instant(second: int, en: str, zh: str) -> None:
    """An instant is shown as clocks of the zone show it, on the zone's own day."""
    at = datetime(2026, 11, 22, 23, 30, second, tzinfo=UTC)

    assert [en, zh] == [amounts.instant(at, "Europe/Berlin", language) for language in LANGUAGES]
