"""Chinese identity numbers (GB 11643-1999) in any text: they carry birth, region and sex, and are never kept.

What counts is the province, a day of birth of somebody who is no child, and the check digit: in digits of
any width, behind letters, with one sign or space between any two of them, with signs that nobody sees, and
escaped. Ids of orders with a day in them look alike; no member was born on it.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from loyalty.kernel.plainly import plainly
from loyalty.kernel.refusal import Refusal

LENGTH: Final = 18
BORN: Final = range(1900, 2015)
"""Years of birth that count."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES: Final = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)}
    | {71, 81, 82, 83, 91}
)
_FORM: Final = re.compile(r"(?<!\d)(?=([1-9](?:[ ._/-]?\d){16}[ ._/-]?[\dXx])(?!\d))", re.ASCII)
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})
_SPACES: Final = frozenset({"Zs", "Zl", "Zp", "Cc"})


class IdentityNumberDetected(Refusal):
    """A text holds a Chinese identity number; it is refused, and the number repeated nowhere."""

    code = "over-collection"
    title = "A text holds an identity number"

    def __init__(self, pointers: Sequence[str]) -> None:
        """Keep the places at which such a number stands; never the number."""
        super().__init__("an identity number stands at: " + ", ".join(pointers), pointer=pointers[0])
        self.pointers = tuple(pointers)


def holds_identity_number(text: str) -> bool:
    """Say whether a text holds a Chinese identity number of somebody born in `BORN`."""
    if len(text) < LENGTH:
        return False
    plain = plainly(text)
    return _holds(text) or (plain is not None and _holds(plain.text))


def _holds(text: str) -> bool:
    written = text if text.isascii() else "".join(map(_written, unicodedata.normalize("NFKC", text)))
    return any(_is_of_somebody("".join(filter(str.isalnum, found[1]))) for found in _FORM.finditer(written))


def _written(sign: str) -> str:
    """Give what a sign is read as: every dash as one, every digit as ours, nothing for what nobody sees."""
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category in _SPACES:
        return " "
    return "" if category in _UNSEEN else "-" if category == "Pd" else sign


def has_check_digit(number: str) -> bool:
    """Say whether the last of 18 characters is the check digit of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _is_of_somebody(number: str) -> bool:
    try:
        born = date.fromisoformat(number[6:14])
    except ValueError:
        return False
    return int(number[:2]) in _PROVINCES and born.year in BORN and has_check_digit(number)
