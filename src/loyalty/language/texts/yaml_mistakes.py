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
_KEY = re.compile(r"(- +)?[^\s{}\[\]].*?:(?:\s|$)|- ")
_TEXT = re.compile(r"[:-] +[|>][-+0-9]*$")
_ONE_KEY = "a line holds one key and its value: begin a new line, or put a text with `: ` in quotes"
_ANEW = "write the line anew"
_NO_NOTE = "put a text with ` #` in quotes"
_MERGE = re.compile(r"<{7} |={7}$|>{7} ")
_BLANK = re.compile(r" *(?P<blank>[^\S \t\n\r])")
_NOTE = re.compile(r" *(?P<sign>//|/\*|<!--|--(?= ))")
_BULLET = re.compile(r" *(?:(?P<tight>-)(?=[A-Za-z_]\w*:)|(?P<bullet>[•·●▪‣◦∙*–—−+]) *(?=[\w{]))", re.ASCII)
_CLOSING = {"{": "}", "[": "]"}
_SECOND = "put `, ` before the next key, or a text with `: ` in quotes"
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
    if (found := _pasted(file, lines, first, mark)) is not None:
        return found
    if (found := _of_elsewhere(file, lines, first, mark)) is not None:
        return found
    for number in range(first.line, last):
        if (wide := _WIDE.match(lines[number])) is not None:
            place = Span(file, number + 1, wide.end())
            return Finding(place, "E101", "not YAML: a wide `\N{FULLWIDTH COLON}`", "write `:` and a blank")
    within = error.context or ""
    if within in _IN_BRACKETS and (slip := _in_brackets(file, lines, first, mark)) is not None:
        return slip
    if within not in _IN_BRACKETS and (slip := _in_lines(file, lines, error, first, mark)) is not None:
        return slip
    return _otherwise(Span(file, mark.line + 1, mark.column + 1), error, lines)


