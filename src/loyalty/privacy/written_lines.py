"""What says who somebody is in a line of the log: taken out before it is written, a second net.

Nothing of the kind is handed to the log at all; here it would be an address, a telephone number written
with its country, the number of a card, or a Chinese identity number with its check digit. Names are not
found: a name has no shape.
"""

import re
from typing import Final

from loyalty.kernel.card_numbers import holds_card_number, without_card_numbers
from loyalty.kernel.identity_numbers import has_check_digit

PERSONAL: Final = "PII_IN_LOG"
"""The code that such a line carries."""
WITHHELD: Final = "[withheld]"
_ADDRESS: Final = re.compile(r"[^\s@,;:<>\"'()]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE: Final = re.compile(r"(?<![\w.:+-])\+(?:[ ()/.-]*\d){8,15}(?!\d)")
_IDENTITY: Final = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)", re.ASCII)


def without_personal(text: str) -> tuple[str, bool]:
    """Give a text without what says who somebody is, and whether there was anything of the kind."""
    clean = _IDENTITY.sub(_identity, _ADDRESS.sub(WITHHELD, text))
    clean = _TELEPHONE.sub(WITHHELD, clean)
    if holds_card_number(clean):
        clean = without_card_numbers(clean)
    return clean, clean != text


def _identity(found: re.Match[str]) -> str:
    return WITHHELD if has_check_digit(found[0]) else found[0]
