"""One declaration per route: method, address, right, what it takes, what it gives.

The right stands in the same line as the address, so a route without one cannot be written.
The documentation, the reading of the request and the asking for a key follow from it.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, after_this_request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from marshmallow import Schema

from api.answering.serving import Serving
from api.auth import Right, View, with_right
from api.idempotency import HEADER, REPLAYED
from api.operating.ending import Ending
from api.reading import conditions
from api.reading.arguments import BODY, QUERY
from api.reading.forms import Form, caller_id
from api.schemas.billing.credit import GRANT_ID
from api.schemas.billing.invoices import INVOICE_ID
from api.schemas.billing.invoices import SUBSCRIPTION as SUBSCRIPTION_ID
from api.schemas.common import EXPLANATION, MEMBER, QUOTE
from api.schemas.desk.documents import DOCUMENT
from api.schemas.membership.households import HOUSEHOLD_ID
from api.schemas.membership.tier_grants import TIER_GRANT_ID
from api.schemas.operations.notices import NOTICE
from api.schemas.operations.webhooks import ENDPOINT_ID
from api.schemas.orders import ORDER_ID
from api.schemas.points import HOLD, REDEMPTION_ID
from api.schemas.privacy.breaches import BREACH_ID
from api.schemas.selling.gift_cards import GIFT_CARD_ID
from api.schemas.usage import METER
from api.schemas.vouchers import VOUCHER_ID
from api.writing.watching import watched
from loyalty.use_cases.once import KEPT_FOR

_PATH_PART = re.compile(r"<(\w+)>")
IDEMPOTENCY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "A new value for each new request; the same value repeats the same request. The answer is "
    f"kept for {KEPT_FOR.days} days; what was booked is never booked again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "example": '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
}
NOT_NEEDED = {
    **IDEMPOTENCY_PARAMETER,
    "required": False,
    "description": "The same value repeats the same request, for as long as the answer is kept: "
    f"{KEPT_FOR.days} days. It may be left out.",
}
REPLAYED_HEADER = {
    REPLAYED: {
        "description": "`true` where this is the answer to an earlier request with the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}
OAUTH = "oauth"
"""The name of the security scheme of tokens."""
PLAIN = {"type": "string"}
OK = 200
REPEATED = "The same request was answered before; this is what was booked then."
PATH_PARTS: dict[str, tuple[Form, str]] = {
    "member_id": (MEMBER, "The member's id, as enrolment gave it."),
    "quote_id": (QUOTE, "The quote's id."),
    "order_id": (ORDER_ID, "Your own id of the order: 1 to 64 of A-Z a-z 0-9 . _ : -"),
    "subscription_id": (SUBSCRIPTION_ID, "Your own id of the subscription."),
    "invoice_id": (INVOICE_ID, "The invoice's id."),
    "plan": (caller_id(example="brew-pro"), "The plan's id."),
    "gift_card_id": (GIFT_CARD_ID, "Your own id of the gift card."),
    "voucher_id": (VOUCHER_ID, "The id of a voucher of the programme."),
    "grant_id": (GRANT_ID, "The id of the grant of credit."),
    "tier_grant_id": (TIER_GRANT_ID, "Your own id of the grant of a tier."),
    "household_id": (HOUSEHOLD_ID, "The household's id."),
    "hold_id": (HOLD, "The hold's id."),
    "notice_id": (NOTICE, "The notice's id."),
    "redemption_id": (REDEMPTION_ID, "Your own id of the redemption."),
    "explanation_id": (EXPLANATION, "The explanation's id, as quotes and receipts name it."),
    "document_id": (DOCUMENT, "The number of a document of any kind."),
    "seq": (caller_id(example="7"), "The number of an entry in its wallet, from 1."),
    "meter": (METER, "The meter."),
    "case_id": (caller_id(example="T-4711"), "Your own id of the case."),
    "endpoint_id": (ENDPOINT_ID, "Your own id of the endpoint."),
    "breach_id": (BREACH_ID, "Your own id of the breach."),
    "market": (caller_id(example="EU"), "The code of a market, such as EU or US-CA."),
    "plan_id": (caller_id(example="corner-coffee-2"), "The author's own id of the plan of adoption."),
    "name": (caller_id(example="corner-coffee"), "The programme's name."),
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a route takes and gives: schemas, the status of success, examples of both.

    ``own_id``: the body or the path names what is booked by the caller's own id, which makes a
    repeated request safe for ever, so no header is asked for. ``also`` lists the further media
    types of the answer: texts, and files. ``tagged`` answers carry an ``ETag``; ``conditions`` are
    the headers by which a request names the state it was decided on. ``ending`` says that the route
    will end. ``may_be_keyed``: a write that may be sent under a key and need not; its view gets no `Once`
    without one.
    """

    gives: type[Schema]
    takes: type[Schema] | None = None
    asks: type[Schema] | None = None
    status: int = 200
    about: str = ""
    own_id: bool = False
    tagged: bool = False
    conditions: tuple[Mapping[str, object], ...] = ()
    also: tuple[str, ...] = ()
    request_example: Mapping[str, object] = field(default_factory=dict)
    answer_example: Mapping[str, object] = field(default_factory=dict)
    ending: Ending | None = None
    may_be_keyed: bool = False


