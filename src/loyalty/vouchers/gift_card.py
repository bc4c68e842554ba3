"""Gift cards: stored value that belongs to whoever shows the code.

The book keeps a card like a member's stored value, under an id that no member has; so its value
is bought, never ends, and never mixes with points. The code follows from the secret and the
caller's own id: issuing again gives the same code, and only its keyed hash is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId, id_text, parse_id
from loyalty.vouchers.code import code_digest, code_of

KIND = "gift-card"
PREFIX = "gft"


@dataclass(frozen=True, slots=True)
class GiftCardKey:
    """A card's id is the caller's own, unique per programme and source, for ever."""

    programme: str
    source: str
    card_id: str

    def code(self, secret: bytes) -> str:
        """Give the code to print on it: twelve characters, sixty bits that cannot be guessed."""
        return code_of(secret, KIND, self.programme, self.source, self.card_id)

    def digest(self, secret: bytes) -> str:
        """Give the keyed hash under which its code is found."""
        return card_digest(secret, self.programme, self.code(secret))


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A card: ``holder`` is its id in the book, ``amount`` (minor units) what it was issued with.

    ``order_id`` and ``line`` name the line of an order of the same source by which it was sold,
    both empty where it was given away.
    """

    key: GiftCardKey
    holder: MemberId
    digest: str
    amount: int
    currency: str
    issued_at: datetime
    order_id: str = ""
    line: str = ""

    @property
    def asked(self) -> tuple[object, ...]:
        """What was asked for when it was issued; the same id asked for otherwise is another card."""
        return self.amount, self.currency, self.order_id, self.line

    @property
    def issued_as(self) -> str:
        """The reference under which its first value is booked."""
        return f"issue:{self.key.card_id}"

    @property
    def text_id(self) -> str:
        """Its id in its outside form."""
        return holder_text(self.holder)


def card_digest(secret: bytes, programme: str, code: str) -> str:
    """Give the keyed hash of a gift card's code, however it is written."""
    return code_digest(secret, programme, code, KIND)


def holder_text(holder: MemberId) -> str:
    """Give the outside form of a card's id in the book."""
    return id_text(PREFIX, holder)


def holder_from(text: str) -> MemberId | None:
    """Give the id in the book that ``text`` writes, None where it writes none."""
    found = parse_id(PREFIX, text)
    return MemberId(found) if found is not None else None
