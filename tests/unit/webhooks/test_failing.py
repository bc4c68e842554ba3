"""Endpoints that are enabled and take nothing: the list says why, over the API and by command."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from api.schemas.operations.webhooks import EndpointListedOut, endpoint_listed
from loyalty.cli.operations import webhooks
from loyalty.webhooks.delivery import Attempt, Outcome

TRIED = Attempt(datetime(2026, 11, 27, 9, tzinfo=UTC), Outcome(302, milliseconds=9))
SHOWN: dict[str, object] = {
    "endpoint": "crm",
    "programme": "corner-coffee",
    "url": "https://crm.example/hooks",
    "types": [],
    "state": "enabled",
    "why": None,
    "public_keys": [],
}


@pytest.mark.parametrize(
    ("failing", "line"),
    [(TRIED, "enabled, failing: status 302 at 2026-11-27T09:00:00Z"), (None, "enabled  https")],
)
def test_the_list_says_why_an_endpoint_fails(
    failing: Attempt | None, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redirect is answered for ever, and the endpoint is neither paused nor disabled for days."""
    shown = {**SHOWN, "failing": failing}
    monkeypatch.setattr(webhooks, "open_database", lambda _: None)
    monkeypatch.setattr(webhooks, "list_endpoints", lambda *_: [shown])

    told = CliRunner().invoke(webhooks.webhooks, ["list", "corner-coffee"]).output
    over_api = EndpointListedOut().dump(endpoint_listed(shown))

    assert line in told
    assert (failing and 302) == over_api.get("failing", {}).get("status")
