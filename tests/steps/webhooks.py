"""The sentence about what other systems are told."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pytest_bdd import parsers, then

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.deliver_webhooks import Sent, deliver_webhooks
from loyalty.webhooks.delivery import Message, Outcome
from tests.steps.drivers import World
from tests.steps.reading import Table, rows

BETWEEN = timedelta(hours=1)
"""Longer than any wait between the first four attempts."""


@dataclass
class System:
    """A system that is told, while it is up."""

    up: bool = False
    loopback: bool = False
    told: list[dict[str, str]] = field(default_factory=list)

    def send(self, messages: Sequence[Message]) -> list[Outcome]:
        """Take messages, or none of them."""
        if self.up:
            self.told += [json.loads(message.body) for message in messages]
        return [Outcome(204 if self.up else 503) for _ in messages]


@then(parsers.parse("a system that is down for {times:d} attempts is told in the end:"))
def told_in_the_end(world: World, times: int, datatable: Table) -> None:
    """Try that often in vain, then once more; hold what arrived, of each member in its order."""
    system, name_of = System(), {member: name for name, member in world.members.items()}
    services = replace(world.services, post=system)
    for _ in range(times):
        assert not _all_taken(services)
        world.clock.at += BETWEEN
    system.up = True
    assert _all_taken(services) or not rows(datatable)
    found, expected = defaultdict(list), defaultdict(list)
    for event in system.told:
        found[name_of[event["subject"]]].append((str(event["memberseq"]), event["type"]))
    for row in rows(datatable):
        expected[row["member"]].append((row["number"], row["event"]))

    assert expected == found


def _all_taken(services: Services) -> bool:
    """Send what may be sent now; give whether there was something, and all of it was taken."""
    sent = list(deliver_webhooks(services))
    return bool(sent) and all(isinstance(each, Sent) and each.outcome.taken for each in sent)
