"""A household as the engine knows one: who shares, since when, and who began it."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId


@dataclass(frozen=True, slots=True)
class Place:
    """In which household a member is, or was last, where ``left_at`` says until when."""

    member_id: MemberId
    household_id: str
    joined_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """Members who share, in the order of joining; ``head`` began it or was there longest then."""

    id: str
    programme: str
    head: MemberId
    places: tuple[Place, ...]
