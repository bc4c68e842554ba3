"""The forms: what each takes, what it gives, what it refuses."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from api.reading import forms
from api.reading.forms import Form, Wrong
from loyalty.kernel.money import Money, currency

EUR = currency("EUR")
QUANTITY = forms.decimal(most=10**9)


@pytest.mark.parametrize(
    ("form", "value", "given"),
    [
        (forms.integer(0, 5), 5, 5),
        (forms.query_integer(0, 500), "50", 50),
        (QUANTITY, "1.5", Fraction(3, 2)),
        (QUANTITY, "0.000001", Fraction(1, 10**6)),
        (QUANTITY, 3, Fraction(3)),
        (forms.decimal(most=9, zero=True), "0.0", Fraction(0)),
        (forms.CURRENCY, "EUR", EUR),
        (forms.money(), {"amount": 2694, "currency": "EUR"}, Money(2694, EUR)),
        (forms.INSTANT, "2026-11-22T10:00:00+01:00", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        (forms.INSTANT, "2026-11-22T09:00:00.25Z", datetime(2026, 11, 22, 9, 0, 0, 250_000, tzinfo=UTC)),
        (forms.caller_id(example="a"), "till:7_a.B-9", "till:7_a.B-9"),
        (forms.our_id("mem"), "mem_0000000000010", 32),
        (forms.our_id_text("quo"), "quo_0000000000010", "quo_0000000000010"),
        (forms.choice("json", "html"), "html", "html"),
        (forms.text(3), "abc", "abc"),
        (forms.TRUTH, True, True),
        (forms.FACT, "DE", "DE"),
    ],
)
def test_what_is_right_is_read_exactly(form: Form, value: object, given: object) -> None:
    """A right value becomes what the engine takes, of the same type."""
    found = form.read(value)

    assert given == found
    assert type(given) is type(found)


@pytest.mark.parametrize(
    ("form", "value", "code"),
    [
        (forms.integer(0, 5), True, "not-an-integer"),
        (forms.integer(0, 5), "5", "not-an-integer"),
        (forms.integer(0, 5), 6, "out-of-range"),
        (forms.integer(0, 5), -1, "out-of-range"),
        (forms.query_integer(0, 5), "٣", "not-an-integer"),
        (forms.query_integer(0, 5), "1_0", "not-an-integer"),
        (forms.query_integer(0, 5), "9" * 19, "not-an-integer"),
        (QUANTITY, "0", "out-of-range"),
        (QUANTITY, -1, "out-of-range"),
        (QUANTITY, "-0.5", "out-of-range"),
        (forms.decimal(most=9, zero=True), "-0.5", "out-of-range"),
        (QUANTITY, 10**9 + 1, "out-of-range"),
        (QUANTITY, "1" + "0" * 12, "out-of-range"),
        (QUANTITY, "0.0000000001", "too-many-decimals"),
        (QUANTITY, "1,5", "not-a-decimal"),
        (QUANTITY, "1e5", "not-a-decimal"),
        (QUANTITY, "NaN", "not-a-decimal"),
        (QUANTITY, " 1", "not-a-decimal"),
        (QUANTITY, "1\n", "not-a-decimal"),
        (QUANTITY, True, "not-a-decimal"),
        (QUANTITY, None, "not-a-decimal"),
        (forms.CURRENCY, "eur", "not-a-currency"),
        (forms.CURRENCY, "XAU", "not-a-currency"),
        (forms.CURRENCY, ["EUR"], "not-a-currency"),
        (forms.money(), {"amount": 2694}, "not-a-price"),
        (forms.money(), {"amount": "1", "currency": "EUR"}, "not-a-price"),
        (forms.money(), {"amount": True, "currency": "EUR"}, "not-a-price"),
        (forms.money(), {"amount": 1, "currency": "EUR", "more": 1}, "not-a-price"),
        (forms.money(), {"amount": -1, "currency": "EUR"}, "out-of-range"),
        (forms.money(), {"amount": 10**15 + 1, "currency": "EUR"}, "out-of-range"),
        (forms.money(), {"amount": 1, "currency": "QQQ"}, "not-a-currency"),
        (forms.PRICE, 2694, "not-a-price"),
        (forms.PRICE, "-0.01", "out-of-range"),
        (forms.PRICE, "26,94", "not-a-decimal"),
        (forms.INSTANT, "2026-11-22T09:00:00", "not-an-instant"),
        (forms.INSTANT, "2026-11-22 09:00:00Z", "not-an-instant"),
        (forms.INSTANT, "2026-02-30T09:00:00Z", "not-an-instant"),
        (forms.INSTANT, "1999-12-31T23:59:59Z", "not-an-instant"),
        (forms.INSTANT, "9999-12-31T23:59:59-01:00", "not-an-instant"),
        (forms.INSTANT, "2026-11-22T09:00:00+99:00", "not-an-instant"),
        (forms.INSTANT, 1795338000, "not-an-instant"),
        (forms.caller_id(example="a"), "", "not-an-identifier"),
        (forms.caller_id(example="a"), "a" * 65, "not-an-identifier"),
        (forms.caller_id(example="a"), "anna@example.com", "not-an-identifier"),
        (forms.caller_id(example="a"), "a\n", "not-an-identifier"),
        (forms.our_id("mem"), "hld_0000000000010", "not-an-id"),
        (forms.our_id("mem"), 32, "not-an-id"),
        (forms.our_id_text("quo"), "quo_000000000001u", "not-an-id"),
        (forms.choice("json", "html"), "xml", "not-a-choice"),
        (forms.choice("json", "html"), ["json"], "not-a-choice"),
        (forms.text(3), "", "too-short"),
        (forms.text(3), "abcd", "too-long"),
        (forms.text(3), 1, "not-text"),
        (forms.TRUTH, 1, "not-true-or-false"),
        (forms.FACT, None, "not-a-fact"),
        (forms.FACT, ["DE"], "not-a-fact"),
    ],
)
def test_what_is_wrong_is_refused_by_code(form: Form, value: object, code: str) -> None:
    """A wrong value is refused and never bent into a right one."""
    with pytest.raises(Wrong) as caught:
        form.read(value)

    assert code == caught.value.fault.code


def test_a_hint_tells_what_is_taken_there() -> None:
    """Decimal text is a price, and is not offered where only money with its currency is taken."""
    told = []
    for form in (forms.PRICE, forms.money()):
        with pytest.raises(Wrong) as caught:
            form.read(2694)
        told.append(caught.value.fault.hint)

    assert ["26.94" in hint for hint in told] == [True, False]


def test_a_price_counts_in_the_currency_of_the_request() -> None:
    """Text is read in the currency of the request, finer than a minor unit where it is written so."""
    price = forms.PRICE.read("26.945")
    assert isinstance(price, forms.GivenPrice)

    assert Fraction(5389, 2) == price.minor(EUR)
    assert Fraction(26945) == price.minor(currency("KWD"))


def test_a_full_price_is_of_its_own_currency() -> None:
    """A money object is taken in its own currency and has no amount in another."""
    price = forms.PRICE.read({"amount": 2694, "currency": "EUR"})
    assert isinstance(price, forms.GivenPrice)

    assert Fraction(2694) == price.minor(EUR)
    assert price.minor(currency("USD")) is None


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        (forms.INSTANT, datetime(2026, 11, 22, 9, tzinfo=UTC), "2026-11-22T09:00:00Z"),
        (forms.money(), Money(-5, EUR), {"amount": -5, "currency": "EUR"}),
        (forms.our_id("mem"), 32, "mem_0000000000010"),
    ],
)
def test_answers_are_written_in_the_same_form(form: Form, value: object, written: object) -> None:
    """Instants leave in UTC, money in minor units, ids with their prefix."""
    assert written == form.write(value)


def test_of_many_words_the_nearest_is_said() -> None:
    """A hint stays short however many there are."""
    words = [f"points.number_{number}" for number in range(40)]
    with pytest.raises(forms.Wrong) as near:
        forms.choice(*words).read("points.numbr_7")
    with pytest.raises(forms.Wrong) as far:
        forms.choice(*words).read(7)

    assert "did you mean `points.number_7`? /openapi.json lists all 40" == near.value.fault.hint
    assert "/openapi.json lists all 40" == far.value.fault.hint
