"""Money is whole minor units, says how it is shared out, and takes no binary fraction."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.currencies import EXPONENT_BY_CODE, EXPONENTS
from loyalty.kernel.money import (
    AmountTextError,
    CurrencyMismatchError,
    Money,
    UnknownCurrency,
    currency,
    minor_units,
)
from loyalty.kernel.rounding import Rounding, round_fraction

EUR = currency("EUR")
JPY = currency("JPY")
DECIMAL_MODE = {
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}
WIDE = Context(prec=60)

minors = st.integers(min_value=-(10**18), max_value=10**18)
modes = st.sampled_from(Rounding)
weights = st.lists(
    st.one_of(
        st.integers(min_value=0, max_value=10**9),
        st.fractions(min_value=0, max_value=100, max_denominator=997),
    ),
    min_size=1,
    max_size=8,
).filter(any)


@pytest.mark.parametrize(
    ("code", "exponent"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("XCG", 2)]
)
def test_currency_exponents(code: str, exponent: int) -> None:
    """A currency has the number of decimals ISO 4217 gives it."""
    assert exponent == currency(code).exponent


def test_table_names_each_code_once() -> None:
    """No code stands in the table twice, and each is three capitals."""
    codes = [code for _, row in EXPONENTS for code in row.split()]

    assert len(codes) == len(EXPONENT_BY_CODE) == 165
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)


@pytest.mark.parametrize("code", ["eur", "XAU", "BGN", "EURO", ""])
def test_unknown_currency(code: str) -> None:
    """A code in small letters, of a metal, or withdrawn is refused by name."""
    with pytest.raises(UnknownCurrency, match=f"^{code}$"):
        currency(code)


@pytest.mark.parametrize(
    ("minor", "code", "text"),
    [
        (1234, "EUR", "12.34"),
        (-5, "EUR", "-0.05"),
        (0, "EUR", "0.00"),
        (100, "EUR", "1.00"),
        (12, "JPY", "12"),
        (-7, "JPY", "-7"),
        (1, "KWD", "0.001"),
        (-123456, "CLF", "-12.3456"),
    ],
)
def test_decimal_text(minor: int, code: str, text: str) -> None:
    """An amount is written with exactly the decimals of its currency."""
    assert text == Money(minor, currency(code)).decimal_text()


@given(minors, st.sampled_from(sorted(EXPONENT_BY_CODE)))
def test_text_comes_back(minor: int, code: str) -> None:
    """What an amount writes is read back as the same minor units."""
    written = Money(minor // 10, currency(code)).decimal_text()

    assert Fraction(minor // 10) == minor_units(written, currency(code))


def test_sums_and_order() -> None:
    """Amounts of one currency add, subtract, cancel and compare."""
    assert Money(5, EUR) == Money(2, EUR) + Money(3, EUR)
    assert Money(-1, EUR) == Money(2, EUR) - Money(3, EUR)
    assert Money(0, EUR) == Money(3, EUR) + -Money(3, EUR)
    assert Money(2, EUR) < Money(3, EUR) <= Money(3, EUR)
    assert Money(3, EUR) > Money(2, EUR) >= Money(2, EUR)


def test_two_currencies_never_meet() -> None:
    """Adding, subtracting or comparing two currencies is a fault; they are never equal."""
    euro, yen = Money(1, EUR), Money(1, JPY)

    assert euro != yen
    for meet in (Money.__add__, Money.__sub__, Money.__lt__, Money.__ge__):
        with pytest.raises(CurrencyMismatchError, match="EUR and JPY"):
            meet(euro, yen)


@pytest.mark.parametrize("value", [1.0, True, "1", Decimal(1), Fraction(1), None])
def test_money_is_an_int(value: object) -> None:
    """Nothing but a plain int becomes money."""
    with pytest.raises(TypeError):
        Money(value, EUR)  # type: ignore[arg-type]  # the fault under test


def test_weights_are_exact() -> None:
    """A binary fraction is no weight."""
    with pytest.raises(TypeError):
        Money(100, EUR).allocate([1, 0.5])  # type: ignore[list-item]  # the fault under test


@given(minors, st.integers(min_value=1, max_value=10**6), modes)
def test_rounding_agrees_with_decimal(numerator: int, denominator: int, mode: Rounding) -> None:
    """Rounding gives what the decimal module gives, in all four modes, also below zero."""
    # Powers of two have an exact decimal form, and every tie among them is a real tie.
    power = 1 << (denominator % 20)
    exact = WIDE.divide(Decimal(numerator), Decimal(power))
    expected = int(exact.quantize(Decimal(1), rounding=DECIMAL_MODE[mode], context=WIDE))

    assert expected == round_fraction(Fraction(numerator, power), mode)


@given(minors, weights, modes)
def test_shares_add_up(minor: int, shares: list[Fraction | int], mode: Rounding) -> None:
    """The shares of an amount add up to it, whatever the weights, the sign and the mode."""
    parts = Money(minor, EUR).allocate(shares, mode)

    assert minor == sum(part.minor for part in parts)
    assert len(shares) == len(parts)


@given(minors, weights, modes)
def test_shares_are_close_and_cancel(minor: int, shares: list[Fraction | int], mode: Rounding) -> None:
    """A share is within one unit of its exact part, nothing for no weight; a reversal cancels it."""
    parts = Money(minor, EUR).allocate(shares, mode)
    whole = sum(map(Fraction, shares))

    for part, weight in zip(parts, shares, strict=True):
        assert abs(part.minor - minor * Fraction(weight) / whole) <= 1
        assert weight or part.minor == 0
    assert tuple(-part for part in parts) == (-Money(minor, EUR)).allocate(shares, mode)


def test_shares_by_hand() -> None:
    """1.00 in three: 33.3, 66.7 and 100 round to 33, 67 and 100, so the shares are 33, 34 and 33."""
    assert [33, 34, 33] == [part.minor for part in Money(100, EUR).allocate([1, 1, 1])]
    assert [34, 33, 33] == [part.minor for part in Money(100, EUR).allocate([1, 1, 1], Rounding.UP)]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 3], [-1]])
def test_weights_that_share_nothing(shares: list[int]) -> None:
    """No weight at all, only zeros, or a negative one is refused."""
    with pytest.raises(ValueError, match="weights"):
        Money(100, EUR).allocate(shares)


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("12.34", "EUR", Fraction(1234)),
        ("-0.05", "EUR", Fraction(-5)),
        ("12.345", "EUR", Fraction(2469, 2)),
        ("007", "JPY", Fraction(7)),
        ("0.5", "JPY", Fraction(1, 2)),
        ("1.0005", "KWD", Fraction(2001, 2)),
        ("1" * 18, "EUR", Fraction(int("1" * 18) * 100)),
    ],
)
def test_minor_units(text: str, code: str, minor: Fraction) -> None:
    """Decimal text in major units becomes exact minor units; nothing is rounded."""
    assert minor == minor_units(text, currency(code))


@pytest.mark.parametrize(
    "text",
    [
        *("", " 1", "1 ", "1\n", "+1", "--1", ".5", "5.", "1,000", "1_000", "0x1", "1/2", "١٢"),
        *("1e3", "1E-2", "nan", "inf", "-Infinity", "1" * 19, "1" * 10 + "." + "1" * 9),
    ],
)
def test_text_that_is_no_amount(text: str) -> None:
    """Exponents, names, separators, foreign digits and more than 18 digits are refused."""
    with pytest.raises(AmountTextError):
        minor_units(text, EUR)
