"""A notice: something a member is to be told. Nothing is sent; whoever sends says so here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from loyalty.kernel.identity import MemberId


class NoticeKind(StrEnum):
    """What a notice tells."""

    EXPIRY = "expiry"
    TIER = "tier"
    SPENDING = "spending"
    RENEWAL = "renewal"
    PRICE = "price"
    REFUND = "refund"


class NoticeState(StrEnum):
    """How far a notice is on its way to the member, or the money that it says is given back.

    What was delivered stays so.
    """

    WAITING = "waiting"
    HANDED = "handed"
    FAILED = "failed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member is to be told: of ``about``, such as a wallet, and the instant ``about_at``.

    ``content`` is plain data of which `loyalty.wording.notices` makes a sentence.
    """

    notice_id: int
    programme: str
    member_id: MemberId
    kind: NoticeKind
    about: str
    about_at: datetime
    content: Mapping[str, Any]
    made_at: datetime
    state: NoticeState = NoticeState.WAITING
    delivered_at: datetime | None = None
    delivered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a notice: handed to a channel, delivered by it, or failed; ``number`` counts from 1.

    ``at`` is when that was, ``recorded_at`` when it was said, ``by`` who said so.
    """

    number: int
    state: NoticeState
    channel: str
    at: datetime
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LossTold:
    """A notice of a tier's loss: when it was delivered, and since when that is known; None where it was not.

    ``about`` is the tier, with the window behind it where there are several.
    """

    about: str
    about_at: datetime
    delivered_at: datetime | None
    known_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as far as its window looks at it: of when, what it says, and when it was delivered."""

    about_at: datetime
    delivered_at: datetime | None
    content: Mapping[str, Any]
