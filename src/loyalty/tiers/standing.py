"""The tier a member holds."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A tier, since when, and until when it is kept; ``until`` None: there is nothing lower to fall to."""

    tier: str
    since: datetime
    until: datetime | None
