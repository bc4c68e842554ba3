"""The sentence about what other systems are told: over a real connection, to a listener on this machine."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

import pytest
from pytest_bdd import parsers, then
from standardwebhooks import Webhook, WebhookVerificationError

from loyalty.adapters.calling.webhook_post import WebhookPost
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.deliver_webhooks import Sent, deliver_webhooks
from loyalty.use_cases.webhooks.endpoints import endpoint_of, secrets_of
from loyalty.webhooks.delivery import Message, Outcome
from tests.steps.drivers import World
from tests.steps.reading import Table, rows
from tests.unit.webhooks.listening import Listener, listening

BETWEEN = timedelta(hours=1)
"""Longer than any wait between the first four attempts."""
NOBODY = "http://127.0.0.1:9/hooks"
"""An address of this machine at which nobody listens (RFC 863)."""


@dataclass
class Line:
    """The way to a system: names lead to this machine, as a directory of names would have it."""

    address: str = NOBODY
    post: WebhookPost = field(default_factory=lambda: WebhookPost(loopback=True))
    loopback: bool = False

    def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
        """Send messages as they are to where the system is."""
        return self.post.send([replace(message, address=self.address) for message in messages])


@then(parsers.parse("a system that is down for {times:d} attempts is told in the end:"))
def told_in_the_end(world: World, times: int, datatable: Table) -> None:
    """Try that often in vain, then once more; hold what arrived, of each member in its order."""
    line, name_of = Line(), {member: name for name, member in world.members.items()}
    services = replace(world.services, post=line)
    for _ in range(times):
        assert not _all_taken(services)
        world.clock.at += BETWEEN
    with listening() as listener:
        line.address = listener.address
        assert _all_taken(services) or not rows(datatable)
    found, expected = defaultdict(list), defaultdict(list)
    for event in _verified(world, listener) if listener.got else ():
        found[name_of[event["subject"]]].append((str(event["memberseq"]), event["type"]))
    for row in rows(datatable):
        expected[row["member"]].append((row["number"], row["event"]))

    assert expected == found


def _all_taken(services: Services) -> bool:
    """Send what may be sent now; give whether there was something, and all of it was taken."""
    sent = list(deliver_webhooks(services))
    return bool(sent) and all(isinstance(each, Sent) and each.outcome.taken for each in sent)


def _verified(world: World, listener: Listener) -> list[dict[str, str]]:
    """Give what arrived, once another library has found each signature good and none without it."""
    with world.services.units.read() as unit:
        secret = secrets_of(world.services, unit, endpoint_of(unit, world.programme, "crm"))[0].text
    library = Webhook(secret)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standardwebhooks.webhooks.datetime", _clock_of(world))
        headers, body = listener.got[0]
        with pytest.raises(WebhookVerificationError):
            library.verify(body + b" ", headers)
        return [dict(library.verify(body, headers)) for headers, body in listener.got]


def _clock_of(world: World) -> type[datetime]:
    """Give the clock of the scenario as the library asks for it: it takes nothing that is too old or new."""

    class Now(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a time of datetime
            return world.clock.at.astimezone(tz)

    return Now
