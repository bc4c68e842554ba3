"""Quotes and explanations as they are kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken


@dataclass(frozen=True, slots=True)
class Quote:
    """A promised price: payable in minor units, until ``valid_until``, that instant outside.

    The document that was told names the first end; an extension moves it here only.
    """

    quote_id: str
    programme: str
    digest: str
    member_id: MemberId | None
    at: datetime
    valid_until: datetime
    fingerprint: str
    payable: int
    explanation_id: str


@dataclass(frozen=True, slots=True)
class FrozenDocument:
    """A document as it was told: the bytes of its JSON, with names sorted, and their SHA-256."""

    content: bytes
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Give the document of these bytes."""
        return cls(content, sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons, kept as the recipe they are made from and as the document that was told.

    Both are canonical JSON, each with its SHA-256. ``document`` is None where
    nobody was told anything, as of a history that is replayed. Raises `InvariantBroken` for a
    recipe that is not what was hashed.
    """

    explanation_id: str
    kind: str
    member_id: MemberId | None
    programme: str
    digest: str
    recipe: str
    sha256: str
    created_at: datetime
    document: FrozenDocument | None = None

    def __post_init__(self) -> None:
        """Refuse a recipe that was changed."""
        if sha256(self.recipe.encode()).hexdigest() != self.sha256:
            message = f"explanation {self.explanation_id} is not what was kept"
            raise InvariantBroken(message)
