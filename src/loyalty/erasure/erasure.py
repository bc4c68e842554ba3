"""An erasure in its three steps, and the tombstone that is left of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId


class Step(StrEnum):
    """How far an erasure is."""

    ASKED = "asked"
    CLOSED = "closed"
    ERASED = "erased"


class Ground(StrEnum):
    """Why somebody is erased (GDPR Art. 17(1), PIPL Art. 47)."""

    MEMBER_ASKED = "member-asked"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    OBJECTED = "objected"
    UNLAWFUL = "unlawful"
    NO_LONGER_NEEDED = "no-longer-needed"


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that stay: of which class, and until when; None: as long as what they are part of.

    ``case`` is that of the legal hold that keeps them, None where their class alone says why.
    """

    tables: tuple[str, ...]
    kept: str
    case: str | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was asked and done. ``checked`` says how the identity was checked, and nothing personal.

    ``offer`` is what the member had in each wallet when they asked, ``released`` what lapsed of it when
    the account was closed. ``removed`` counts rows by table.
    """

    erasure_id: str
    member_id: MemberId
    programme: str
    ground: Ground
    checked: str
    asked_at: datetime
    asked_by: str
    offer: Mapping[str, int]
    closed_at: datetime | None = None
    released: Mapping[str, int] | None = None
    erased_at: datetime | None = None
    removed: Mapping[str, int] | None = None
    kept: Sequence[Kept] = ()

    @property
    def step(self) -> Step:
        """How far it is."""
        if self.erased_at is not None:
            return Step.ERASED
        return Step.ASKED if self.closed_at is None else Step.CLOSED

    def closed(self, at: datetime, released: Mapping[str, int]) -> "Erasure":
        """Give it once the account was closed."""
        return replace(self, closed_at=at, released=released)

    def done(self, at: datetime, removed: Mapping[str, int], kept: Sequence[Kept]) -> "Erasure":
        """Give it once the person was erased."""
        return replace(self, erased_at=at, removed=removed, kept=tuple(kept))


@dataclass(frozen=True, slots=True)
class LegalHold:
    """A case for which rows of a member may not be removed: which classes, who approved it, until when."""

    case: str
    member_id: MemberId
    classes: tuple[str, ...]
    approved_by: str
    set_at: datetime
    until: datetime
    ended_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Say whether it stands at an instant."""
        return self.ended_at is None and at < self.until
