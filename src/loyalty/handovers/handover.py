"""That something of a member was handed over to a recipient, and what the recipient is told afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.privacy.purpose import Basis, Purpose


class Told(StrEnum):
    """What a recipient is told of data that it got."""

    ERASED = "erased"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STOPPED = "stopped"
    RESTRICTED = "restricted"
    UNRESTRICTED = "unrestricted"


@dataclass(frozen=True, slots=True)
class HandOver:
    """What was handed over: names of facts, never their values. ``handover_id`` is the caller's own.

    ``consents`` are the records it rests on, by purpose.
    """

    programme: str
    handover_id: str
    member_id: MemberId
    recipient: str
    facts: tuple[str, ...]
    basis: Basis
    consents: Mapping[str, str]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RecipientNotice:
    """What a recipient is to be told of one hand-over; ``told_at`` is None until it was."""

    notice_id: int
    programme: str
    recipient: str
    handover_id: str
    member_id: MemberId
    kind: Told
    made_at: datetime
    told_at: datetime | None = None
    told_by: str | None = None


def consents_needed(basis: Basis, *, sensitive: bool, abroad: bool, separate: bool) -> tuple[Purpose, ...]:
    """Give the purposes of which each needs a consent of its own before something is handed over.

    ``separate`` says that the law of the programme's markets asks for separate consents (PIPL Art. 23,
    29, 39). What the law obliges the shop to hand over needs none.
    """
    if basis is Basis.LEGAL_DUTY:
        return ()
    needed = []
    if separate or basis is Basis.CONSENT:
        needed.append(Purpose.PARTNER_SHARING)
    if sensitive:
        needed.append(Purpose.SENSITIVE_DATA)
    if separate and abroad:
        needed.append(Purpose.SENT_ABROAD)
    return tuple(needed)
