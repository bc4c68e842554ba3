"""How many points a text says are given: `30 extra points`, `送30积分`."""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import NUMBER, readings

_REACHED: Final = (
    r"from|over|above|under|below|least|most|up to|max|maximum|bis zu|reach|with|for|at|per|every|spend|next|"
    r"towards?|nächsten?|ab|über|mit|für|je|dès|avec|pour|od|za|yli"
)
_POINTS: Final = re.compile(
    rf"(?<![A-Za-z0-9.,])(?P<reached>(?:\b(?:{_REACHED}) )"
    rf"|(?:[满达到]|最高|最多|超过|不足|低于) ?|[每用花])?({NUMBER})"
    r"(?: (?:extra|bonus|more|welcome))? ?"
    r"(?:points?\b(?! of\b)|\w*punkte?\b|pkt\b|punktów\b|pistettä\b|个?积分)"
    r"(?! ?(?:[=≙]|(?:is |are )?worth\b|equals?\b|buys?\b|makes?\b|entsprechen\b|sind [^,;]*wert\b|valent\b"
    r"|可?[抵兑换]|可以[抵兑换]|等于|相当于))",
    re.IGNORECASE,
)
"""Not a number to be had, nor what points are worth: `from 500 points`, `100 points = 1 EUR`."""


def awards_in(text: str) -> Iterator[Claim]:
    """Give the points that a text says are given, each a claim."""
    for found in _POINTS.finditer(text):
        if not found["reached"]:
            yield Claim(Kind.POINTS, found[0].strip(), readings(found[2])[0])
