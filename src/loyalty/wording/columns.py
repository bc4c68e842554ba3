"""Text in columns of a terminal: how wide it is, where it may break, what must not reach a terminal."""

import re
import unicodedata
from collections.abc import Sequence

# Besides control characters: what turns the direction of writing or cannot be seen.
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_WIDE = r"\u2e80-\u2fff\u3003-\u3007\u3012-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff10-\uff5a"
_OPENS, _CLOSES = "（“《「", "，。；：、）”》」！？"
# What no line may break: a Chinese date, one Chinese character or a run of other signs, with the
# brackets and stops that cling to it, and the blanks behind, which go when a line ends there.
_PIECE = re.compile(
    rf"(?:[{_OPENS}]*(?:[0-9]+年[0-9]+月[0-9]+日|[{_WIDE}]|[^ {_WIDE}{_OPENS}{_CLOSES}]+)[{_CLOSES}]*|[^ ]) *"
)
# A spreadsheet takes a text that begins so for a formula, also after blanks and written wide.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def is_run(cell: str) -> bool:
    """Say whether a spreadsheet would take a text for a formula and run it; a number is none."""
    return _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def clean(text: str) -> str:
    """Give the text with every control character and invisible sign replaced, so that it only shows."""
    return "".join("\ufffd" if unicodedata.category(sign) in UNSEEN else sign for sign in text)


def width(text: str) -> int:
    """Give how many columns a text takes; Chinese characters take two."""
    return sum(_sign_width(sign) for sign in text)


def wrap(text: str, columns: int) -> list[str]:
    """Give the text in lines of at most ``columns``; a word that is longer has a line of its own."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(" ")) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" ") for line in lines]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Give a table in lines: the first column stands left, the others right."""
    everything = [heads, *rows]
    widths = [max(width(row[place]) for row in everything) for place in range(len(heads))]
    return [
        "  ".join(_padded(cell, widths[place], left=place == 0) for place, cell in enumerate(row)).rstrip(" ")
        for row in everything
    ]


def _padded(cell: str, columns: int, *, left: bool) -> str:
    blank = " " * (columns - width(cell))
    return cell + blank if left else blank + cell


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
