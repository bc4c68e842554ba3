"""Parts of a price that Chinese texts tell in tenths that are left: 8折 and 八折 take a fifth off.

A festival by its digits often stands right before, 双十一八折 and 618八折, and belongs to no price.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

_NUMERALS: Final = {each: str(value) for value, each in enumerate("〇一二三四五六七八九")}
_FOLD: Final = re.compile(
    r"(?P<ordinal>[周期初第双买满])?"
    r"(?P<digits>[0-9]+(?P<tenth>\.[0-9])?|十?[一二三四五六七八九〇]+) ?折(?!叠|扣|合|腾|旧|算|返|射|椅)"
)
_NAMED: Final = frozenset({"618", "818", "520", "1111", "1212", "六一八", "八一八", "五二〇"})
"""Festivals of more digits than two."""
_WHOLE: Final = 2


def folded(text: str) -> Iterator[tuple[str, list[Fraction]]]:
    """Give what a text tells in tenths, each with the shares off that this can mean."""
    for found in _FOLD.finditer(text):
        digits, tenth = found["digits"].removesuffix(found["tenth"] or ""), found["tenth"] or ""
        spelled = not digits.isascii()
        lengths = (1,) if tenth else _lengths(digits, after_word=spelled and found["ordinal"] is not None)
        told = [digits[-length:] + tenth for length in lengths]
        yield f"{told[0]}折", [1 - _left(each) for each in told]


def _lengths(digits: str, *, after_word: bool) -> tuple[int, ...]:
    """Give how many of the last digits can be the tenths; of two, the first may be a day's, 周一八折."""
    front = digits[:-1]
    if len(digits) <= _WHOLE:
        return (1,) if after_word or front in {"", "十"} else (_WHOLE,)
    if len(front) == _WHOLE:
        return (1,)
    return (1, _WHOLE) if front in _NAMED else (_WHOLE,)


def _left(fold: str) -> Fraction:
    """Give the part of a price that is left: 8折 and 80折 leave 80 per cent, 八五折 leaves 85."""
    number = Fraction("".join(_NUMERALS.get(each, each) for each in fold))
    return number / 10 if number < 10 else number / 100  # noqa: PLR2004 - tenths, else per cent
