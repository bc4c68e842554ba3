"""The tier a member holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Held(StrEnum):
    """Why a tier is held."""

    QUALIFIED = "qualified"
    GRACE = "grace"
    LIFE = "for_life"
    GRANTED = "granted"
    AWAITS_NOTICE = "awaits_notice"


@dataclass(frozen=True, slots=True)
class Standing:
    """A tier, since when, and until when it is kept; ``until`` None: there is nothing lower to fall to.

    ``floor`` is the tier held for life, below which the member never falls; None without one.
    One that awaits notice should have been lost at ``until``, and its member was not told of that in time.
    """

    tier: str
    since: datetime
    until: datetime | None
    held: Held = Held.QUALIFIED
    floor: str | None = None
