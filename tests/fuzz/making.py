"""Broken texts from whole ones: cut, doubled, swapped, mixed, with signs that mean something to a reader."""

from collections.abc import Callable, Sequence
from random import Random

LENGTH_MAX = 20_000
"""No text is longer, so that what is measured is the reader and not the text."""
SIGNS: tuple[str, ...] = (
    *"{}[]()<>:,;|&*!?#%@`'\"\\/-+=~^$_.\t\n\r\0",
    "\ufeff\u2028\u202e\u200b\x1b\x7f\x85\ud7ff",
    "é漢１٣😀",
    "0",
    "-0",
    "0.1",
    "1e9",
    "1e999999",
    "0x7fffffff",
    "9" * 30,
    "9" * 400,
    "100%",
    "-1%",
    "1..",
    "..1",
    "NaN",
    ".inf",
    "null",
    "~",
    "true",
    "no",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "[" * 60,
    "{a: " * 60,
    "(" * 120,
    "not " * 120,
    "&a [*a, *a]",
    "<<: *a",
    "!!python/object:os.system",
    "? - : -",
    "--- |",
    "...",
    "a|b|c",
    "10..99",
    "and or not in if then else",
    "min(max(round(1, up), 2), 3)",
    "order.total",
    "line.quantity",
    "member.tier",
    "history.spend",
    "name: ",
    "when: ",
    "examples: ",
    "tiers: ",
)

Change = Callable[[Random, str, Sequence[str]], str]


def _place(draw: Random, text: str) -> int:
    return draw.randrange(len(text) + 1)


def _cut(draw: Random, text: str, _others: Sequence[str]) -> str:
    start = _place(draw, text)
    return text[:start] + text[start + draw.choice((1, 1, 2, 8, 64, 512)) :]


def _double(draw: Random, text: str, _others: Sequence[str]) -> str:
    start = _place(draw, text)
    piece = text[start : start + draw.choice((1, 4, 32, 256))]
    return text[:start] + piece * draw.choice((2, 2, 3, 40)) + text[start:]


def _sign(draw: Random, text: str, _others: Sequence[str]) -> str:
    start = _place(draw, text)
    return text[:start] + draw.choice(SIGNS) + text[start + draw.choice((0, 0, 1, 3)) :]


def _letter(draw: Random, text: str, _others: Sequence[str]) -> str:
    start = _place(draw, text)
    return (
        f"{text[:start]}{chr(draw.choice((draw.randrange(128), draw.randrange(0xD800))))}{text[start + 1 :]}"
    )


def _word(draw: Random, text: str, others: Sequence[str]) -> str:
    words = draw.choice(others).split()
    found = text.split(" ")
    found[draw.randrange(len(found))] = draw.choice(words) if words else ""
    return " ".join(found)


def _lines(draw: Random, text: str, others: Sequence[str]) -> str:
    lines, foreign = text.split("\n"), draw.choice(others).split("\n")
    first, second = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(4):
        case 0:
            lines[first], lines[second] = lines[second], lines[first]
        case 1:
            del lines[first]
        case 2:
            lines.insert(first, draw.choice(foreign))
        case _:
            lines[first] = " " * draw.randrange(9) + lines[first].lstrip()
    return "\n".join(lines)


def _mix(draw: Random, text: str, others: Sequence[str]) -> str:
    other = draw.choice(others)
    return text[: _place(draw, text)] + other[_place(draw, other) :]


CHANGES: tuple[Change, ...] = (_cut, _double, _sign, _sign, _letter, _word, _word, _lines, _lines, _mix)


def broken(draw: Random, texts: Sequence[str]) -> str:
    """Give one of the texts after one to eight changes by chance."""
    text = draw.choice(texts)
    for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
        change: Change = draw.choice(CHANGES)
        text = change(draw, text, texts)[:LENGTH_MAX]
    return text


def spelled(draw: Random, deep: int = 4) -> str:
    """Give an expression by the grammar, mostly of names and kinds that do not belong together."""
    if deep == 0 or draw.randrange(4) == 0:
        return draw.choice(ATOMS)
    one, two, three = (spelled(draw, deep - 1) for _ in range(3))
    return draw.choice(FORMS).format(one, two, three)


ATOMS = (
    "0",
    "1",
    "12.50",
    "100%",
    "2x",
    "1 month",
    "30 days",
    "2026-11-15",
    '"own"',
    "'coffee'",
    "true",
    "order.total",
    "order.subtotal",
    "order.channel",
    "line.price",
    "line.quantity",
    "line.brand",
    "line.category",
    "member.tier",
    "member.country",
    "history.orders",
    "nothing.known",
)
FORMS = (
    "{} + {}",
    "{} - {}",
    "{} * {}",
    "({})",
    "-{}",
    "{} < {}",
    "{} >= {}",
    "{} == {}",
    "{} != {}",
    "{} and {}",
    "{} or {}",
    "not {}",
    "{} in [{}, {}]",
    "{} not in [{}]",
    "if {} then {} else {}",
    "min({}, {})",
    "max({}, {}, {})",
    "round({}, half_even)",
    "round({}, up)",
)
