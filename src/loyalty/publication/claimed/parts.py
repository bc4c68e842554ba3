"""Parts of a price that a text tells in words: a third, two thirds, 1/4; and as rules write them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from loyalty.publication.claimed.numerals import number_of, numbers_as_words

_ORDINALS: Final = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "twentieth": 20}
_ORDINAL: Final = rf"(?:\b(?P<parts>{numbers_as_words()}) )?\b(?P<part>{'|'.join(_ORDINALS)})s?"
_WRITTEN: Final = r"(?<![0-9/.,])(?P<upper>[1-9])[/⁄](?P<lower>[2-9]|10|20)(?![0-9/])"
PART_OFF: Final = rf"(?:{_ORDINAL}|{_WRITTEN}) (?:off|less|cheaper)\b"
"""Parts of a price: `a third off`, `two thirds off`, `1/3 off`."""
PART_LEFT: Final = (
    rf"(?:{_ORDINAL}|{_WRITTEN}) of (?:the |its |our )(?:\w+ )?price\b|\bquarter price\b|\b1[/⁄]4 price\b"
)
"""Parts of a price that are left: `a quarter of the price`."""
_QUARTER: Final = Fraction(1, 4)
_HALF_A_PERCENT: Final = Fraction(1, 200)


def part_of(told: Mapping[str, str | None]) -> Fraction:
    """Give the number that is told by what ``PART_OFF`` or ``PART_LEFT`` finds: `two` and `third`."""
    if part := told.get("part"):
        return Fraction(number_of(told.get("parts") or "one"), _ORDINALS[part.lower()])
    if upper := told.get("upper"):
        return Fraction(int(upper), int(told.get("lower") or upper))
    return _QUARTER


def equal_to_more(share: Fraction) -> Fraction:
    """Give the share off that is as much as so much more for the same price: of 25 % more, a fifth."""
    return share / (1 + share)


def written(part: Fraction) -> tuple[Fraction, ...]:
    """Give a part, and as rules write it: a third is 33 % or 33.3 % too, nothing half a per cent less."""
    floored = (Fraction(part * 10**places // 1, 10**places) for places in range(2, 7))
    return tuple(dict.fromkeys((part, *(each for each in floored if part - each < _HALF_A_PERCENT))))
