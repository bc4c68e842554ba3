"""An explanation as one web page that needs no script: headings, real tables, everything escaped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from loyalty.decision.telling.views import View
from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean
from loyalty.wording.compose import viewed
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.parts import Grid, Row, Section, Wording
from loyalty.wording.telling.trace import trace
from loyalty.wording.voice import Document, Voice

STYLES = "/static/explanation.css"
API = "/v1/explanations/{id}?format=html&lang={language}"
PAGES = "/pages/explanations/{id}"


@dataclass(frozen=True, slots=True)
class Part:
    """An explanation as a part of another page, in HTML that is escaped but for the title."""

    title: str
    total: str
    inner: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """In which language, and at which address further explanations are."""

    language: str
    address: str = API


def as_page(document: Document, language: str, *, view: View = View.BUYER) -> str:
    """Give a view as a whole HTML page in ``en`` or ``zh-CN``; rule ids and steps are folded.

    The page links to its style sheet at ``/static/explanation.css`` and reads well without
    it. Raises UnknownLanguageError.
    """
    wording = viewed(document, language, view)
    return _page(wording, language, _inner(document, wording, _Reader(language), view))


def as_part(document: Document, language: str, view: View) -> Part:
    """Give a view as a part of a page that people look at: what `as_page` has between head and foot.

    Raises UnknownLanguageError.
    """
    wording = viewed(document, language, view)
    inner = _inner(document, wording, _Reader(language, PAGES), view)
    return Part(wording.title, _total(wording), "\n".join(inner))


def _inner(document: Document, wording: Wording, reader: _Reader, view: View) -> Iterator[str]:
    language = reader.language
    steps = replace(wording, sections=_traced(document, language, view))
    others = tuple(part for part in wording.sections if part not in steps.sections)
    wording = replace(wording, sections=others)
    yield from _folded("page.member", language, _sections(wording, reader), opened=True)
    if view > View.BUYER:
        yield from _folded("page.agent", language, _rules(wording, language), opened=False)
    if steps.sections:
        yield from _folded("trace", language, _sections(steps, reader), opened=False)


def _traced(document: Document, language: str, view: View) -> tuple[Section, ...]:
    """Give every step, for an auditor of a document that has steps."""
    if view is not View.AUDITOR or "steps" not in document:
        return ()
    return tuple(trace(Voice(document, language)))


def page_of(wording: Wording, language: str, *, switch: str) -> str:
    """Give a wording as a whole HTML page, as `as_page` does; nothing is folded.

    ``switch`` is the address of the same page in the other language.
    """
    other = next(code for code in LANGUAGES if code != language)
    link = f'<a href="{escape(switch)}" lang="{other}" hreflang="{other}">{say("switch", language)}</a>'
    return _page(wording, language, _sections(wording, _Reader(language)), top=(f"<nav>{link}</nav>",))


def file_of(wording: Wording, language: str) -> str:
    """Give a wording as an HTML file that stands alone, without a style sheet or links; reasons by id."""
    sections = tuple(
        replace(section, rows=tuple(_named(row, language) for row in section.rows))
        for section in wording.sections
    )
    return _page(
        wording, language, _sections(replace(wording, sections=sections), _Reader(language)), styles=()
    )


def _named(row: Row, language: str) -> Row:
    if not row.explained:
        return row
    return replace(row, notes=(*row.notes, say("explained.id", language, id=row.explained)), explained="")


def _page(
    wording: Wording,
    language: str,
    inner: Iterable[str],
    top: tuple[str, ...] = (),
    styles: tuple[str, ...] = (f'<link rel="stylesheet" href="{STYLES}">',),
) -> str:
    parts = (
        "<!doctype html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_safe(wording.title)}</title>",
        *styles,
        "</head>",
        "<body>",
        *top,
        "<main>",
        f"<h1>{_safe(wording.title)}</h1>",
        _total(wording),
        *inner,
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join(parts) + "\n"


def _total(wording: Wording) -> str:
    """Give the total, and what it leaves out, as headings: they are the largest without a style sheet too."""
    total, rows = wording.total, (wording.total, *wording.open)
    heads = [f'<h2 class="total">{_safe(total.text)} <strong>{_safe(total.amount)}</strong></h2>']
    heads += [f'<h2 class="open">{_safe(row.text)}</h2>' for row in wording.open]
    notes = [[f'<p class="besides">{_safe(note)}</p>' for note in row.notes] for row in rows]
    return "\n".join(line for head, said in zip(heads, notes, strict=True) for line in (head, *said))


def _safe(text: str) -> str:
    return escape(clean(text))


def _folded(key: str, language: str, inner: Iterator[str], *, opened: bool) -> Iterator[str]:
    yield "<details open>" if opened else "<details>"
    yield f"<summary>{_safe(say(key, language))}</summary>"
    yield from inner
    yield "</details>"


def _sections(wording: Wording, reader: _Reader) -> Iterator[str]:
    for section in wording.sections:
        heading = f"<h2>{_safe(section.title)}</h2>"
        yield "<section>"
        yield from _rows(section, heading, reader)
        for grid in section.grids:
            yield from _grid(grid)
        yield from (f"<p>{_safe(sentence)}</p>" for sentence in section.sentences)
        yield "</section>"


def _rows(section: Section, heading: str, reader: _Reader) -> Iterator[str]:
    """Give the rows of a section under its heading, which of a table is the caption: it is read once."""
    if not section.rows:
        yield heading
        return
    if not any(row.amount for row in section.rows):
        yield heading
        yield "<ul>"
        yield from (f"<li>{_safe(row.text)}{_notes(row, reader)}</li>" for row in section.rows)
        yield "</ul>"
        return
    heads = _head(say("page.what", reader.language)), _head(say("page.amount", reader.language), "amount")
    yield from _table(heading, heads, (_row(row, reader) for row in section.rows))


def _row(row: Row, reader: _Reader) -> str:
    kinds = " ".join(kind for kind, there in (("part", row.part), ("strong", row.strong)) if there)
    marked = f' class="{kinds}"' if kinds else ""
    head = f'<th scope="row">{_safe(row.text)}{_notes(row, reader)}</th>'
    return f'<tr{marked}>{head}<td class="amount">{_safe(row.amount)}</td></tr>'


def _notes(row: Row, reader: _Reader) -> str:
    notes = [_safe(note) for note in row.notes]
    if row.explained:
        address = reader.address.format(id=quote(row.explained), language=reader.language)
        notes.append(f'<a href="{escape(address)}">{_safe(say("explained", reader.language))}</a>')
    return f"<ul>{''.join(f'<li>{note}</li>' for note in notes)}</ul>" if notes else ""


def _grid(grid: Grid) -> Iterator[str]:
    heads = (_head(grid.heads[0]), *(_head(head, "amount") for head in grid.heads[1:]))
    yield from _table(_safe(grid.caption), heads, (_cells(row) for row in grid.rows))
    yield f"<p>{_safe(grid.below)}</p>"


def _cells(row: tuple[str, ...]) -> str:
    cells = "".join(f'<td class="amount">{_safe(cell)}</td>' for cell in row[1:])
    return f'<tr><th scope="row">{_safe(row[0])}</th>{cells}</tr>'


def _rules(wording: Wording, language: str) -> Iterator[str]:
    rows = [row for section in wording.sections for row in section.rows if row.reference]
    heads = (
        _head(say("page.what", language)),
        _head(say("page.amount", language), "amount"),
        _head(say("page.rule", language)),
        _head(say("page.exact", language)),
    )
    yield from _table(_safe(say("page.agent", language)), heads, (_rule(row) for row in rows))


def _rule(row: Row) -> str:
    amount, exact = f'<td class="amount">{_safe(row.amount)}</td>', f"<td>{_safe(row.exact)}</td>"
    code = f"<td><code>{_safe(row.reference)}</code></td>"
    return f'<tr><th scope="row">{_safe(row.text)}</th>{amount}{code}{exact}</tr>'


def _head(text: str, kind: str = "text") -> str:
    return f'<th scope="col" class="{kind}">{_safe(text)}</th>'


def _table(caption: str, heads: tuple[str, ...], rows: Iterator[str]) -> Iterator[str]:
    """Give a table; its caption is HTML already."""
    yield "<table>"
    yield f"<caption>{caption}</caption>"
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    yield from rows
    yield "</tbody>"
    yield "</table>"
