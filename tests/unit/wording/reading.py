"""Reading written amounts back, by means of their own."""

import re
from collections import Counter
from fractions import Fraction

_NUMBER = re.compile(r"[\d,]+(?:\.\d+)?(?:/\d+)?")


def number_in(text: str) -> Fraction:
    """Give the exact number that a written amount holds, a mixed fraction and a real minus sign included."""
    size = sum((Fraction(found.replace(",", "")) for found in _NUMBER.findall(text)), Fraction(0))
    return -size if text.startswith("\u2212") else size


def moneys_in(text: str, sign: str) -> Counter[Fraction]:
    """Give every amount after a currency's sign, in major units, with how often it stands there."""
    written = rf"\u2212?{re.escape(sign)}\u00a0?[\d,.]*\d(?:(?:\u00a0\d+)?/\d+)?"
    return Counter(number_in(found.replace(sign, " ")) for found in re.findall(written, text))


def points_in(text: str) -> Counter[Fraction]:
    """Give every number of points, with how often it stands there."""
    written = r"\u2212?[\d,./]+(?:\u00a0\d+/\d+)?(?=\u00a0(?:points?|积分))"
    return Counter(number_in(found) for found in re.findall(written, text))
