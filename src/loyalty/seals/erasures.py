"""The list of what was erased: one signed file by which an old copy of a document can be held to it.

It names leaves of the tree, that is digests of seals, and days; in order of the leaves, so that it
does not say which documents were one person's.
"""

from collections.abc import Mapping
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

FORM = "loyalty-erased-1"
MEMBERS = {"form", "programme", "as_of", "erased", "key_id", "signature"}


class NotAnErasedList(ValueError):
    """Something is not the list of what was erased as it is published."""


@dataclass(frozen=True, slots=True)
class ErasedList:
    """The leaf of every sealed document of a programme whose member was erased by ``as_of``.

    ``erased`` gives the day of UTC on which what was known of the member was erased, by leaf.
    """

    programme: str
    as_of: datetime
    erased: Mapping[str, date]
    key_id: str = ""
    signature: bytes = b""

    def by(self, signer: Signer) -> Self:
        """Give it signed."""
        named = replace(self, key_id=key_id_of(signer.public))
        return replace(named, signature=signer.sign(named.signed()))

    def signed(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical({name: value for name, value in self.to_json().items() if name != "signature"})

    def is_signed(self, keys: Mapping[str, SealKey]) -> bool:
        """Give whether one of these keys signed it, while it signed."""
        key = keys.get(self.key_id)
        if key is None or not key.signs_at(self.as_of):
            return False
        return is_signed(key.public, self.signed(), self.signature)

    def to_json(self) -> dict[str, Any]:
        """Give it as it is published."""
        return {
            "form": FORM,
            "programme": self.programme,
            "as_of": instant_text(self.as_of),
            "erased": [{"leaf": leaf, "on": self.erased[leaf].isoformat()} for leaf in sorted(self.erased)],
            "key_id": self.key_id,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give the list as it was published. Raises NotAnErasedList."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            erased = {row["leaf"]: date.fromisoformat(row["on"]) for row in data["erased"]}
            found = cls(
                data["programme"],
                read_instant(data["as_of"]),
                erased,
                data["key_id"],
                bytes.fromhex(data["signature"]),
            )
            formed = SIGNATURE.fullmatch(data["signature"]) and all(map(DIGEST.fullmatch, erased))
        except (AssertionError, KeyError, TypeError, ValueError) as fault:
            raise NotAnErasedList from fault
        named = type(found.programme) is type(found.key_id) is str
        if not formed or not named or data.keys() != MEMBERS or found.to_json() != data:
            raise NotAnErasedList
        return found
