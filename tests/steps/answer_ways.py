"""The two ways to what is asked around a bill: the use cases, and the API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from api.fields import AnswerSchema
from api.schemas.answers.entitlements import EntitlementOut, entitled
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.period import Period
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.answers.show_value import ShowValue, show_value
from loyalty.use_cases.billing.booking import SubscriptionKey
from tests.steps.direct import said
from tests.steps.drivers import World
from tests.steps.driving import Document
from tests.steps.web import answered, key_of, time_text


class Answers(Protocol):
    """A way to answers, in the form in which the API gives them."""

    def entitlement(self, subscription: str, meter: str) -> Document:
        """Give what is left of a meter."""

    def value(self, member: str, start: datetime, end: datetime) -> Document:
        """Give what a membership was worth."""


class DirectAnswers:
    """Calls the use cases."""

    def __init__(self, world: World) -> None:
        """Work with a scenario's services."""
        self._world = world

    def entitlement(self, subscription: str, meter: str) -> Document:
        """Give what is left of a meter."""
        key = SubscriptionKey(self._world.programme, subscription)
        shown = said(lambda: show_entitlement(self._world.services, key, meter))
        return _dumped(EntitlementOut, entitled(subscription, meter, shown))

    def value(self, member: str, start: datetime, end: datetime) -> Document:
        """Give what a membership was worth."""
        number = parse_id("mem", member)
        assert number is not None
        command = ShowValue(MemberId(number), Period(start, end))
        return said(lambda: show_value(self._world.services, command))


class WebAnswers:
    """Sends requests and reads answers."""

    def __init__(self, world: World) -> None:
        """Call the application of a scenario with a key that may do everything."""
        self._world, self._key = world, key_of(world.services)

    def entitlement(self, subscription: str, meter: str) -> Document:
        """Give what is left of a meter."""
        return self._read(
            f"/v1/subscriptions/{subscription}/entitlements/{meter}", programme=self._world.programme
        )

    def value(self, member: str, start: datetime, end: datetime) -> Document:
        """Give what a membership was worth."""
        return self._read(f"/v1/members/{member}/value", start=time_text(start), end=time_text(end))

    def _read(self, path: str, **asked: str) -> Document:
        headers = {"Authorization": f"Bearer {self._key}"}
        return answered(self._world.client.get(path, query_string=asked, headers=headers))


_WAYS: dict[str, Callable[[World], Answers]] = {"use cases": DirectAnswers, "API": WebAnswers}


def ways(world: World) -> Answers:
    """Give the scenario's way to answers."""
    return _WAYS[world.way_in](world)


def _dumped(schema: type[AnswerSchema], data: dict[str, object]) -> Document:
    found: dict[str, Any] = schema().dump(data)
    return found
