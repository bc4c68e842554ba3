"""What is asked around a subscription's bill: what is left, what it was worth."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from api import faults
from api.auth import Right, caller
from api.blueprints.common import chosen_programme, path_value, wanted
from api.blueprints.members import member_from_path
from api.current import services
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.answers.alerts import (
    ALERTS_EXAMPLE,
    CHECK_EXAMPLE,
    AlertsIn,
    AlertsOut,
    CheckIn,
    CheckOut,
    alerts_of,
    reached,
    spending,
)
from api.schemas.answers.entitlements import EntitlementOut, entitled
from api.schemas.answers.value import ValueAsk, ValueOut
from api.schemas.billing.invoices import SUBSCRIPTION
from api.schemas.common import OfProgramme
from api.schemas.explanations import FORMATS
from api.schemas.usage import METER
from api.writing.bills import OTHER, written_value
from loyalty.access.scopes import Scope
from loyalty.kernel.period import Period
from loyalty.use_cases.answers.check_spending import check_spending
from loyalty.use_cases.answers.set_alerts import SetAlerts, set_alerts
from loyalty.use_cases.answers.show_alerts import show_alerts
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.answers.show_value import ShowValue, show_value
from loyalty.use_cases.billing.booking import SubscriptionKey

answers = Resource(
    "answers", "What is left of a plan, whether it is getting dear, and what a membership was worth."
)
OF_VALUE = {name: FORMATS[name] for name in ("json", "text", "html")}
"""The forms of a statement of value: it has no number by which a file of it would be called."""
VALUE = Exchange(ValueOut, asks=ValueAsk, also=(OF_VALUE["text"], OF_VALUE["html"]))
SET = Exchange(AlertsOut, takes=AlertsIn, own_id=True, request_example=ALERTS_EXAMPLE)
CHECK = Exchange(CheckOut, takes=CheckIn, own_id=True, request_example=CHECK_EXAMPLE)
WRITE = Right(Scope.SUBSCRIPTIONS_WRITE, books=True)
READ = Right(Scope.SUBSCRIPTIONS_READ)


@answers.route(
    "GET",
    "/v1/subscriptions/<subscription_id>/entitlements/<meter>",
    READ,
    Exchange(EntitlementOut, asks=OfProgramme),
)
def entitlement(query: Mapping[str, str], subscription_id: str, meter: str) -> dict[str, object]:
    """Show how much of a meter is left in the running period, and what becomes of the next unit."""
    key = _key(query, subscription_id)
    named = path_value(METER, meter, "meter")
    return entitled(key.subscription, named, show_entitlement(services(), key, named))


@answers.route("GET", "/v1/members/<member_id>/value", Right(Scope.MEMBERS_READ), VALUE)
def value(query: Mapping[str, Any], member_id: str) -> dict[str, Any] | Response:
    """Show what a membership saved against what its plans cost, also where it saved less.

    Every order and every period of a plan is compared with its price for somebody who is no member.
    """
    start, end = query["start"], query["end"]
    if end <= start:
        raise RequestInvalid([faults.OUT_OF_RANGE.hinting("write a moment after `start`").at("?end")])
    if query.get("format", "json") not in OF_VALUE:
        raise RequestInvalid([faults.NOT_CHOICE.hinting(f"write one of {', '.join(OF_VALUE)}").at("?format")])
    command = ShowValue(member_from_path(member_id), Period(start, end))
    found = show_value(services(), command)
    kind = OF_VALUE[query["format"]] if "format" in query else wanted(list(OF_VALUE.values()))
    if kind == OF_VALUE["json"]:
        return found
    other = {**request.args, "format": "html", "lang": OTHER[query["lang"]]}
    return written_value(found, kind, query["lang"], f"?{urlencode(other)}")


@answers.route("PUT", "/v1/subscriptions/<subscription_id>/alerts", WRITE, SET)
def wish_alerts(body: dict[str, Any], subscription_id: str) -> dict[str, object]:
    """Set the alerts of a subscription: from what amounts on, or shares of a budget, you want to be told."""
    key = _of(body["programme"], subscription_id)
    alerts, currency = alerts_of(body)
    return spending(key.subscription, set_alerts(services(), SetAlerts(key, alerts, currency)))


@answers.route(
    "GET", "/v1/subscriptions/<subscription_id>/alerts", READ, Exchange(AlertsOut, asks=OfProgramme)
)
def alerts(query: Mapping[str, str], subscription_id: str) -> dict[str, object]:
    """Show what the running period has come to, and which alerts that reaches."""
    key = _key(query, subscription_id)
    return spending(key.subscription, show_alerts(services(), key))


@answers.route("POST", "/v1/alerts/check", WRITE, CHECK)
def check_alerts(body: dict[str, Any]) -> dict[str, object]:
    """Tell of the alerts that are reached: each once in a period.

    Where an answer was lost, the alerts of a subscription show what was told of, and when.
    """
    caller().reach(body["programme"])
    found = check_spending(services(), body["programme"], body.get("subscription"))
    return {"reached": [reached(one) for one in found]}


def _key(query: Mapping[str, str], subscription_id: str) -> SubscriptionKey:
    return _of(chosen_programme(query), subscription_id)


def _of(programme: str, subscription_id: str) -> SubscriptionKey:
    caller().reach(programme)
    return SubscriptionKey(programme, path_value(SUBSCRIPTION, subscription_id, "subscription_id"))
