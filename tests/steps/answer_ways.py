"""The two ways to what is asked around a bill: the use cases, and the API."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from api.fields import AnswerSchema
from api.schemas.answers.alerts import AlertsIn, AlertsOut, ReachedOut, alerts_of, reached, spending
from api.schemas.answers.entitlements import EntitlementOut, entitled
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.period import Period
from loyalty.use_cases.answers.check_spending import check_spending
from loyalty.use_cases.answers.set_alerts import SetAlerts, set_alerts
from loyalty.use_cases.answers.show_alerts import show_alerts
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

    def wish_alerts(self, subscription: str, wish: Document) -> Document:
        """Set the alerts of a subscription; ``wish`` as the API takes it."""

    def check_alerts(self) -> Sequence[Document]:
        """Give the alerts that are told of now."""

    def alerts(self, subscription: str) -> Document:
        """Give what the running period has come to, and its alerts."""


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

    def wish_alerts(self, subscription: str, wish: Document) -> Document:
        """Set the alerts of a subscription."""
        body = AlertsIn().load({"programme": self._world.programme, **wish})
        key = SubscriptionKey(self._world.programme, subscription)

        def wished() -> Document:
            alerts, currency = alerts_of(body)
            found = set_alerts(self._world.services, SetAlerts(key, alerts, currency))
            return _dumped(AlertsOut, spending(subscription, found))

        return said(wished)

    def check_alerts(self) -> Sequence[Document]:
        """Give the alerts that are told of now."""
        found = check_spending(self._world.services, self._world.programme)
        return [_dumped(ReachedOut, reached(one)) for one in found]

    def alerts(self, subscription: str) -> Document:
        """Give what the running period has come to, and its alerts."""
        key = SubscriptionKey(self._world.programme, subscription)
        found = said(lambda: show_alerts(self._world.services, key))
        return _dumped(AlertsOut, spending(subscription, found))


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

    def wish_alerts(self, subscription: str, wish: Document) -> Document:
        """Set the alerts of a subscription."""
        return self._send("PUT", f"/v1/subscriptions/{subscription}/alerts", wish)

    def check_alerts(self) -> Sequence[Document]:
        """Give the alerts that are told of now."""
        found: list[Document] = self._send("POST", "/v1/alerts/check", {})["reached"]
        return found

    def alerts(self, subscription: str) -> Document:
        """Give what the running period has come to, and its alerts."""
        return self._read(f"/v1/subscriptions/{subscription}/alerts", programme=self._world.programme)

    def _send(self, method: str, path: str, asked: Document) -> Document:
        body = {"programme": self._world.programme, **asked}
        headers = {"Authorization": f"Bearer {self._key}"}
        return answered(self._world.client.open(path, method=method, json=body, headers=headers))

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
