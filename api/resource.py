"""One declaration per route: method, address, right, what it takes, what it gives.

The right stands in the same line as the address, so a route without one cannot be written.
The documentation, the reading of the request and the asking for a key follow from it.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from marshmallow import Schema

from api.auth import Right, View, caller, with_right
from api.faults import UNEXPECTED_BODY
from api.idempotency import HEADER, REPLAYED, once_of
from api.reading.arguments import BODY, QUERY, StrictParser, asked_path
from api.refusals import RequestInvalid

_PATH_PART = re.compile(r"<(\w+)>")
IDEMPOTENCY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "A new value for each new request; the same value repeats the same request.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "example": '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
}
REPLAYED_HEADER = {
    REPLAYED: {
        "description": "`true` where this is the answer to an earlier request with the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}
PLAIN = {"type": "string"}
PATH_PARTS = {
    "member_id": "The member's id, as enrolment gave it.",
    "quote_id": "The quote's id.",
    "order_id": "Your own id of the order: 1 to 64 of A-Z a-z 0-9 . _ : -",
    "hold_id": "The hold's id.",
    "redemption_id": "Your own id of the redemption.",
    "explanation_id": "The explanation's id, as quotes and receipts name it.",
    "name": "The programme's name.",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a route takes and gives: schemas, the status of success, examples of both.

    ``own_id``: the body or the path names what is booked by the caller's own id, which makes a
    repeated request safe for ever, so no header is asked for. ``also`` lists the further media
    types of the answer, all of them texts.
    """

    gives: type[Schema]
    takes: type[Schema] | None = None
    asks: type[Schema] | None = None
    status: int = 200
    about: str = ""
    own_id: bool = False
    also: tuple[str, ...] = ()
    request_example: Mapping[str, object] = field(default_factory=dict)
    answer_example: Mapping[str, object] = field(default_factory=dict)


class StrictBlueprint(Blueprint):  # type: ignore[misc]  # its base ships no types
    """A blueprint that reads requests strictly."""

    ARGUMENTS_PARSER = StrictParser()


class Resource:
    """A group of routes under one heading of the documentation."""

    def __init__(self, name: str, about: str) -> None:
        self.blueprint = StrictBlueprint(name, __name__, description=about)

    def route(self, method: str, rule: str, right: Right, exchange: Exchange) -> Callable[[View], View]:
        """Give a decorator that serves a view at ``rule``.

        The view gets, in this order and where they apply: the `Once` of a POST that books,
        the loaded body, the loaded query; then the ids of the path by name.
        """
        keyed = right.books and method == "POST" and not exchange.own_id

        def serve(view: View) -> View:
            served: Callable[..., Any] = _keyed(view, f"{method} {rule}") if keyed else view
            # What the last decorator reads comes before what the view already gets.
            if exchange.asks is not None:
                served = self.blueprint.arguments(exchange.asks, location=QUERY)(served)
            if exchange.takes is None:
                served = _bodiless(served)
            else:
                example = dict(exchange.request_example) or None
                served = self.blueprint.arguments(exchange.takes, location=BODY, example=example)(served)
            served = self._answering(exchange, keyed=keyed)(served)
            served = self.blueprint.doc(**_said(view.__name__, right, keyed=keyed))(served)
            path = [{"name": name, "in": "path", "description": PATH_PARTS[name]} for name in _names(rule)]
            served = with_right(right)(served)
            self.blueprint.add_url_rule(rule, view.__name__, served, methods=[method], parameters=path)
            return view

        return serve

    def _answering(self, exchange: Exchange, *, keyed: bool) -> Callable[..., Callable[..., Any]]:
        answering: Callable[..., Callable[..., Any]] = self.blueprint.response(
            exchange.status,
            exchange.gives,
            description=exchange.about or None,
            example=dict(exchange.answer_example) or None,
            headers=REPLAYED_HEADER if keyed or exchange.own_id else None,
        )
        others = [
            self.blueprint.alt_response(exchange.status, schema=PLAIN, content_type=kind, success=True)
            for kind in exchange.also
        ]

        def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
            return functools.reduce(lambda served, other: other(served), others, answering(view))

        return decorate


def _said(name: str, right: Right, *, keyed: bool) -> dict[str, object]:
    said: dict[str, object] = {"operationId": name, "security": security_of(right)}
    return {**said, "parameters": [IDEMPOTENCY_PARAMETER]} if keyed else said


def security_of(right: Right) -> list[dict[str, list[str]]]:
    """Give the OpenAPI security requirement of a right; an open route has none."""
    return [] if right.scope is None else [{"key": [str(right.scope)]}]


def _names(rule: str) -> list[str]:
    return _PATH_PART.findall(rule)


def _bodiless(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def without_body(*read: object, **path: object) -> object:
        if request.get_data():
            raise RequestInvalid([UNEXPECTED_BODY])
        return view(*read, **path)

    return without_body


def _keyed(view: View, route: str) -> Callable[..., Any]:
    @functools.wraps(view)
    def with_key(*read: object, **path: object) -> object:
        asked = [g.get("body"), asked_path()]
        header = request.headers.get(HEADER)
        once = once_of(key_id=caller().key_id, route=route, header=header, asked=asked)
        return view(once, *read, **path)

    return with_key
