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
from api.schemas.answers.entitlements import EntitlementOut, entitled
from api.schemas.answers.value import FORMATS, ValueAsk, ValueOut
from api.schemas.billing.invoices import SUBSCRIPTION
from api.schemas.common import OfProgramme
from api.schemas.usage import METER
from api.writing.bills import OTHER, written_value
from loyalty.access.scopes import Scope
from loyalty.kernel.period import Period
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.answers.show_value import ShowValue, show_value
from loyalty.use_cases.billing.booking import SubscriptionKey

answers = Resource("answers", "What is left of a plan, and what a membership was worth.")
VALUE = Exchange(ValueOut, asks=ValueAsk, also=(FORMATS["text"], FORMATS["html"]))
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
    command = ShowValue(member_from_path(member_id), Period(start, end))
    found = show_value(services(), command)
    kind = FORMATS[query["format"]] if "format" in query else wanted(list(FORMATS.values()))
    if kind == FORMATS["json"]:
        return found
    other = {**request.args, "format": "html", "lang": OTHER[query["lang"]]}
    return written_value(found, kind, query["lang"], f"?{urlencode(other)}")


def _key(query: Mapping[str, str], subscription_id: str) -> SubscriptionKey:
    programme = chosen_programme(query)
    caller().reach(programme)
    return SubscriptionKey(programme, path_value(SUBSCRIPTION, subscription_id, "subscription_id"))
