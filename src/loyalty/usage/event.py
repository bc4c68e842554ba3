"""A usage event, and what became of one that was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from loyalty.kernel.identity import MemberId


@dataclass(frozen=True, slots=True)
class UsageEvent:
    """Something that was used; its id is unique per programme and source, for ever.

    ``quantity`` is decimal text, kept as it was written; ``at`` a UTC instant. ``supersedes`` is
    the id of the event whose place this one takes.
    """

    event_id: str
    member_id: MemberId
    meter: str
    quantity: str
    at: datetime
    properties: Mapping[str, str] = field(default_factory=dict)
    supersedes: str | None = None
    subscription: str | None = None

    def differs_from(self, other: "UsageEvent") -> tuple[str, ...]:
        """Give the names of the parts in which two events of one id differ; ``1.0`` is ``1``."""
        compared = {
            "member": self.member_id != other.member_id,
            "meter": self.meter != other.meter,
            "quantity": Fraction(self.quantity) != Fraction(other.quantity),
            "at": self.at != other.at,
            "properties": self.properties != other.properties,
            "supersedes": self.supersedes != other.supersedes,
            "subscription": self.subscription != other.subscription,
        }
        return tuple(name for name, differs in compared.items() if differs)


class Reception(StrEnum):
    """What became of an event that was sent; the first three count."""

    ACCEPTED = "accepted"
    LATE = "late"
    CORRECTED = "corrected"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to one event.

    ``differs`` names what is unlike the event that is kept, ``why`` is the code of a reason for
    which it does not count.
    """

    event_id: str
    reception: Reception
    differs: tuple[str, ...] = ()
    why: str = ""
