"""Typed ids, so that a member id is not a lot id.

Member, entry and hold ids are 63-bit whole numbers, ordered by the time they were made:
41 bits of milliseconds since 2024-01-01 UTC, then 22 bits of chance. Outside they are
written as a prefix and 13 digits of Crockford's base 32 (no i, l, o, u), which sort the
same way and say nothing about whom they name.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NewType

MemberId = NewType("MemberId", int)
EntryId = NewType("EntryId", int)
HoldId = NewType("HoldId", int)

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
CHANCE_BITS = 22
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 13
_WRITTEN = re.compile(f"[{_DIGITS}]{{{_LENGTH}}}")
_AS_PYTHON_READS = str.maketrans(_DIGITS, "0123456789abcdefghijklmnopqrstuv")
_BITS, _PAIR = 5, 10
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_PLACES = range((_LENGTH - 1) * _BITS - _PAIR, -1, -_PAIR)
"""By how many bits each pair of digits after the first stands from the end."""
ID_END = 1 << 63
"""The first number that is too large for an id, or for a column of whole numbers."""


def ordered_id(at: datetime, chance: int) -> int:
    """Give a 63-bit id that sorts by ``at``; ``chance`` fills the low 22 bits."""
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)
    return (milliseconds << CHANCE_BITS) | (chance & ((1 << CHANCE_BITS) - 1))


def id_text(prefix: str, value: int) -> str:
    """Give the outside form of an id, for example ``mem_01hf3…``."""
    first = _DIGITS[value >> (_LENGTH - 1) * _BITS & (1 << _BITS) - 1]
    pairs = "".join([_PAIRS[value >> place & (1 << _PAIR) - 1] for place in _PLACES])
    return f"{prefix}_{first}{pairs}"


def parse_id(prefix: str, text: str) -> int | None:
    """Give the id that ``text`` writes, or None where it is not such an id."""
    head, _, tail = text.partition("_")
    if head != prefix or _WRITTEN.fullmatch(tail) is None:
        return None
    value = int(tail.translate(_AS_PYTHON_READS), 1 << _BITS)
    return value if value < ID_END else None
