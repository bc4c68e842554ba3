"""How many points a text says are given: `30 extra points`, `送30积分`."""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import NUMBER, readings

_REACHED: Final = (
    r"from|over|above|reach|with|for|at|per|every|spend|ab|über|mit|für|je|dès|avec|pour|od|za|yli"
)
_POINTS: Final = re.compile(
    rf"(?<![A-Za-z0-9.,])(?P<reached>(?:\b(?:{_REACHED}) )|[满达每用花])?({NUMBER})"
    r"(?: (?:extra|bonus|more|welcome))? ?"
    r"(?:points?\b(?! of\b)|\w*punkte?\b|pkt\b|punktów\b|pistettä\b|个?积分)",
    re.IGNORECASE,
)
"""Not a number that a member has to have: `from 500 points`, 满500积分."""


def awards_in(text: str) -> Iterator[Claim]:
    """Give the points that a text says are given, each a claim."""
    for found in _POINTS.finditer(text):
        if not found["reached"]:
            yield Claim(Kind.POINTS, found[0].strip(), readings(found[2])[0])
