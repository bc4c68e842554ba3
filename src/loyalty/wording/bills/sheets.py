"""Any wording as PDF: the same sections, rows and tables as the page, with the font inside.

The file is PDF/A-2u: it needs nothing from outside, its text can be searched and read aloud, and
it names its language and title. The same wording and instant give the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from math import ceil

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TableBordersLayout
from fpdf.fonts import FontFace, TextStyle
from fpdf.prefs import ViewerPreferences
from noto_cjk_sans_otc import FONT_PATH

from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean
from loyalty.wording.parts import Grid, Row, Section, Wording

FONT = "noto"
SIMPLIFIED = 2  # the place of the simplified Chinese font in the collection
BODY, SMALL, HEADING, TITLE = 10, 8, 12, 18
MARGIN, LINE = 20, 5
TEXTS, AMOUNTS = 3, 1
PART = 4
PLAIN = FontFace(emphasis="NONE")
"""Points of the sizes of letters; millimetres of margins, lines and steps in; shares of the width."""


# What PDF/A asks a file to say of itself. The library would say when it was written, by the clock.
ABOUT = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
        xmp:CreateDate="{at}" xmp:ModifyDate="{at}" xmp:MetadataDate="{at}">
      <pdfaid:part>2</pdfaid:part>
      <pdfaid:conformance>U</pdfaid:conformance>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
      <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
    </rdf:Description>
  </rdf:RDF>
</x:xmpmeta>"""


class _Sheet(FPDF):
    """A page with its number at the foot."""

    def footer(self) -> None:
        """Write the number of the page."""
        self.set_y(-MARGIN)
        self.set_font(FONT, size=SMALL)
        self.cell(0, LINE, f"{self.page_no()} / {{nb}}", align="R")


def printed(wording: Wording, language: str, made_at: datetime) -> bytes:
    """Give a wording in ``en`` or ``zh-CN`` as a PDF that says it was made at ``made_at``."""
    sheet = _Sheet(enforce_compliance="PDF/A-2U")
    sheet.add_font(FONT, fname=FONT_PATH, collection_font_number=SIMPLIFIED)
    sheet.set_lang(language)
    title, at = clean(wording.title), made_at.astimezone(UTC)
    sheet.set_title(title)
    sheet.viewer_preferences = ViewerPreferences(display_doc_title=True)
    sheet.set_creation_date(at)
    told = ABOUT.format(at=at.isoformat(timespec="seconds"), title=escape(title), language=language)
    sheet.set_xmp_metadata(told)
    sheet.set_margin(MARGIN)
    sheet.set_auto_page_break(auto=True, margin=MARGIN + LINE)
    sheet.set_section_title_styles(
        TextStyle(FONT, "", TITLE, b_margin=LINE), TextStyle(FONT, "", HEADING, t_margin=LINE, b_margin=1)
    )
    sheet.add_page()
    sheet.set_font(FONT, size=BODY)
    sheet.start_section(title, level=0)
    _rows(sheet, (wording.total, *wording.open), language, size=HEADING)
    for section in wording.sections:
        _section(sheet, section, language)
    return bytes(sheet.output())


def _section(sheet: _Sheet, section: Section, language: str) -> None:
    heading = LINE + LINE + 1
    _together(sheet, heading + _first(sheet, section, language))
    sheet.start_section(clean(section.title), level=1)
    sheet.set_font(FONT, size=BODY)
    if section.rows:
        _rows(sheet, section.rows, language)
    for grid in section.grids:
        _grid(sheet, grid)
    for sentence in section.sentences:
        _said(sheet, sentence)


def _rows(sheet: _Sheet, rows: Sequence[Row], language: str, *, size: int = BODY) -> None:
    sheet.set_font(FONT, size=size)
    with sheet.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=(TEXTS, AMOUNTS),
        first_row_as_headings=False,
        headings_style=PLAIN,
        line_height=LINE,
        text_align=("LEFT", "RIGHT"),
        v_align="TOP",
        padding=(1, 0),
    ) as table:
        for row in rows:
            cells = table.row()
            inset = PART if row.part else 0
            cells.cell(clean(row.text) + "".join(_notes(row, language)), padding=(1, 0, 1, inset))
            cells.cell(clean(row.amount))
    sheet.set_font(FONT, size=BODY)


def _notes(row: Row, language: str) -> Iterator[str]:
    notes = [*row.notes]
    if row.explained:
        notes.append(say("explained.id", language, id=row.explained))
    yield from (f"\n\u00a0\u00a0{clean(note)}" for note in notes)


def _together(sheet: _Sheet, height: int) -> None:
    """Begin another page where this one has no room for so many millimetres, that nothing is named alone."""
    if sheet.will_page_break(height):
        sheet.add_page()


def _first(sheet: _Sheet, section: Section, language: str) -> int:
    """Give how much room what comes first below a heading takes."""
    sheet.set_font(FONT, size=BODY)
    if section.rows:
        row, width = section.rows[0], int(sheet.epw) * TEXTS // (TEXTS + AMOUNTS)
        return _high(sheet, clean(row.text) + "".join(_notes(row, language)), width) + 2
    if section.grids:
        return _begun(sheet, section.grids[0])
    return _high(sheet, clean(section.sentences[0])) if section.sentences else 0


def _begun(sheet: _Sheet, grid: Grid) -> int:
    """Give how much room a table takes with its caption, its heads and its first row."""
    rows, widths = (grid.heads, *grid.rows[:1]), _widths(sheet, grid)
    parts = (
        max(_high(sheet, clean(cell), each) for cell, each in zip(row, widths, strict=True)) for row in rows
    )
    return _high(sheet, clean(grid.caption)) + sum(parts)


def _widths(sheet: _Sheet, grid: Grid) -> tuple[int, ...]:
    """Give how many millimetres wide each column is: by its widest cell, up to half of the page."""
    page, columns = int(sheet.epw), zip(grid.heads, *grid.rows, strict=True)
    asked = [max(ceil(sheet.get_string_width(clean(cell))) for cell in set(each)) + LINE for each in columns]
    most = [min(width, page // 2) for width in asked]
    return tuple(width * page // sum(most) for width in most)


def _high(sheet: _Sheet, text: str, width: int = 0) -> int:
    """Give how many millimetres high a text is in so many millimetres, else in the width of the page."""
    lines = MethodReturnValue.LINES
    found = sheet.multi_cell(width, LINE, text, align="L", dry_run=True, output=lines)
    assert isinstance(found, list)  # noqa: S101 - what was asked for
    return LINE * len(found)


def _grid(sheet: _Sheet, grid: Grid) -> None:
    _together(sheet, _begun(sheet, grid))
    _said(sheet, grid.caption)
    with sheet.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=_widths(sheet, grid),
        headings_style=PLAIN,
        line_height=LINE,
        text_align=("LEFT", *("RIGHT" for _ in grid.heads[1:])),
    ) as table:
        for cells in (grid.heads, *grid.rows):
            table.row([clean(cell) for cell in cells])
    _said(sheet, grid.below)


def _said(sheet: _Sheet, sentence: str) -> None:
    sheet.multi_cell(0, LINE, clean(sentence), align="L", new_x="LMARGIN", new_y="NEXT")