class Resource:
    """A group of routes under one heading of the documentation."""

    def __init__(self, name: str, about: str) -> None:
        self.blueprint = Blueprint(name, __name__, description=about)

    def route(self, method: str, rule: str, right: Right, exchange: Exchange) -> Callable[[View], View]:
        """Give a decorator that serves a view at ``rule``.

        The view gets, in this order and where they apply: the `Once` of what is sent under a key,
        the loaded body, the loaded query; then the ids of the path by name.
        """
        keyed = right.books and method == "POST" and not exchange.own_id

        def serve(view: View) -> View:
            documented = self._documented(view, right, exchange, keyed=keyed)
            named = f"{method} {rule}"
            route = Serving(
                named,
                watched(view, named),
                _made(exchange.takes),
                _made(exchange.asks),
                exchange.gives(),
                exchange.status,
                keyed or exchange.may_be_keyed,
                keyed,
            )

            @functools.wraps(documented)
            def served(**path: object) -> Response:
                return route.answer(path)

            path = [_path_part(name) for name in _PATH_PART.findall(rule)]
            ended = _ending(served, exchange.ending) if exchange.ending is not None else served
            self.blueprint.add_url_rule(
                rule, view.__name__, with_right(right)(ended), methods=[method], parameters=path
            )
            return view

        return serve

    def _documented(
        self, view: Callable[..., Any], right: Right, exchange: Exchange, *, keyed: bool
    ) -> Callable[..., Any]:
        """Give the view with all that the documentation says of it; it is documented, and never called."""
        said = view
        if exchange.asks is not None:
            said = self.blueprint.arguments(exchange.asks, location=QUERY)(said)
        if exchange.takes is not None:
            example = dict(exchange.request_example) or None
            said = self.blueprint.arguments(exchange.takes, location=BODY, example=example)(said)
        said = self._answering(exchange, keyed=keyed)(said)
        documented: Callable[..., Any] = self.blueprint.doc(
            **_said(view.__name__, right, exchange, keyed=keyed)
        )(said)
        return documented

    def _answering(self, exchange: Exchange, *, keyed: bool) -> Callable[..., Callable[..., Any]]:
        answering: Callable[..., Callable[..., Any]] = self.blueprint.response(
            exchange.status,
            exchange.gives,
            description=exchange.about or None,
            example=dict(exchange.answer_example) or None,
            headers=_headers(exchange, keyed=keyed) or None,
        )
        others = [
            self.blueprint.alt_response(
                OK,
                schema=exchange.gives,
                description=REPEATED,
                headers=_headers(exchange, keyed=keyed),
                success=True,
            )
            for _ in range(exchange.own_id and exchange.status != OK)
        ]
        others += [
            self.blueprint.alt_response(
                exchange.status, schema=_schema_of(kind), content_type=kind, success=True
            )
            for kind in exchange.also
        ]

        def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
            return functools.reduce(lambda served, other: other(served), others, answering(view))

        return decorate


def _schema_of(kind: str) -> dict[str, str]:
    return PLAIN if kind.startswith("text/") else {"type": "string", "contentMediaType": kind}


def _headers(exchange: Exchange, *, keyed: bool) -> dict[str, object]:
    replayed = REPLAYED_HEADER if keyed or exchange.own_id else {}
    return {**replayed, **(conditions.TAG_HEADER if exchange.tagged else {})}


def _said(name: str, right: Right, exchange: Exchange, *, keyed: bool) -> dict[str, object]:
    said: dict[str, object] = {"operationId": name, "security": security_of(right)}
    header = [IDEMPOTENCY_PARAMETER] if keyed else [NOT_NEEDED] if exchange.may_be_keyed else []
    own = [*header, *exchange.conditions]
    # What stands here takes the place of what the schema of the query says, so that is said here too.
    parameters = [*own, {"in": QUERY, "schema": exchange.asks}] if own and exchange.asks else own
    ends = {"deprecated": True} if exchange.ending is not None else {}
    return {**said, **ends, **({"parameters": parameters} if parameters else {})}


def security_of(right: Right) -> list[dict[str, list[str]]]:
    """Give the OpenAPI security requirement of a right: a key or a token; an open route has none."""
    return [] if right.scope is None else [{way: [str(right.scope)]} for way in ("key", OAUTH)]


def _made(schema: type[Schema] | None) -> Schema | None:
    return None if schema is None else schema()


def _path_part(name: str) -> dict[str, object]:
    form, about = PATH_PARTS[name]
    return {"name": name, "in": "path", "description": about, "schema": dict(form.shown)}


def _ending(view: Callable[..., Any], ending: Ending) -> Callable[..., Any]:
    @functools.wraps(view)
    def with_its_end(*read: object, **path: object) -> object:
        after_this_request(lambda response: _with_headers(response, ending.headers()))
        return view(*read, **path)

    return with_its_end


def _with_headers(response: Response, headers: Mapping[str, str]) -> Response:
    response.headers.update(headers)
    return response
