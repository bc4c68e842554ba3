"""A text as it is compared: one form for what is written in many, with the place each piece had."""

import unicodedata
from collections.abc import Iterator
from typing import Final

UNSEEN: Final = "\u00ad"
"""What stands for each sign that nobody sees."""
DOT: Final = "\u00b7"
_SAME: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032\u2035\u00b4`", "'")
    | dict.fromkeys("\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30a0", "-")
    | dict.fromkeys("\u2022\u2027\u22c5\u30fb\uff65", DOT)
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", UNSEEN)
)


def folded(text: str) -> str:
    """Give a text in one case and one form of Unicode, apostrophes, hyphens and dots in one each."""
    if text.isascii():
        return text.translate(_SAME).lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_SAME)).casefold())


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Give a text folded, in pieces, each with where it began and ended."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _goes_with_the_last(text[at]):
            yield folded(text[begin:at]), begin, at
            begin = at


def _goes_with_the_last(sign: str) -> bool:
    """Say whether a sign may become one with what stands before: a mark, the rest of a Hangul syllable."""
    return unicodedata.combining(sign) != 0 or "\u1160" <= sign <= "\u11ff" or sign in {"\uff9e", "\uff9f"}
