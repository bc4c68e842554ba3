"""The lines of a rule file that say something, with those around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from loyalty.language.findings import Span

AROUND = 2
LINES_MOST = 60
_OPENS, _CLOSES = "{[", "}]"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, counted from 1; ``own`` is whether it is of the rule and not around it."""

    number: int
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class RuleLines:
    """A place in a version's files, and the lines there; none where the version has no such place."""

    rule: str
    span: Span
    lines: tuple[Line, ...]


def rule_lines(files: Mapping[str, str], rule: str, span: Span) -> RuleLines:
    """Give the lines at the place of a rule: all that it says, and two before and behind.

    Of a rule that says a great deal the first 60 lines are given.
    """
    texts = files.get(span.file, "").splitlines()
    first = span.line - 1
    if first >= len(texts):
        return RuleLines(rule, span, ())
    past = min(_past(texts, first, span.column - 1), first + LINES_MOST)
    shown = range(max(first - AROUND, 0), min(past + AROUND, len(texts)))
    return RuleLines(rule, span, tuple(Line(n + 1, texts[n], first <= n < past) for n in shown))


def _past(texts: Sequence[str], first: int, column: int) -> int:
    """Give the line behind the last one of what begins at a place: a bracket, or an indented block."""
    if texts[first][column : column + 1] in (*_OPENS,):
        return _closed(texts, first, column)
    block = takewhile(lambda text: not text.strip() or _indent(text) >= column, texts[first + 1 :])
    lines = [text.strip() != "" for text in block]
    while lines and not lines[-1]:
        lines.pop()
    return first + 1 + len(lines)


def _closed(texts: Sequence[str], first: int, column: int) -> int:
    depth = 0
    for n in range(first, len(texts)):
        text = texts[n][column:] if n == first else texts[n]
        depth += sum((sign in _OPENS) - (sign in _CLOSES) for sign in text)
        if depth <= 0:
            return n + 1
    return len(texts)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
