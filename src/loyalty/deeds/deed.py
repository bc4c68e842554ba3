"""A deed: who did what, when, on what; each names the digest of the one before it.

No deed holds a secret, an address, the id of a member or, in its row, a name: what was done to one member
is kept where erasure reaches it (views of staff, erasures, legal holds).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from loyalty.kernel.instant import microseconds

FIRST: Final = "0" * 64
"""What the first deed names as the digest of the one before it."""
HEAD_APART: Final = ":"


class What(StrEnum):
    """What was done; closed, so that it can be asked for."""

    KEY_MADE = "key-made"
    KEY_REVOKED = "key-revoked"
    TOKEN_ENDED = "token-ended"  # noqa: S105  a word of the list
    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGNED_OUT = "signed-out"
    ENDPOINT_MADE = "endpoint-made"
    ENDPOINT_CHANGED = "endpoint-changed"
    ENDPOINT_ENABLED = "endpoint-enabled"
    ENDPOINT_DISABLED = "endpoint-disabled"
    ENDPOINT_REMOVED = "endpoint-removed"
    SECRET_ROTATED = "secret-rotated"  # noqa: S105  a word of the list
    SECRET_TAKEN = "secret-taken"  # noqa: S105  a word of the list
    SEAL_KEY_ROTATED = "seal-key-rotated"
    EXPORTED = "exported"
    RESTORED = "restored"
    ERASURES_REPLAYED = "erasures-replayed"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is told of a deed.

    ``by`` is a name or the label of the key ``by_key``, in a row a commitment to it (``label.py``), since
    rows are kept for good; ``on`` names what it was done to, such as the id of
    a key; ``programme`` is whose it is, None where it is of the whole installation.
    """

    what: What
    at: datetime
    by: str
    by_key: str | None
    on: str
    programme: str | None
    says: Mapping[str, Any]

    def data(self) -> dict[str, Any]:
        """Give it as plain data; the digest of a row is made of this."""
        return {
            "what": str(self.what),
            "at": microseconds(self.at),
            "by": self.by,
            "by_key": self.by_key,
            "on": self.on,
            "programme": self.programme,
            "says": dict(self.says),
        }


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A deed as it is kept; ``digest`` covers what it says and ``previous``, that of the one before."""

    number: int
    deed: Deed
    previous: str
    digest: str

    @property
    def head(self) -> str:
        """Name the row with its digest: written down elsewhere, it proves that all until here is there."""
        return f"{self.number}{HEAD_APART}{self.digest}"

    @staticmethod
    def after(number: int, previous: str, deed: Deed) -> "DeedRow":
        """Give the row of a deed that follows the row of this number and digest; 0 and `FIRST` begin."""
        following = number + 1
        return DeedRow(following, deed, previous, _digest_of(following, previous, deed))


@dataclass(frozen=True, slots=True)
class DeedsAsked:
    """Which deeds: of whom (name, label or id of a key), which, of which day of UTC, of which programme."""

    by: str | None = None
    what: What | None = None
    day: date | None = None
    programme: str | None = None
    after: int = 0


def broken(rows: Iterable[DeedRow]) -> Iterator[int]:
    """Give the numbers at which a chain of rows, in order from the first, is not as it was written.

    A row that is missing, changed or put in is found at it or at the next row.
    """
    previous, number = FIRST, 0
    for row in rows:
        number += 1
        whole = _digest_of(row.number, row.previous, row.deed)
        if (row.number, row.previous, row.digest) != (number, previous, whole):
            yield row.number
        previous, number = row.digest, row.number


def _digest_of(number: int, previous: str, deed: Deed) -> str:
    text = json.dumps(
        [previous, number, deed.data()], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
