"""A usage event, and what became of one that was sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from loyalty.kernel.identity import MemberId


@dataclass(frozen=True, slots=True)
class UsageEvent:
    """One count of a meter; its id is unique per programme and source, for ever.

    ``quantity`` is decimal text, kept as it was written.
    """

    programme: str
    source: str
    event_id: str
    member_id: MemberId
    meter: str
    quantity: str
    occurred_at: datetime

    def differs_from(self, other: "UsageEvent") -> tuple[str, ...]:
        """Give the names of the fields in which two events of one id differ; ``1.0`` is ``1``."""
        compared = {
            "member": self.member_id != other.member_id,
            "meter": self.meter != other.meter,
            "quantity": Fraction(self.quantity) != Fraction(other.quantity),
            "occurred_at": self.occurred_at != other.occurred_at,
        }
        return tuple(name for name, differs in compared.items() if differs)


class Reception(StrEnum):
    """What became of an event that was sent."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to one event; ``differs`` names what is unlike the event that is kept."""

    event_id: str
    reception: Reception
    differs: tuple[str, ...] = ()
