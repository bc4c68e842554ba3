"""A bill in words: every amount of it is said, in both languages, and nothing else is."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from loyalty.decision.telling.views import View
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.catalogue import UnknownLanguageError
from loyalty.wording.columns import width
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.page import page_of
from loyalty.wording.text import COLUMNS, as_text, laid_out
from tests.unit.wording.bills.samples import EXPLANATION, Document, bill, credit_note, invoice, line, preview
from tests.unit.wording.reading import moneys_in

samples = pytest.mark.parametrize("sample", [invoice, credit_note, preview])
languages = pytest.mark.parametrize("language", LANGUAGES)


def _text(document: Document, language: str = "en") -> str:
    return laid_out(invoice_wording(document, language), language)


def _flat(text: str) -> str:
    return " ".join(text.split())


@samples
@languages
def test_every_amount_is_said(sample: Callable[[], Document], language: str) -> None:
    """Each line's amount, the total and what is paid stand in the text, in lines of 78 columns."""
    document = sample()
    said = moneys_in(_text(document, language), "€")
    amounts = [one["amount"] for one in document["lines"]] + [-paid["amount"] for paid in document["paid"]]

    assert [] == [amount for amount in amounts if not said[Fraction(amount, 100)]]
    assert said[Fraction(document["total"]["due"], 100)]
    assert all(width(row) <= COLUMNS for row in _text(document, language).splitlines())


def test_the_amount_comes_first() -> None:
    """The first line is what is to be paid, given back, or would be as things stand."""
    firsts = [_text(sample()).splitlines()[0].split("  ") for sample in (invoice, credit_note, preview)]

    assert [
        ("To pay, all charges included", "€21.21"),
        ("Given back, all charges included", "€29.00"),
        ("As things stand, all charges included; this may still change", "€29.00"),
    ] == [(first[0], first[-1].strip()) for first in firsts]


def test_a_bill_says_who_sells() -> None:
    """Name, where to turn, register and market; a bill that was told without them says none of it."""
    seller = {
        "name": "Corner Coffee GmbH",
        "contact": "service@corner-coffee.example",
        "register_no": "HRB 1",
    }
    told = _flat(_text({**invoice(), "seller": seller, "market": "DE"}))

    assert "Seller: Corner Coffee GmbH, service@corner-coffee.example. Number in the register: HRB 1." in told
    assert "Market: DE." in told
    assert "Seller" not in _text({**invoice(), "seller": None, "market": None}) + _text(invoice())


def test_a_grant_is_named_to_staff_alone() -> None:
    """A member reads that credit paid; of which grant it was, who serves them."""
    member, agent = (as_text(invoice(), "en", view=view) for view in (View.BUYER, View.AGENT))

    assert (True, False, True) == ("Prepaid credit" in member, "grant 12" in member, "grant 12" in agent)


def test_reasons_of_one_period_are_told_apart_by_when_they_were_told() -> None:
    """A correction names a period once for each bill that told of it; a period told of once has no time."""
    (period,) = credit_note()["periods"]
    twice = [{**period, "told_at": f"2027-01-{day}T08:00:00Z"} for day in ("01", "09")]
    told = _flat(_text({**credit_note(), "periods": twice}))

    assert "as it was told on 1 January 2027, 09:00" in told
    assert "as it was told on 9 January 2027, 09:00" in told
    assert "as it was told" not in _text({**credit_note(), "periods": twice[:1]})


def test_chinese_says_what_english_says() -> None:
    """Periods, differences, shares, credit and points are said in Chinese."""
    text = _text(invoice(), "zh-CN")

    for said in (
        "专业版，2026年12月1日至2026年12月31日",
        "累计 €107.00，此前已计 €82.00",
        "占计费周期的 17/31",
        "新客优惠券",
        "预付额度",
        "使用 300\u00a0积分",
        "预付额度不足，尚需支付 €21.21。",
    ):
        assert said in text
    assert "账单 2027-0007" == invoice_wording(invoice(), "zh-CN").title


