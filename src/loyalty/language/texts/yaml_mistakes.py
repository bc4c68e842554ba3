"""What a text that is not YAML was meant to be: the place of the slip, and what to write."""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from loyalty.language.findings import Finding, Span

_WIDE = re.compile(r"\s*(?:- )?[A-Za-z_]\w*\s*\N{FULLWIDTH COLON}", re.ASCII)
_TIGHT = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:(?=[^\s:/])", re.ASCII)
_QUOTED = "inside `{…}`, an expression with `[`, `{` or `,` stands in quotes"
_IN_BRACKETS = ("while parsing a flow mapping", "while parsing a flow sequence")


def mistake(file: str, text: str, error: yaml.YAMLError) -> Finding:
    """Give the finding of a text that no parser of YAML reads."""
    mark: Any = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return Finding(Span(file, line, 1), "E101", "not YAML: a character that may not stand in a text")
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
    help_ = f"{within}; {_QUOTED}" if within == _IN_BRACKETS[0] else within
    return Finding(place, "E101", f"not YAML: {error.problem}", help_)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) + 1


def _columns(lines: Sequence[str], at: int) -> str:
    """Say in which columns a line could begin, and as which line does; empty where it begins well."""
    columns: dict[int, int] = {}
    opened = False
    for number, line in enumerate(lines[:at], 1):
        said = line.split(" #")[0].strip()
        if said and not said.startswith("#"):
            columns = {column: seen for column, seen in columns.items() if column < _column(line)}
            columns[_column(line)] = number
            opened = said.endswith(":")
    here = _column(lines[at])
    if not columns or here in columns or (opened and here > max(columns)):
        return ""
    least = min(abs(column - here) for column in columns)
    near = [
        f"{column}, as line {line} does" for column, line in columns.items() if abs(column - here) == least
    ]
    return ", or ".join(reversed(near))
