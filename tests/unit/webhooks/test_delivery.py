"""Deliveries: when the next attempt is made."""

from datetime import UTC, datetime, timedelta

import pytest

from loyalty.kernel.identity import MemberId
from loyalty.webhooks.delivery import Delivery, DeliveryState, Outcome, after

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TRIED = Delivery(MemberId(1), 1, "crm", "evt_1", "corner-coffee", DeliveryState.WAITING, 1, NOW, NOW)


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        (None, timedelta(seconds=5)),
        (timedelta(seconds=1), timedelta(seconds=5)),
        (timedelta(minutes=10), timedelta(minutes=10)),
        (timedelta(days=9_999), timedelta(hours=1)),
    ],
)
def test_an_endpoint_puts_an_attempt_off_by_an_hour_at_most(
    status: int, asked: timedelta | None, waits: timedelta
) -> None:
    """As long as Retry-After says, never shorter than by itself, never for days: others wait behind it."""
    tried = after(TRIED, Outcome(status, wait=asked), NOW, 0)

    assert (DeliveryState.WAITING, NOW + waits) == (tried.state, tried.next_at)