def test_what_was_billed_before_is_said() -> None:
    """A difference says what it is the difference of; a new line says nothing of the kind."""
    text = _text(invoice())

    assert "€107.00 in all, €82.00 billed before" in text
    assert 1 == text.count("billed before")


def test_tax_inside_is_not_a_line() -> None:
    """Tax contained in other lines is told beside them."""
    wording = invoice_wording(credit_note(), "en")

    assert ["Brew Pro"] == [row.text for row in wording.sections[0].rows]
    assert ["Already inside the prices above: VAT 19 %"] == [row.text for row in wording.sections[1].rows]
    assert "It cancels invoice 2027-0006 exactly." in _text(credit_note())


def test_points_and_credit_given_back() -> None:
    """A credit note gives back what paid the invoice."""
    paid = [{"kind": "points", "label": {"en": "Points"}, "amount": -300, "points": -300}]
    text = _flat(_text(bill("credit_note", line(1, "plan", "subscription", 0, 500), paid=paid, payable=-200)))

    assert "300 points given back" in text
    assert "Left to give back" in text


def test_a_conversion_names_rate_day_and_source() -> None:
    """An amount in another currency is said with its rate, the day of it and who states it."""
    converted = {
        "currency": "JPY",
        "exponent": 0,
        "rate": "163.45",
        "day": "2026-12-31",
        "source": "ECB",
        "amount": 4740,
    }
    text = _flat(_text(bill("invoice", line(1, "plan", "subscription", 2900), converted=converted)))

    assert "This is JP¥4,740, at 163.45 of 31 December 2026 (ECB)." in text


def test_a_time_without_whole_days_is_said_by_instants() -> None:
    """A first period that begins at an instant is told to the minute; a single day is named once."""
    leading = {"start": "2027-03-15T13:10:00Z", "end": "2027-03-31T22:00:00Z"}
    day = {"start": "2027-03-14T23:00:00Z", "end": "2027-03-15T23:00:00Z"}
    text = _flat(
        _text(
            bill(
                "invoice",
                line(1, "plan", "subscription", 1, period=leading),
                line(2, "plan", "subscription", 1, period=day),
            )
        )
    )

    assert "15 March 2027, 14:10 (Europe/Berlin) until before 1 April 2027, 00:00" in text
    assert "Brew Pro, 15 March 2027 Brew Pro" in text


@samples
@languages
def test_the_page_is_whole(sample: Callable[[], Document], language: str) -> None:
    """The page names its language, links to the other one, and needs no script."""
    page = page_of(invoice_wording(sample(), language), language, switch="?format=html&lang=x")

    assert f'<html lang="{language}">' in page
    assert '<a href="?format=html&amp;lang=x"' in page
    assert "<script" not in page
    assert page.count("<table>") == page.count("<caption>") == page.count("</table>") > 0


def test_reasons_are_linked() -> None:
    """Each period leads to its explanation in the reader's language; a preview has none yet."""
    page = page_of(invoice_wording(invoice(), "zh-CN"), "zh-CN", switch="?")
    link = f'<a href="/v1/explanations/{EXPLANATION}?format=html&amp;lang=zh-CN">计算依据</a>'

    assert 2 == page.count(link)
    assert "/v1/explanations/" not in page_of(invoice_wording(preview(), "en"), "en", switch="?")


def test_data_cannot_write_html() -> None:
    """Tags in labels and ids are shown as themselves."""
    nasty = {"en": "<b>x</b>&"}
    document = bill("invoice", line(1, "plan", "subscription", 1, label=nasty), subscription="<i>")
    page = page_of(invoice_wording(document, "en"), "en", switch='"><script>')

    assert "&lt;b&gt;x&lt;/b&gt;&amp;" in page
    assert "<i>" not in page
    assert "<script>" not in page


def test_unknown_language_is_refused() -> None:
    """A bill is not written in a language that has no wording."""
    with pytest.raises(UnknownLanguageError):
        invoice_wording(invoice(), "fr")
