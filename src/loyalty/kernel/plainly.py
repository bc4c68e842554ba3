"""A text as whoever it is shown to reads it: without tags, and what is escaped as what it means."""

import re
from dataclasses import dataclass
from html import unescape

ROUNDS_MAX = 3
"""How often escapes are resolved that were escaped themselves, `%2520`."""
LAST_POINT = 0x10FFFF
MARKS = frozenset("%&<\\")
_ESCAPED = re.compile(
    r"(?P<percent>(?:%[0-9a-fA-F]{2})+)"
    r"|(?P<named>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});?)"
    r"|(?P<tag><!--.{0,300}?-->|</?[a-zA-Z][^<>]{0,300}>)"
    r"|\\(?:u(?=[0-9a-fA-F]{4})|x(?=[0-9a-fA-F]{2})|u\{)(?P<point>(?<=u)[0-9a-fA-F]{4}|(?<=x)[0-9a-fA-F]{2}"
    r"|(?<=\{)[0-9a-fA-F]{1,6}(?=\}))\}?",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that was resolved; of each of its characters the place in the first text, begin and end."""

    text: str
    starts: list[int]
    ends: list[int]


def plainly(text: str) -> Plain | None:
    """Give a text with its escapes resolved and its tags taken out, None where it has none."""
    found = None
    plain = Plain(text, list(range(len(text))), list(range(1, len(text) + 1)))
    for _ in range(ROUNDS_MAX):
        if MARKS.isdisjoint(plain.text):
            break
        resolved = _resolved(plain)
        if resolved.text == plain.text:
            break
        found = plain = resolved
    return found


def _resolved(plain: Plain) -> Plain:
    parts, starts, ends, at = [], list[int](), list[int](), 0
    for hit in _ESCAPED.finditer(plain.text):
        begin, end = hit.span()
        meant = _meant(hit)
        parts += [plain.text[at:begin], meant]
        starts += plain.starts[at:begin] + [plain.starts[begin]] * len(meant)
        ends += plain.ends[at:begin] + [plain.ends[end - 1]] * len(meant)
        at = end
    parts.append(plain.text[at:])
    return Plain("".join(parts), starts + plain.starts[at:], ends + plain.ends[at:])


def _meant(hit: re.Match[str]) -> str:
    if hit["percent"] is not None:
        return bytes.fromhex(hit["percent"].replace("%", "")).decode("utf-8", "replace")
    if hit["named"] is not None:
        return unescape(hit["named"])
    if hit["tag"] is not None:
        return ""
    point = int(hit["point"], 16)
    return chr(point) if point <= LAST_POINT else hit[0]
