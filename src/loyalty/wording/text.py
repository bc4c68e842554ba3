"""An explanation as plain text for a terminal, about 78 columns wide, amounts under each other."""

from collections.abc import Iterator
from typing import Literal

from loyalty.decision.telling.views import View
from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean, table, width, wrap
from loyalty.wording.compose import viewed
from loyalty.wording.parts import Grid, Row, Section, Wording
from loyalty.wording.voice import Document

COLUMNS = 78
GAP = 2
INDENT = "  "
DIM, PLAIN = "\x1b[2m", "\x1b[22m"

Detail = Literal["member", "agent"]
"""Whether rule ids and values before rounding are shown."""


def as_text(document: Document, language: str, *, view: View = View.BUYER) -> str:
    """Give a view of the explanation in ``en`` or ``zh-CN``, the total first; it ends in a line break.

    An agent sees rule ids with their places and values before rounding too, the ids dimmed by
    terminal codes, an auditor every step; a customer's holds no terminal code. Raises UnknownLanguageError.
    """
    return laid_out(viewed(document, language, view), language, "member" if view is View.BUYER else "agent")


def without_codes(text: str) -> str:
    """Give a text that goes elsewhere than to a terminal: with no terminal code."""
    return text.replace(DIM, "").replace(PLAIN, "")


def laid_out(wording: Wording, language: str, detail: Detail = "member") -> str:
    """Give a wording as text: the total first, then each section under its title."""
    lines = [line for row in (wording.total, *wording.open) for line in _row(row, "", detail, language)]
    for section in wording.sections:
        lines += ["", clean(section.title), *_section(section, detail, language)]
    return "\n".join(lines) + "\n"


def titled(wording: Wording, language: str) -> str:
    """Give a wording as text under its title: what it is, and its number."""
    return f"{clean(wording.title)}\n\n{laid_out(wording, language)}"


def _section(section: Section, detail: Detail, language: str) -> Iterator[str]:
    for row in section.rows:
        yield from _row(row, INDENT * (2 if row.part else 1), detail, language)
    for grid in section.grids:
        yield from _grid(grid)
    for sentence in section.sentences:
        yield from _indented(sentence, INDENT)


def _row(row: Row, indent: str, detail: Detail, language: str) -> Iterator[str]:
    amount = clean(row.amount)
    room = COLUMNS - width(indent) - (width(amount) + GAP if amount else 0)
    lines = wrap(clean(row.text), room)
    tail = f"[{clean(row.reference)}]" if detail == "agent" and row.reference else ""
    if tail and width(lines[-1]) + 1 + width(tail) > room:
        lines.append("")
    for place, line in enumerate(lines):
        last = tail if place == len(lines) - 1 else ""
        blank = " " if last and line else ""
        free = room - width(line + blank + last) + GAP
        shown = f"{DIM}{last}{PLAIN}" if last else ""
        yield indent + line + blank + shown + (" " * free + amount if amount and place == 0 else "")
    notes = (*row.notes, row.exact) if detail == "agent" and row.exact else row.notes
    for note in (*notes, *_explained(row, language)):
        yield from _indented(note, indent + INDENT)


def _explained(row: Row, language: str) -> Iterator[str]:
    if row.explained:
        yield say("explained.id", language, id=say("about.explain", language, id=row.explained))


def _grid(grid: Grid) -> Iterator[str]:
    yield from _indented(grid.caption, INDENT)
    rows = [[clean(cell) for cell in row] for row in grid.rows]
    yield from (INDENT * 2 + line for line in table([clean(head) for head in grid.heads], rows))
    yield from _indented(grid.below, INDENT * 2)


def _indented(text: str, indent: str) -> Iterator[str]:
    yield from (indent + line for line in wrap(clean(text), COLUMNS - width(indent)))
