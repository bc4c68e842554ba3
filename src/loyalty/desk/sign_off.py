"""A sign-off: a reviewer held a document, or what changes between two versions, to be right or wrong.

It says by its digest what was looked at, is signed with the key that seals, and names the sign-off
before it in its programme, so that none can be taken away unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from loyalty.adoption.version import Person
from loyalty.seals.canonical import NotCanonical, canonical
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

FORM = "loyalty-sign-off-1"
FIRST = "0" * 64
"""What stands before the first sign-off of a programme."""


class Judgement(StrEnum):
    """What a reviewer holds."""

    RIGHT = "right"
    WRONG = "wrong"


class NotASignOff(ValueError):
    """Something is no sign-off as it is written."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is signed off: the document of an id, or what changes from one digest to another.

    ``sha256`` is that of the canonical form (RFC 8785) of what was looked at.
    """

    sha256: str
    explanation: str | None = None
    old: str | None = None
    new: str | None = None

    @property
    def name(self) -> str:
        """What it is called: the document's id, or the two digests."""
        return self.explanation or f"{self.old}..{self.new}"

    def to_json(self) -> dict[str, str]:
        """Give it as it stands in a sign-off."""
        said = {"explanation": self.explanation, "old": self.old, "new": self.new, "sha256": self.sha256}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who held what to be right or wrong, when, and why; ``number`` counts them in a programme from 1."""

    programme: str
    number: int
    of: Subject
    judgement: Judgement
    note: str | None
    by: Person
    at: datetime
    before: str
    key_id: str = ""
    signature: bytes = b""

    def signed_by(self, signer: Signer) -> Self:
        """Give it signed."""
        named = replace(self, key_id=key_id_of(signer.public))
        return replace(named, signature=signer.sign(named.said()))

    def is_signed(self, key: SealKey) -> bool:
        """Give whether it was signed with this key, in the time of the key."""
        return key.signs_at(self.at) and is_signed(key.public, self.said(), self.signature)

    def said(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical({name: value for name, value in self.to_json().items() if name != "signature"})

    @property
    def hash(self) -> str:
        """By what the next sign-off of the programme names this one."""
        return sha256(canonical(self.to_json())).hexdigest()

    def same_as(self, other: "SignOff") -> bool:
        """Give whether the same person held the same of the same, for the same reason."""
        return (self.of, self.judgement, self.note, self.by) == (
            other.of,
            other.judgement,
            other.note,
            other.by,
        )

    def to_json(self) -> dict[str, Any]:
        """Give it as it is kept and taken along."""
        return {
            "form": FORM,
            "programme": self.programme,
            "number": self.number,
            "of": self.of.to_json(),
            "judgement": str(self.judgement),
            "note": self.note,
            "by": self.by.name,
            "key": self.by.key,
            "at": instant_text(self.at),
            "before": self.before,
            "key_id": self.key_id,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give a sign-off as it was written. Raises NotASignOff."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            found = cls(
                programme=data["programme"],
                number=data["number"],
                of=_subject(data["of"]),
                judgement=Judgement(data["judgement"]),
                note=data["note"],
                by=Person(data["by"], data["key"]),
                at=read_instant(data["at"]),
                before=data["before"],
                key_id=data["key_id"],
                signature=bytes.fromhex(data["signature"]),
            )
            formed = SIGNATURE.fullmatch(data["signature"]) and DIGEST.fullmatch(found.before)
            same = canonical(found.to_json()) == canonical(data)
        except (AssertionError, KeyError, TypeError, ValueError, NotCanonical) as fault:
            raise NotASignOff from fault
        if not formed or not same or type(found.key_id) is not str:
            raise NotASignOff
        return found


def follows(one: SignOff, next_one: SignOff) -> bool:
    """Give whether a sign-off names the one before it."""
    return next_one.before == (one.hash if next_one.number > 1 else FIRST)


def _subject(data: Mapping[str, str]) -> Subject:
    return Subject(data["sha256"], data.get("explanation"), data.get("old"), data.get("new"))
