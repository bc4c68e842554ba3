"""Who of the staff looked at a member, in which role, for which reason; the member may read it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.privacy.written_lines import without_personal

VIEWS_MOST = 600
VIEWS_WITHIN = timedelta(hours=1)
"""How many members one of the staff may look at within a time: a desk needs few, a leak needs many."""


class Reason(StrEnum):
    """Why somebody looks; the list is closed, so that nothing personal stands in it."""

    SERVICE = "service"
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    CORRECTION = "correction"
    AUDIT = "audit"
    SECURITY = "security"
    MAINTENANCE = "maintenance"


class ReasonMissing(Refusal):
    """Staff says why it looks at a member: a word of the list, and a case if there is one."""

    code: ClassVar[str] = "reason-missing"
    title: ClassVar[str] = "Staff says why it looks at a member"


class ViewsExhausted(Refusal):
    """This key looked at more members within the hour than a desk does; facts: most."""

    code: ClassVar[str] = "views-exhausted"
    title: ClassVar[str] = "So many members are not looked at within an hour"


@dataclass(frozen=True, slots=True)
class View:
    """One look at one member: ``viewer`` is the label of the key, ``what`` the route or command.

    ``reason`` is a word of `Reason`, with the number of a case behind a colon where there is one.
    """

    view_id: int
    member_id: MemberId
    at: datetime
    role: str
    viewer: str
    what: str
    reason: str


def reason_of(text: str | None) -> str:
    """Give a reason as it is kept, ``complaint:T-4711``. Raises ReasonMissing, also for what is personal."""
    found = _REASON.fullmatch((text or "").strip())
    if found is None or found[1] not in set(Reason):
        where = "Say why by `Loyalty-Reason`, for commands by `LOYALTY_REASON`"
        raise ReasonMissing(f"{where}: one of {', '.join(Reason)}, a case may follow: complaint:T-4711.")
    if without_personal(found[2] or "")[1]:
        raise ReasonMissing(
            "What stands behind the colon is the number of a case, and says nothing of a person."
        )
    return found[0]


_REASON = re.compile(r"([a-z]+)(?::([A-Za-z0-9._-]{1,40}))?", re.ASCII)
