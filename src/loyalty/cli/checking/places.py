"""Where on a line a place ends, and how wide its text stands in a terminal."""

import re
import unicodedata
from pathlib import Path
from typing import Final

from loyalty.kernel.card_numbers import card_number_at
from loyalty.language.findings import Span

_WORD: Final = re.compile(r"[\w./%-]+(?:::?[\w.%+-]+)*")
_SIGN: Final = re.compile(r"[<>=!]=|&&|\|\||\S")
_WORDS: Final = re.compile(r"[\w./%+-]+(?: +[\w./%+-]+)*(?=\s*(?:[,}\]#]|$))")
"""Words that are the whole of a value, so that none of them is a part of an expression."""
_CLOSING: Final = {"{": "}", "[": "]"}
TAB: Final = 4


def path_of(folder: Path, span: Span) -> str:
    """Give the path of a place's file, or of the folder itself, as it was given."""
    itself = folder.name or str(folder)
    return str(folder) if span.file == itself else str(folder / span.file)


def line_of(text: str, span: Span) -> str:
    """Give the line a place is on, empty where the text has no such line; the number of a card is covered."""
    lines = text.splitlines()
    line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    while (found := card_number_at(line)) is not None:
        start, end = found
        line = f"{line[:start]}{'x' * (end - start)}{line[end:]}"
    return line


def end_of(line: str, column: int, file: str) -> int:
    """Give the column after the last one of what begins at ``column``: a word, a text, a map, a cell.

    Columns count from 1; at the end of a line one column is meant.
    """
    rest = line[column - 1 :]
    if not rest:
        return column + 1
    if file.endswith(".csv"):
        cell = rest if column == 1 else rest.partition(",")[0]
        return column + max(1, len(cell.rstrip()))
    first = rest[0]
    if first in _CLOSING:
        return column + _closed(rest)
    if first in "\"'":
        closing = rest.find(first, 1)
        return column + (closing + 1 if closing > 0 else len(rest.rstrip()))
    whole = _WORDS.match(rest) if line[: column - 1].endswith((": ", "- ")) else None
    word = whole or _WORD.match(rest) or _SIGN.match(rest)
    return column + (len(word[0]) if word else 1)


def _closed(rest: str) -> int:
    """Give the length of a map or list until it closes, or of the line."""
    opened: list[str] = []
    for length, sign in enumerate(rest, start=1):
        if sign in _CLOSING:
            opened.append(_CLOSING[sign])
        elif opened and sign == opened[-1]:
            opened.pop()
            if not opened:
                return length
    return len(rest.rstrip())


def shown(text: str) -> str:
    """Give a text as a terminal can show it: tabs as spaces, nothing that moves the cursor."""
    plain = text.replace("\t", " " * TAB)
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c).startswith("C") else c for c in plain
    )


def width(text: str) -> int:
    """Give the columns of a terminal that a shown text takes: wide letters take two, marks none."""
    return sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
