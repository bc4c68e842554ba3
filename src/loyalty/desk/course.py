"""How a document stands now: what later documents did to it, and which earlier ones it is about.

What was told stays as it was told and sealed. Its course is read from the books whenever somebody
looks, is told beside it as the member ``course``, and is no part of what the seal is of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from loyalty.kernel.identity import MemberId

COURSE = "course"
"""The member under which the course stands beside a document."""


class Did(StrEnum):
    """What a later document did to an earlier one."""

    BOUGHT = "bought"
    CLAIMED = "claimed"
    RETURNED = "returned"
    EXCHANGED = "exchanged"
    ADJUSTED = "adjusted"
    CANCELLED = "cancelled"
    INSTEAD = "instead"
    BILLED = "billed"
    VOIDED = "voided"
    CREDITED = "credited"
    UNDONE = "undone"
    TAKEN_BACK = "taken-back"
    GIVEN_BACK = "given-back"
    ENDED = "ended"


OF_CHANGES: Mapping[str, Did] = {
    "return": Did.RETURNED,
    "exchange": Did.EXCHANGED,
    "adjustment": Did.ADJUSTED,
    "cancellation": Did.CANCELLED,
}
"""What a change of an order did to its receipt, by the kind of the change."""
WITHDRAWING = frozenset({Did.CANCELLED, Did.CLAIMED, Did.VOIDED, Did.UNDONE})
"""After these nothing of the earlier document holds any more."""


class Status(StrEnum):
    """How a document stands: what it was when it was told may have ended since."""

    OFFERED = "offered"
    COMMITTED = "committed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Sequel:
    """A later document about what an earlier one told; ``member_id`` is whose the later one is."""

    later: str
    earlier: str
    did: Did
    member_id: MemberId | None
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """How a document stands now, what it followed and what followed it, the first first.

    ``extended`` is until when a quote holds by now, None where that is what it says itself.
    """

    status: Status
    earlier: tuple[Sequel, ...] = ()
    later: tuple[Sequel, ...] = ()
    extended: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as it stands beside a document."""
        return {
            "status": str(self.status),
            "earlier": [_data(each.earlier, each) for each in self.earlier],
            "later": [_data(each.later, each) for each in self.later],
            **({"valid_until": _instant(self.extended)} if self.extended is not None else {}),
        }


def course_of(
    name: str,
    document: Mapping[str, Any],
    sequels: Iterable[Sequel],
    now: datetime,
    extended: datetime | None = None,
) -> Course:
    """Give how the document of this id stands at ``now``; ``sequels`` are all those that name it.

    ``extended`` is until when a quote holds by now, None where its document says that.
    """
    known = sorted(sequels, key=lambda each: (each.told_at, each.later))
    later = tuple(each for each in known if each.earlier == name)
    earlier = tuple(each for each in known if each.later == name)
    did = {each.did for each in later}
    return Course(_status(document, did, now, extended), earlier, later, extended)


def _status(document: Mapping[str, Any], did: set[Did], now: datetime, extended: datetime | None) -> Status:
    if did & WITHDRAWING:
        return Status.WITHDRAWN
    if document.get("status") != Status.OFFERED or Did.BOUGHT in did:
        return Status.COMMITTED
    told = document.get("valid_until")
    until = datetime.fromisoformat(told) if told is not None and extended is None else extended
    return Status.EXPIRED if until is not None and until <= now else Status.OFFERED


def _data(other: str, sequel: Sequel) -> dict[str, str]:
    return {"document": other, "did": str(sequel.did), "at": _instant(sequel.told_at)}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
