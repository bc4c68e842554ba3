"""The root of a day: one signed line about every document that a programme sealed by its end."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from loyalty.seals.canonical import canonical
from loyalty.seals.keys import (
    DIGEST,
    SIGNATURE,
    SealKey,
    Signer,
    instant_text,
    is_signed,
    key_id_of,
    read_instant,
)

FORM = "loyalty-day-1"


class NotADay(ValueError):
    """Something is not the root of a day as it is written."""


@dataclass(frozen=True, slots=True)
class DayRoot:
    """The tree of a programme at the end of a day of UTC: how many leaves, and its root, signed.

    The tree of each day begins with that of the day before, which is named here.
    """

    programme: str
    day: date
    size: int
    root: bytes
    size_before: int
    root_before: bytes | None
    closed_at: datetime
    key_id: str
    signature: bytes = b""

    def by(self, signer: Signer) -> Self:
        """Give it signed."""
        named = replace(self, key_id=key_id_of(signer.public))
        return replace(named, signature=signer.sign(named.signed()))

    def signed(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical({name: value for name, value in self.to_json().items() if name != "signature"})

    def is_signed(self, key: SealKey) -> bool:
        """Give whether it was signed with this key."""
        return is_signed(key.public, self.signed(), self.signature)

    def to_json(self) -> dict[str, Any]:
        """Give it as it is published."""
        return {
            "form": FORM,
            "programme": self.programme,
            "day": self.day.isoformat(),
            "size": self.size,
            "root": self.root.hex(),
            "size_before": self.size_before,
            "root_before": None if self.root_before is None else self.root_before.hex(),
            "closed_at": instant_text(self.closed_at),
            "key_id": self.key_id,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give the root of a day as it was published. Raises NotADay."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            before = data["root_before"]
            found = cls(
                data["programme"],
                date.fromisoformat(data["day"]),
                data["size"],
                bytes.fromhex(data["root"]),
                data["size_before"],
                None if before is None else bytes.fromhex(before),
                read_instant(data["closed_at"]),
                data["key_id"],
                bytes.fromhex(data["signature"]),
            )
            rooted = DIGEST.fullmatch(data["root"]) and (before is None or DIGEST.fullmatch(before))
            formed = rooted and SIGNATURE.fullmatch(data["signature"])
        except (AssertionError, KeyError, TypeError, ValueError) as fault:
            raise NotADay from fault
        sized = (
            type(found.size) is int
            and type(found.size_before) is int
            and 0 <= found.size_before <= found.size
        )
        named = type(found.programme) is type(found.key_id) is str
        if not formed or not sized or not named or found.to_json() != data:
            raise NotADay
        return found
