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


class NoticeState(StrEnum):
    """Whether a notice has reached the member."""

    WAITING = "waiting"
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
