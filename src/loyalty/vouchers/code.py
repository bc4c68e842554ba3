"""Codes as people write them and as they are kept: a keyed hash, never the code itself.

Issued codes follow from the secret, the batch and the number, so that issuing a batch again
gives the same codes, and nobody who reads the database can make one.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.kernel.identity import MemberId

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
SIMILAR = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that was issued: its digest, the voucher it is of, and whose it is where it is of one member.

    One that an order gave counts until ``last_day``, and no more since ``ended_at``.
    """

    programme: str
    digest: str
    voucher: str
    issued_at: datetime
    member: MemberId | None = None
    last_day: date | None = None
    ended_at: datetime | None = None


def code_digest(secret: bytes, programme: str, code: str, kind: str = "voucher") -> str:
    """Give the keyed hash of a code; case, hyphens, blanks and similar letters make no difference.

    ``kind`` is what the code is of, so that one of a gift card is none of a voucher.
    """
    plain = code.upper().translate(SIMILAR)
    return hmac.new(secret, f"{kind}\0{programme}\0{plain}".encode(), "sha256").hexdigest()


def issued_code(secret: bytes, programme: str, voucher: str, batch: str, number: int) -> str:
    """Give the code with a number of a batch: twelve characters, sixty bits that cannot be guessed."""
    return code_of(secret, "voucher-code", programme, voucher, batch, str(number))


def order_code(secret: bytes, programme: str, voucher: str, source: str, order_id: str) -> str:
    """Give the code of a voucher that an order gives, the same whenever it is asked for."""
    return code_of(secret, "voucher-of-order", programme, voucher, source, order_id)


def reward_code(secret: bytes, programme: str, voucher: str, member: MemberId, *redemption: str) -> str:
    """Give the code of a voucher that points are exchanged for; ``redemption``: its source and id."""
    return code_of(secret, "voucher-of-reward", programme, voucher, str(int(member)), *redemption)


def code_of(secret: bytes, *parts: str) -> str:
    """Give the code that follows from the secret and from what it is of: kind, programme, name."""
    text = "\0".join(parts)
    bits = int.from_bytes(hmac.new(secret, text.encode(), "sha256").digest(), "big")
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))
