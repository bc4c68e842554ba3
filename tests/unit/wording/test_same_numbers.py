"""Every form of a document says the same numbers: text, PDF and CSV, in both languages, to each reader."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from loyalty.decision.telling.views import View, seen
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.compose import viewed
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.parts import Wording
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text
from tests.unit.wording.bills.samples import invoice
from tests.unit.wording.reading import moneys_in, points_in
from tests.unit.wording.samples import basket, refund

AT = datetime(2027, 1, 1, 8, tzinfo=UTC)
SIGNS = {"EUR": "€", "KWD": "KWD"}


def change() -> dict[str, Any]:
    """Give a change of points that is worth money."""
    head = {key: basket()[key] for key in ("id", "programme", "timezone", "at", "currency", "exponent")}
    said = {"kind": "points_change", "version": 2, "what": "clawback", "reason": None, "wallet": "points"}
    moved = {"available": -1234, "pending": 0, "held": 0, "owed": 0}
    worth = {"rule": "points-payment", "per_point": "1", "amount": "-1234"}
    return {**head, **said, "change": moved, "worth": worth, "lots": [], "moves": [], "rights": None}


SAMPLES = pytest.mark.parametrize("made", [basket, refund, change, invoice])


@SAMPLES
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_the_same_numbers(made: Any, language: str) -> None:  # noqa: ANN401  a function of each kind
    """What is read out of the PDF is what the text says, and neither has a number that the data has not."""
    document = made()
    sign, minor = SIGNS[document["currency"]], 10 ** document["exponent"]
    for view in View:
        wording = viewed(document, language, view)
        printed = _read_again(as_pdf(wording, language, AT))
        text = as_text(document, language, view=view)
        assert [] == [word for word in _words(wording) if _squeezed(word) not in printed]
        there = set(_numbers(seen(document, view), minor))
        said = {*moneys_in(text, sign), *points_in(text)}
        assert set() == {number for number in said if number not in there}
        rows = list(csv.DictReader(io.StringIO(explanation_sheet(document, language, view=view), newline="")))
        amounts = {Fraction(Decimal(row["amount"])) for row in rows if row.get("amount")}
        assert amounts
        assert set() == amounts - there
        assert {Fraction(abs(each)) for each in _sums(document, minor)} <= {abs(each) for each in amounts}


def _sums(document: Mapping[str, Any], minor: int) -> Iterator[Fraction]:
    """Give the amounts that no form may leave out, in major units, and points."""
    for line in document.get("lines", ()):
        yield Fraction(line["amount"], minor)
    for part in ("total", "value"):
        yield from (
            Fraction(each, minor) for each in (document.get(part) or {}).values() if type(each) is int
        )
    for name, each in (document.get("refund") or {}).items():
        if type(each) is int:
            yield Fraction(each, 1 if name.startswith("points") else minor)
    for name in ("earned", "used"):
        yield from [Fraction(document["points"][name])] if "points" in document else []
    yield from map(Fraction, document.get("change", {}).values())


def _numbers(part: Any, minor: int) -> Iterator[Fraction]:  # noqa: ANN401  JSON
    """Give every number of a document as it stands and in major units, above and below zero."""
    match part:
        case bool() | None:
            return
        case Mapping():
            for each in part.values():
                yield from _numbers(each, minor)
        case list() | tuple():
            for each in part:
                yield from _numbers(each, minor)
        case int() | str():
            try:
                number = Fraction(part)
            except (ValueError, ZeroDivisionError):
                return
            yield from (number, -number, number / minor, -number / minor)


def _words(wording: Wording) -> list[str]:
    rows = [wording.total, *(row for section in wording.sections for row in section.rows)]
    said = [word for row in rows for word in (row.text, row.amount, *row.notes)]
    return said + [sentence for section in wording.sections for sentence in section.sentences]


def _read_again(pdf: bytes) -> str:
    return _squeezed("".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf)))


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").split())
