"""What a text that is not YAML was meant to be: the place of the slip, and what to write."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

import yaml

from loyalty.language.findings import Finding, Span

_WIDE = re.compile(r"\s*(?:- )?[A-Za-z_]\w*\s*\N{FULLWIDTH COLON}", re.ASCII)
_TIGHT = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:(?=[^\s:/])", re.ASCII)
_JOINED = re.compile(r"\N{FULLWIDTH COMMA}\s*[\w-]+:\s")
_BARE = re.compile(r"\s*(- )?(?P<key>[A-Za-z_][\w-]*)(?P<value>\s+[^:#]*)?", re.ASCII)
_QUOTED_TWICE = re.compile(r'.*[:-] +(?P<text>"[^"]*")')
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


class _Mark(Protocol):
    """A place in a text as both parsers tell it, counted from 0."""

    line: int
    column: int


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
    if within in _IN_BRACKETS and (slip := _in_brackets(file, lines, first, mark)) is not None:
        return slip
    if within not in _IN_BRACKETS and (slip := _in_lines(file, lines, error, first, mark)) is not None:
        return slip
    place = Span(file, mark.line + 1, mark.column + 1)
    what = _ONE_KEY if "mapping values" in str(error.problem) else _WITHIN.get(within, _ANEW)
    help_ = f"{within}; {what}" if within else what
    return Finding(place, "E101", f"not YAML: {error.problem}", help_)


def _in_brackets(file: str, lines: Sequence[str], first: _Mark, mark: _Mark) -> Finding | None:
    """Give what keeps the brackets that begin at ``first`` from being read, where it shows."""
    line, column = lines[first.line], first.column
    quote, sign = _left_open(line[column:])
    outdented = _is_outdented(lines, first.line, mark.line)
    if outdented and quote >= 0:
        place = Span(file, first.line + 1, column + quote + 1)
        message, help_ = "a text without its closing quotation mark", f"end it with `{line[column + quote]}`"
        return Finding(place, "E101", f"not YAML: {message}", help_)
    if outdented and sign >= 0:
        place = Span(file, first.line + 1, column + sign + 1)
        return Finding(place, "E101", "not YAML: a note begins at `#`", "put a text with ` #` in quotes")
    for number in range(first.line, min(mark.line + 1, len(lines))):
        if (joined := _JOINED.search(lines[number])) is not None:
            place = Span(file, number + 1, joined.start() + 1)
            return Finding(place, "E101", "not YAML: a wide `\N{FULLWIDTH COMMA}`", "write `,` and a blank")
    if outdented:
        begun, ended = line[column], "}" if line[column] == "{" else "]"
        place = Span(file, first.line + 1, column + 1)
        help_ = f"write `{ended}` behind the last value"
        return Finding(place, "E101", f"not YAML: `{begun}` without its `{ended}`", help_)
    if lines[mark.line : mark.line + 1] and lines[mark.line][mark.column : mark.column + 2] == ": ":
        place = Span(file, mark.line + 1, mark.column + 1)
        return Finding(place, "E101", "not YAML: a second `: `", "put a text with `: ` in quotes")
    return None


def _left_open(text: str) -> tuple[int, int]:
    """Give where the quotation mark stands that a line does not close, and its note; below 0 for none."""
    opened, before = -1, " "
    for at, letter in enumerate(text):
        if opened >= 0:
            opened = -1 if letter == text[opened] else opened
        elif letter in "\"'" and before in " ,:{[":
            opened = at
        elif letter == "#" and before == " ":
            return -1, at
        before = letter
    return opened, -1


def _is_outdented(lines: Sequence[str], at: int, last: int) -> bool:
    """Give whether a line follows that does not stand deeper than the one whose brackets are open."""
    after = [line for line in lines[at + 1 : last + 1] if line.strip()]
    return any(_column(line) <= _column(lines[at]) and line.strip()[0] not in "}]" for line in after)


def _in_lines(
    file: str, lines: Sequence[str], error: yaml.MarkedYAMLError, first: _Mark, mark: _Mark
) -> Finding | None:
    """Give what keeps a key, a value or an item from beginning where it does, outside of brackets."""
    last = min(mark.line + 1, len(lines))
    for number in range(max(mark.line - 1, 0), last):
        if (tight := _TIGHT.match(lines[number])) is not None:
            place = Span(file, number + 1, tight.end())
            return Finding(place, "E101", "not YAML: no blank behind `:`", "write `:` and a blank")
    if "end of stream" in str(error.problem) and error.context == "while scanning a quoted scalar":
        place = Span(file, first.line + 1, first.column + 1)
        help_ = _WITHIN["while scanning a quoted scalar"]
        return Finding(place, "E101", "not YAML: a text without its closing quotation mark", help_)
    if mark.line >= len(lines):
        return None
    if meant := _columns(lines, mark.line):
        column = _column(lines[mark.line])
        message = f"not YAML: the line begins in column {column}"
        help_ = f"lines of one level begin in one column: {meant}"
        return Finding(Span(file, mark.line + 1, column), "E101", message, help_)
    return _without(file, lines, error, first, mark)


def _without(
    file: str, lines: Sequence[str], error: yaml.MarkedYAMLError, first: _Mark, mark: _Mark
) -> Finding | None:
    """Give what was left out: the dash of an item, the colon of a key, other marks around a text."""
    problem = str(error.problem)
    at = first.line if "expected ':'" in problem else mark.line
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    dashed = before.lstrip(" ").startswith("- ") and _column(before) == _column(lines[at])
    of_list = error.context == "while parsing a block collection" and lines[at].strip()[:1] not in "]},"
    if of_list or ("expected ':'" in problem and dashed):
        place = Span(file, at + 1, _column(lines[at]))
        return Finding(place, "E101", "not YAML: an item of a list without its `- `", "write `- ` before it")
    keyless = at if "expected ':'" in problem else at - 1
    if ("expected ':'" in problem or "mapping values" in problem) and keyless >= 0:
        bare = _BARE.fullmatch(lines[keyless])
        if bare is not None:
            place = Span(file, keyless + 1, bare.end("key") + 1)
            message = f"not YAML: no `:` behind `{bare['key']}`"
            return Finding(place, "E101", message, "write `:` and a blank behind the key")
    if _QUOTED_TWICE.fullmatch(lines[mark.line][: mark.column]) is not None:
        place = Span(file, mark.line + 1, mark.column)
        help_ = "begin and end it with `'`, or leave the marks around all of it out"
        return Finding(place, "E101", 'not YAML: the text ends at this `"`', help_)
    return None


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