def _otherwise(place: Span, error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Finding:
    """Give the finding at the place where the parser stopped."""
    problem, within = str(error.problem), error.context or ""
    if "mapping values" in problem:
        return Finding(place, "E101", "not YAML: a second `: `", _ONE_KEY)
    if "cannot start any token" in problem and place.line <= len(lines):
        sign = lines[place.line - 1][place.column - 1 : place.column]
        message = f"not YAML: a value may not begin with `{sign}`"
        return Finding(place, "E101", message, "put the text in quotes")
    what = _WITHIN.get(within, _ANEW)
    return Finding(place, "E101", f"not YAML: {problem}", f"{within}; {what}" if within else what)


def _pasted(file: str, lines: Sequence[str], first: _Mark, mark: _Mark) -> Finding | None:
    """Give a line that came from elsewhere: a mark of a merge, or one that begins with another blank."""
    for number, line in enumerate(lines):
        if _MERGE.match(line):
            help_ = "keep one of the two parts, and take `<<<<<<<`, `=======` and `>>>>>>>` out"
            return Finding(
                Span(file, number + 1, 1), "E101", "not YAML: a mark of an unfinished merge", help_
            )
        near = min(first.line, mark.line - 1) <= number <= mark.line
        if near and (strange := _BLANK.match(line)) is not None:
            message = "not YAML: the line begins with a blank that is no space"
            return Finding(Span(file, number + 1, strange.end()), "E101", message, "write spaces")
    return None


def _of_elsewhere(file: str, lines: Sequence[str], first: _Mark, mark: _Mark) -> Finding | None:
    """Give a line that begins with the sign that notes or items of a list have in other texts."""
    texts = _texts(lines)
    for number in range(max(min(first.line, mark.line - 1), 0), min(mark.line + 1, len(lines))):
        line = lines[number]
        if number in texts:
            continue
        if (note := _NOTE.match(line)) is not None:
            place, message = (
                Span(file, number + 1, note.start("sign") + 1),
                f"no note begins with `{note['sign']}`",
            )
            return Finding(place, "E101", f"not YAML: {message}", f"write `#` in place of `{note['sign']}`")
        if (item := _BULLET.match(line)) is not None:
            place = Span(file, number + 1, _column(line))
            if item["tight"]:
                return Finding(place, "E101", "not YAML: no blank behind `-`", "write `-` and a blank")
            message, help_ = (
                f"no item begins with `{item['bullet']}`",
                f"write `- ` in place of `{item['bullet']}`",
            )
            return Finding(place, "E101", f"not YAML: {message}", help_)
    return None


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
        return Finding(place, "E101", "not YAML: a note begins at `#`", _NO_NOTE)
    for number in range(first.line, min(mark.line + 1, len(lines))):
        if (joined := _JOINED.search(lines[number])) is not None:
            place = Span(file, number + 1, joined.start() + 1)
            return Finding(place, "E101", "not YAML: a wide `\N{FULLWIDTH COMMA}`", "write `,` and a blank")
    if (unclosed := _unclosed(file, lines, first, mark, outdented=outdented)) is not None:
        return unclosed
    if lines[mark.line : mark.line + 1] and lines[mark.line][mark.column : mark.column + 2] == ": ":
        place = Span(file, mark.line + 1, mark.column + 1)
        return Finding(place, "E101", "not YAML: a second `: `", _SECOND)
    return _cut_short(file, lines, mark)


def _unclosed(
    file: str, lines: Sequence[str], first: _Mark, mark: _Mark, *, outdented: bool
) -> Finding | None:
    """Give the bracket at ``first`` that is not closed, or closed with one of another kind."""
    line, column = lines[first.line], first.column
    begun, ended = line[column], _CLOSING[line[column]]
    said = line.split(" #", maxsplit=1)[0].rstrip()
    wrong, at = said[-1:], Span(file, first.line + 1, len(said))
    is_wrong = outdented and _is_extra(wrong, said)
    if not outdented and mark.line < len(lines):
        found = lines[mark.line][mark.column : mark.column + 1]
        if found not in _CLOSING.values() or found == ended:
            return None
        wrong, at = found, Span(file, mark.line + 1, mark.column + 1)
        is_wrong = mark.line == first.line and _is_extra(found, line[: mark.column + 1])
    if is_wrong:
        return Finding(at, "E101", f"not YAML: `{begun}` ends with `{wrong}`", f"write `{ended}`")
    place, help_ = Span(file, first.line + 1, column + 1), f"write `{ended}` behind the last value"
    return Finding(place, "E101", f"not YAML: `{begun}` without its `{ended}`", help_)


def _is_extra(sign: str, text: str) -> bool:
    """Give whether a closing sign stands in a text that does not open it."""
    opening = {")": "(", "]": "[", "}": "{"}.get(sign)
    return opening is not None and text.count(sign) > text.count(opening)


def _cut_short(file: str, lines: Sequence[str], mark: _Mark) -> Finding | None:
    """Give the quotation mark within a text that ends it, where the text goes on at ``mark``."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    sign, after = line[mark.column - 1 : mark.column], line[mark.column : mark.column + 1]
    if not sign or sign not in "\"'" or (after != sign and not after.isalnum()):
        return None
    other = "'" if sign == '"' else '"'
    place = Span(file, mark.line + 1, mark.column)
    help_ = f"begin and end it with `{other}`, or leave the marks around all of it out"
    return Finding(place, "E101", f"not YAML: the text ends at this `{sign}`", help_)


def _left_open(text: str) -> tuple[int, int]:
    """Give where the quotation mark stands that a line does not close, and the note that hides its end.

    Below 0 for none; an ordinary note behind brackets that were left open hides nothing.
    """
    opened, before = -1, " "
    for at, letter in enumerate(text):
        if opened >= 0:
            opened = -1 if letter == text[opened] else opened
        elif letter in "\"'" and before in " ,:{[":
            opened = at
        elif letter == "#" and before == " ":
            return -1, at if _CLOSING[text[0]] in text[at:] else -1
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
    if (listed := _listed(file, lines, mark.line)) is not None:
        return listed
    if (keyless := _keyless(file, lines, mark.line)) is not None:
        return keyless
    if (undashed := _undashed(file, lines, mark.line)) is not None:
        return undashed
    if meant := _columns(lines, mark.line):
        at = mark.line
        if (outside := _outside(lines, at)) is not None:
            at, meant = outside
        message = f"not YAML: the line begins in column {_column(lines[at])}"
        help_ = f"lines of one level begin in one column: {meant}"
        return Finding(Span(file, at + 1, _column(lines[at])), "E101", message, help_)
    return _without(file, lines, error, first, mark)


def _keyless(file: str, lines: Sequence[str], at: int) -> Finding | None:
    """Give the key without its colon that what is at ``at`` and deeper was meant to stand under."""
    above = next((number for number in reversed(range(at)) if _said(lines[number])), -1)
    bare = _BARE.fullmatch(lines[above].split(" #", maxsplit=1)[0].rstrip()) if above >= 0 else None
    if bare is None or bare["value"] or above in _texts(lines) or _column(lines[above]) >= _column(lines[at]):
        return None
    place, message = Span(file, above + 1, bare.end("key") + 1), f"not YAML: no `:` behind `{bare['key']}`"
    return Finding(place, "E101", message, "write `:` and a blank behind the key")


def _undashed(file: str, lines: Sequence[str], at: int) -> Finding | None:
    """Give the first item of a list that lacks its dash, where another item follows that has one.

    What is read at ``at`` is that other item, or the second key of the first one.
    """
    behind = (
        n for n in range(at + 1, len(lines)) if _said(lines[n]) and _column(lines[n]) < _column(lines[at])
    )
    dashed = at if lines[at].lstrip(" ").startswith("- ") else next(behind, at)
    if not lines[dashed].lstrip(" ").startswith("- "):
        return None
    column = _column(lines[dashed])
    parent = next(
        (n for n in reversed(range(at)) if _said(lines[n]) and _column(lines[n]) < column), len(lines)
    )
    first = next((n for n in range(parent + 1, at) if _said(lines[n])), -1)
    if first < 0 or not _said(lines[parent]).endswith(":") or lines[first].lstrip(" ").startswith("- "):
        return None
    place = Span(file, first + 1, _column(lines[first]))
    help_ = f"write `- ` before it, in column {column} as line {dashed + 1} does"
    return Finding(place, "E101", "not YAML: an item of a list without its `- `", help_)


def _listed(file: str, lines: Sequence[str], at: int) -> Finding | None:
    """Give the bracket before a list that is written line by line, where the first item is at ``at``."""
    before = lines[at - 1].split(" #", maxsplit=1)[0].rstrip() if at else ""
    if not before.endswith("[") or not lines[at].lstrip(" ").startswith("- "):
        return None
    help_ = "take the `[` out, or write the items with `,` between them and without `- `"
    return Finding(Span(file, at, len(before)), "E101", "not YAML: `- ` inside of `[`", help_)


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
    known = "expected ':'" in problem or "mapping values" in problem
    if known and keyless >= 0 and keyless not in _texts(lines):
        bare = _BARE.fullmatch(lines[keyless])
        if bare is not None:
            place = Span(file, keyless + 1, bare.end("key") + 1)
            message = f"not YAML: no `:` behind `{bare['key']}`"
            return Finding(place, "E101", message, "write `:` and a blank behind the key")
    return _cut_short(file, lines, mark)


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


def _outside(lines: Sequence[str], at: int) -> tuple[int, str] | None:
    """Give a line that alone stands further left than the lines around it, and where it could begin."""
    before = next((number for number in reversed(range(at)) if _said(lines[number])), -1)
    here, left = _column(lines[at]), _column(lines[before])
    key = _KEY.match(_said(lines[before]))
    if before < 1 or left >= here or key is None or _said(lines[before]).endswith(":"):
        return None
    columns, _, _ = _begun(lines[:before])
    if here not in columns:
        return None
    return before, f"{here}, as line {columns[here]} does, or line {at + 1} in {left}"


def _said(line: str) -> str:
    """Give what a line says without its note, nothing where it is but a note."""
    said = line.split(" #", maxsplit=1)[0].strip()
    return "" if said.startswith("#") else said


def _texts(lines: Sequence[str]) -> set[int]:
    """Give the numbers, from 0, of the lines of texts behind `|` or `>`."""
    found = set[int]()
    text = 0
    for number, line in enumerate(lines):
        said, column = _said(line), _column(line)
        if text and (not line.strip() or column > text):
            found.add(number)
        elif said:
            key = _KEY.match(said)
            text = column + len((key and key[1]) or "") if _TEXT.search(said) else 0
    return found


def _begun(lines: Sequence[str]) -> tuple[dict[int, int], set[int], bool]:
    """Give the columns of levels with their lines, those of first keys behind dashes, and whether one opens.

    Lines of a text behind `|` or `>`, and those that go on with a value, begin none.
    """
    columns: dict[int, int] = {}
    firsts = set[int]()
    opened, texts = False, _texts(lines)
    for number, line in enumerate(lines, 1):
        said, column = _said(line), _column(line)
        if not said or number - 1 in texts or (key := _KEY.match(said)) is None:
            continue
        columns = {each: seen for each, seen in columns.items() if each < column} | {column: number}
        if key[1]:
            columns[column + len(key[1])] = number
            firsts.add(column + len(key[1]))
        firsts &= columns.keys()
        opened = said.endswith(":")
    return columns, firsts, opened
