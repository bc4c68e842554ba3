"""Who asks, and with which right: ``Authorization: Bearer lk_…`` on every route but the open ones.

A route says its right when it is declared (`Resource` in ``resource.py``). One that says
nothing is not served: forgetting closes a door, it never opens one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, g, request

from api.refusals import KeyMissing
from loyalty.access.key import ApiKey, Presented, parse
from loyalty.access.refusals import KeyRefused
from loyalty.access.scopes import Scope
from loyalty.kernel.refusal import InvariantBroken

View = TypeVar("View", bound=Callable[..., Any])
Identify = Callable[[Presented], ApiKey]
BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Right:
    """What a route asks of a key; ``scope`` None is an open route, ``books`` one that changes the books."""

    scope: Scope | None
    books: bool = False


def open_to_all(view: View) -> View:
    """Mark a view as one that needs no key."""
    return with_right(Right(None))(view)


def with_right(right: Right) -> Callable[[View], View]:
    """Give a decorator that marks a view with the right it asks for."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]  # functions carry attributes
        return view

    return mark


def right_of(app: Flask, endpoint: str) -> Right | None:
    """Give what the view behind ``endpoint`` asks for, or None where it says nothing."""
    if endpoint == "static":
        return Right(None)
    return getattr(app.view_functions[endpoint], "right", None)


def ask_for_keys(app: Flask, identify: Identify) -> None:
    """Let no request of ``app`` reach a view without the right that the view asks for."""

    def admit() -> None:
        if request.endpoint is None:
            return  # no such address: the router answers
        right = right_of(app, request.endpoint)
        if right is None:
            message = f"{request.endpoint} does not say which right it asks for"
            raise InvariantBroken(message)
        if right.scope is not None:
            g.api_key = _caller(identify)
            g.api_key.permit(right.scope, books=right.books)

    app.before_request(admit)


def caller() -> ApiKey:
    """Give the key of the request being answered; only inside a route that asks for one."""
    key: ApiKey = g.api_key
    return key


def _caller(identify: Identify) -> ApiKey:
    header = request.headers.get("Authorization")
    if header is None:
        raise KeyMissing
    word, _, text = header.partition(" ")
    presented = parse(text.strip()) if word.lower() == BEARER else None
    if presented is None:
        raise KeyRefused
    return identify(presented)
