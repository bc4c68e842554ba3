"""Findings as a compiler tells them: code, place, the line itself with what is meant underlined, help."""

from collections.abc import Iterator
from typing import Final

import click

from loyalty.cli.checking.explained import EN, in_language
from loyalty.cli.checking.looking import Looked, Told, Weight
from loyalty.cli.checking.places import end_of, line_of, shown, width
from loyalty.profiles.shipped import catalogue

WIDTH_MAX: Final = 120
"""Columns of a source line beyond which only the part around a place is shown."""
_BEFORE: Final = 40
_MARKED_MAX: Final = 60
"""Columns of what is meant that are underlined at most."""
_COLOURS: Final = {
    Weight.ERROR: "red",
    Weight.UNDECIDED: "magenta",
    Weight.WAIVED: "cyan",
    Weight.WARNING: "yellow",
}
_WORDS: Final = {
    "error": "错误",
    "undecided": "未定",
    "waived": "已豁免",
    "warning": "警告",
    "note": "注",
    "help": "建议",
    "law": "法规要求",
    "source": "来源",
}
"""What stands before the texts, in Chinese."""


def as_text(looked: Looked, language: str) -> Iterator[str]:
    """Give the lines, coloured; whoever prints takes colour away where there is no terminal.

    What a code means, what the law asks for, what was found in a file and what to do is in the
    reader's language; of the last two, a sentence that is not translated is in English.
    """
    noted: set[str] = set()
    for told in (in_language(each, language) for each in looked.told()):
        yield from _one(looked, told, language, note=told.code not in noted)
        noted.add(told.code)


def _one(looked: Looked, told: Told, language: str, *, note: bool) -> Iterator[str]:
    colour, span = _COLOURS[told.weight], told.span
    head = click.style(f"{_word(told.weight, language)}[{told.code}]", fg=colour, bold=True)
    yield f"{head}{click.style(f': {shown(told.message)}', bold=True)}"
    place = f"{looked.path(span)}:{span.line}:{span.column}"
    line = line_of(looked.texts.get(span.file, ""), span)
    number = str(span.line) if line else ""
    gap = " " * len(number)
    yield f"{gap}{_blue('-->')} {place}"
    if line:
        source, before, marked = _part(line, span.column, end_of(line, span.column, span.file))
        label = click.style(f"{'^' * marked} {told.title}", fg=colour, bold=True)
        yield f"{gap} {_blue('|')}"
        yield f"{_blue(f'{number} |')} {source}".rstrip()
        yield f"{gap} {_blue('|')} {' ' * before}{label}"
    source = str(told.cited) if told.cited is not None else ""
    law = _asked(told, language) if note else ""
    told_below = [("note", told.note if note else ""), ("help", told.help), ("law", law), ("source", source)]
    below = [(word, text) for word, text in told_below if text]
    if below and line:
        yield f"{gap} {_blue('|')}"
    for word, text in below:
        yield f"{gap} {_blue('=')} {click.style(_word(word, language), bold=True)}: {shown(text)}"
    yield ""


def _word(word: str, language: str) -> str:
    return word if language == EN else _WORDS[word]


def _asked(told: Told, language: str) -> str:
    """Give what the law asks for in a language other than that of the finding, which says it already."""
    row = catalogue().get(told.cited.constraint) if told.cited is not None and language != EN else None
    return row.says[language] if row is not None else ""


def _part(line: str, column: int, end: int) -> tuple[str, int, int]:
    """Give a source line as it is shown, the columns before what is meant, and those that it takes."""
    before, meant, after = (
        shown(line[: column - 1]),
        shown(line[column - 1 : end - 1]),
        shown(line[end - 1 :]),
    )
    if width(before) + width(meant) + width(after) > WIDTH_MAX:
        before, meant, after = _cut(before, meant, after)
    return f"{before}{meant}{after}", width(before), min(max(1, width(meant)), _MARKED_MAX)


def _cut(before: str, meant: str, after: str) -> tuple[str, str, str]:
    """Give the three parts shortened, dots where something is left out."""
    if len(before) > _BEFORE:
        before = f"… {before[-_BEFORE:]}"
    most = WIDTH_MAX - _BEFORE
    if width(meant) > most:
        return before, f"{_held(meant, most)} …", ""
    room = most - width(meant)
    return before, meant, after if width(after) <= room else f"{_held(after, room)} …"


def _held(text: str, most: int) -> str:
    """Give as much of a text as takes at most so many columns."""
    text = text[: 2 * most]  # with marks, of which a letter has one or two, this may be less
    while width(text) > most:
        text = text[:-1]
    return text


def _blue(text: str) -> str:
    return click.style(text, fg="blue", bold=True)
