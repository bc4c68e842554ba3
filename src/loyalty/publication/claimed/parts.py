"""Parts of a price that a text tells in words: a third, two thirds, a quarter; and as rules write them."""

from fractions import Fraction
from typing import Final

from loyalty.publication.claimed.numerals import number_of, numbers_as_words

_ORDINALS: Final = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "twentieth": 20}
PART_OFF: Final = (
    rf"(?:\b(?P<parts>{numbers_as_words()}) )?\b(?P<part>{'|'.join(_ORDINALS)})s? (?:off|less|cheaper)\b"
)
"""Parts of a price: `a third off`, `two thirds off`."""
_HALF_A_PERCENT: Final = Fraction(1, 200)


def part_of(parts: str | None, part: str) -> Fraction:
    """Give the number that is told by what ``PART_OFF`` finds: `two` and `third`."""
    return Fraction(number_of(parts or "one"), _ORDINALS[part.lower()])


def written(part: Fraction) -> tuple[Fraction, ...]:
    """Give a part, and as rules write it: a third is 33 % or 33.3 % too, nothing half a per cent less."""
    floored = (Fraction(part * 10**places // 1, 10**places) for places in range(2, 7))
    return tuple(dict.fromkeys((part, *(each for each in floored if part - each < _HALF_A_PERCENT))))
