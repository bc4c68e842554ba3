"""What a text that is not YAML was meant to be: the place of the slip, and what to write."""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from loyalty.language.findings import Finding, Span

_WIDE = re.compile(r"\s*(?:- )?[A-Za-z_]\w*\s*\N{FULLWIDTH COLON}", re.ASCII)
_TIGHT = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:(?=[^\s:/])", re.ASCII)
_KEY = re.compile(r"(- +)?[^\s{}\[\]].*?:(?:\s|$)|- ")
_TEXT = re.compile(r"[:-] +[|>][-+0-9]*$")
_ONE_KEY = "a line holds one key and its value: begin a new line, or put a text with `: ` in quotes"
_ANEW = "write the line anew"
_IN_BRACKETS = ("while parsing a flow mapping", "while parsing a flow sequence")
_WITHIN = {
    _IN_BRACKETS[0]: "inside `{…}`, an expression with `[`, `{` or `,` stands in quotes",
    _IN_BRACKETS[1]: "write commas between the values, and `]` behind the last",
    "while scanning for the next token": "put the text in quotes",
    "while scanning a simple key": "write `:` and a blank behind the key",
    "while scanning a quoted scalar": "end the text with the quotation mark it begins with",
}
"""What to write, by what the parser was reading."""


def mistake(file: str, text: str, error: yaml.YAMLError) -> Finding:
    """Give the finding of a text that no parser of YAML reads."""
    mark: Any = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        message = "not YAML: a character that may not stand in a text"
        return Finding(Span(file, line, 1), "E101", message, _ANEW)
    lines = text.splitlines()
    first: Any = getattr(error, "context_mark", None) or mark
    last = min(mark.line + 1, len(lines))
    for number in range(first.line, last):
        if (wide := _WIDE.match(lines[number])) is not None:
            place = Span(file, number + 1, wide.end())
            return Finding(place, "E101", "not YAML: a wide `\N{FULLWIDTH COLON}`", "write `:` and a blank")
    within = error.context or ""
    for number in range(max(mark.line - 1, 0), last if within not in _IN_BRACKETS else 0):
        if (tight := _TIGHT.match(lines[number])) is not None:
            place = Span(file, number + 1, tight.end())
            return Finding(place, "E101", "not YAML: no blank behind `:`", "write `:` and a blank")
    place = Span(file, mark.line + 1, mark.column + 1)
    if within not in _IN_BRACKETS and mark.line < len(lines) and (meant := _columns(lines, mark.line)):
        column = _column(lines[mark.line])
        message = f"not YAML: the line begins in column {column}"
        help_ = f"lines of one level begin in one column: {meant}"
        return Finding(Span(file, mark.line + 1, column), "E101", message, help_)
    what = _ONE_KEY if "mapping values" in str(error.problem) else _WITHIN.get(within, _ANEW)
    help_ = f"{within}; {what}" if within else what
    return Finding(place, "E101", f"not YAML: {error.problem}", help_)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) + 1


def _columns(lines: Sequence[str], at: int) -> str:
    """Say in which columns a line could begin, and as which line does; empty where it begins well."""
    columns, firsts, opened = _begun(lines[:at])
    here = _column(lines[at])
    if not columns or here in columns or (opened and here > max(columns)):
        return ""
    dashed = lines[at].lstrip(" ").startswith("- ")
    columns = {column: line for column, line in columns.items() if not dashed or column not in firsts}
    least = min(abs(column - here) for column in columns)
    near = [column for column in columns if abs(column - here) == least]
    near = [column for column in near if column in firsts] or near
    return ", or ".join(f"{column}, as line {columns[column]} does" for column in reversed(near))


def _begun(lines: Sequence[str]) -> tuple[dict[int, int], set[int], bool]:
    """Give the columns of levels with their lines, those of first keys behind dashes, and whether one opens.

    Lines of a text behind `|` or `>`, and those that go on with a value, begin none.
    """
    columns: dict[int, int] = {}
    firsts = set[int]()
    opened, text = False, 0
    for number, line in enumerate(lines, 1):
        said, column = line.split(" #")[0].strip(), _column(line)
        if not said or said.startswith("#") or (text and column > text):
            continue
        text = 0
        if (key := _KEY.match(said)) is None:
            continue
        columns = {each: seen for each, seen in columns.items() if each < column} | {column: number}
        if key[1]:
            columns[column + len(key[1])] = number
            firsts.add(column + len(key[1]))
        firsts &= columns.keys()
        opened = said.endswith(":")
        text = column + len(key[1] or "") if _TEXT.search(said) else 0
    return columns, firsts, opened
