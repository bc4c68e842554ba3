"""A bill as PDF: it says what the page says, in both languages, and is the same whenever it is made."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pypdfium2 import PdfDocument

from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.compose import compose
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.parts import Grid, Row, Section, Wording
from tests.unit.wording import samples as explanations
from tests.unit.wording.bills.samples import Document, bill, credit_note, invoice, line, preview

AT = datetime(2027, 1, 1, 8, tzinfo=UTC)
samples = pytest.mark.parametrize("sample", [invoice, credit_note, preview])
languages = pytest.mark.parametrize("language", LANGUAGES)


def _pages(pdf: bytes) -> list[str]:
    """Give the text of each page, as a reader of another making finds it."""
    document = PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").split())


@samples
@languages
def test_it_says_what_the_page_says(sample: Callable[[], Document], language: str) -> None:
    """Every row and sentence of the wording can be read out of the file again, Chinese too."""
    wording = invoice_wording(sample(), language)
    text = _squeezed("".join(_pages(as_pdf(wording, language, AT))))
    rows = [wording.total, *(row for section in wording.sections for row in section.rows)]

    said = [word for row in rows for word in (row.text, row.amount, *row.notes)]
    said += [sentence for section in wording.sections for sentence in section.sentences]
    assert [] == [word for word in said if _squeezed(word) not in text]


@languages
def test_it_names_title_language_and_standard(language: str) -> None:
    """The file has a title, a language, an outline, its font inside, and says that it is PDF/A-2u."""
    wording = invoice_wording(invoice(), language)
    pdf = as_pdf(wording, language, AT)
    outline = [entry.get_title() for entry in PdfDocument(pdf).get_toc()]

    assert [wording.title, *(section.title for section in wording.sections)] == outline
    assert f"/Lang ({language})".encode() in pdf
    assert f'<rdf:li xml:lang="x-default">{wording.title}</rdf:li>'.encode() in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>U</pdfaid:conformance>" in pdf
    assert b'xmp:CreateDate="2027-01-01T08:00:00+00:00"' in pdf


def test_it_is_the_same_whenever_it_is_made() -> None:
    """The same wording and instant give the same bytes; another instant gives others."""
    wording = invoice_wording(invoice(), "zh-CN")

    assert as_pdf(wording, "zh-CN", AT) == as_pdf(wording, "zh-CN", AT)
    assert as_pdf(wording, "zh-CN", AT) != as_pdf(wording, "zh-CN", AT.replace(year=2028))


def test_long_bills_have_pages() -> None:
    """A bill of 200 lines runs over pages with their numbers, and says its last line."""
    lines = [line(n, "plan", "subscription", n, label={"en": f"Line no {n}."}) for n in range(1, 201)]
    pages = _pages(as_pdf(invoice_wording(bill("invoice", *lines), "en"), "en", AT))

    assert 5 < len(pages)
    assert "1 / " in pages[0]
    assert "Line no 200." in "".join(pages)


def test_tables_are_printed() -> None:
    """An explanation with slices can be printed too."""
    wording = compose(explanations.usage(), "en")
    text = _squeezed("".join(_pages(as_pdf(wording, "en", AT))))

    assert [grid.caption for section in wording.sections for grid in section.grids]
    for section in wording.sections:
        for grid in section.grids:
            assert all(_squeezed(cell) in text for row in grid.rows for cell in row)


ROW = Row("a row", "€1.00", notes=("one note", "another note"))
TABLE = Grid("its caption", ("head", "number"), (("a row", "1"),), "")


@pytest.mark.parametrize(
    ("section", "follows", "above"),
    [
        (Section("The last part", (ROW,)), "another note", 29),
        (Section("The last part", (), (TABLE,)), "a row", 29),
        (Section("The last part", sentences=("sentence " * 20,)), "sentence", 30),
        (Section("The last part", (Row("before"),), (TABLE,)), "before", 28),
    ],
)
def test_nothing_is_named_alone_at_the_foot_of_a_page(section: Section, follows: str, above: int) -> None:
    """A heading has its first row below, a table's caption its rows."""
    first = Section("The first part", tuple(Row(f"{n}", "€1.00") for n in range(above)))
    pages = _pages(as_pdf(Wording("Long", Row("Total", "€1.00"), (first, section)), "en", AT))

    (heading,) = (page for page in pages if "The last part" in page)
    assert follows in heading.partition("The last part")[2]
    assert all(("its caption" in page) == ("number" in page) for page in pages)


def test_a_row_that_belongs_to_another_stands_in() -> None:
    """A discount of a line begins further right than the line, as on the page."""
    rows = (Row("whole", "€2.00"), Row("piece", "−€1.00", part=True), Row("other", "€1.00"))
    pdf = as_pdf(Wording("Rows", Row("Total", "€2.00"), (Section("Part", rows),)), "en", AT)
    text = PdfDocument(pdf)[0].get_textpage()
    left = [text.get_charbox(text.search(row.text).get_next()[0])[0] for row in rows]

    assert left[1] - left[0] > 8
    assert abs(left[2] - left[0]) < 2


def test_a_column_is_as_wide_as_what_it_says() -> None:
    """Names of steps are not broken while columns of numbers stand empty."""
    name = "off.collect-thanks.before-everything[12]"
    grid = Grid("caption", ("Step", "Rule", "Exactly", "Value"), ((name, "rule", "1/3", "1"),), "")
    text = _pages(as_pdf(Wording("Steps", Row("Total", "1"), (Section("Part", (), (grid,)),)), "en", AT))

    assert name in text[0]
