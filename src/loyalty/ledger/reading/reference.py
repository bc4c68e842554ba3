"""What an entry is about as people read it: members and entries are named in their outside form."""

from loyalty.kernel.identity import id_text
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.pool import HOME, POOL

MERGE = "merge:"
_MEMBERS = {"transfer": 1, "conversion": 1, POOL: 2, HOME: 2}
"""How many members stand behind the first word of a reference."""
_LOT_PLACE, _MERGED_PARTS = 1, 3


def said_reference(cause: Cause) -> str:
    """Give the reference of a cause; what a caller wrote in it stays as it was written."""
    parts = cause.external_ref.split(":")
    if cause.source.startswith(MERGE):
        if len(parts) == _MERGED_PARTS:
            parts[_LOT_PLACE] = _named("ent", parts[_LOT_PLACE])
        return ":".join(parts)
    members = _MEMBERS.get(parts[0], 0)
    return ":".join(
        [parts[0], *(_named("mem", part) for part in parts[1 : members + 1]), *parts[members + 1 :]]
    )


def _named(prefix: str, number: str) -> str:
    return id_text(prefix, int(number)) if number.isdecimal() else number
