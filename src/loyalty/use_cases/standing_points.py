"""The points that a member has after what is told, and those of them that end soon."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.due import holdings
from loyalty.use_cases.participants import Known
from loyalty.use_cases.services import POINTS

SOON = timedelta(days=60)
"""How long before their end points are told of."""


def standing_after(moved: Iterable[Booked], known: Known, now: datetime) -> dict[str, Any]:
    """Give the member's points after the bookings that move them; nothing of somebody who is no member."""
    if known.account is None:
        return {}
    own = (one.state for one in moved if _is_of(one.state, known.account))
    return standing_of(max(own, key=lambda state: state.seq, default=known.account), now)


def standing_of(state: AccountState, now: datetime, less: int = 0) -> dict[str, Any]:
    """Give the points of a wallet that can be spent, ``less`` of them gone, and those that end soon."""
    there = holdings(state, now)
    ends: dict[datetime, int] = {}
    for lot in there.lots:
        if lot.expires_at is not None and lot.vested and lot.expires_at <= now + SOON:
            ends[lot.expires_at] = ends.get(lot.expires_at, 0) + lot.remaining
    expiring = [{"points": ends[end], "at": instant_text(end)} for end in sorted(ends)]
    return {"balance": there.available - less, "expiring": expiring}


def _is_of(state: AccountState, account: AccountState) -> bool:
    return state.unit == POINTS and state.member_id == account.member_id
