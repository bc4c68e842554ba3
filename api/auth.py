"""Who asks, and with which right: ``Authorization: Bearer lk_…`` on every route but the open ones.

A token (``lt_…``) stands there in the place of its key, with what it may do of it.

Pages that people look at ask for a session in their place (`PageRight`).

A route says its right when it is declared (`Resource` in ``resource.py``). One that says
nothing is not served: forgetting closes a door, it never opens one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from flask import Flask, Request, current_app, g, request

from api.cookies import SESSION, cookie
from api.current import services
from api.reading.strangers import proven
from api.refusals import HeaderDoubled, KeyMissing, PageNotYours
from loyalty.access.access_token import parse_token
from loyalty.access.key import ApiKey, Presented, parse
from loyalty.access.refusals import ProgrammeOutOfReach, SessionEnded
from loyalty.access.scopes import Scope
from loyalty.access.session import parse_session
from loyalty.kernel.refusal import InvariantBroken
from loyalty.use_cases.pages.find_session import SignedIn, find_session

View = TypeVar("View", bound=Callable[..., Any])
Identify = Callable[[Presented], ApiKey]
HEADER, BEARER = "Authorization", "bearer"
_NAME = "loyalty_identify"


@dataclass(frozen=True, slots=True)
class Right:
    """What a route asks of a key; ``scope`` None is an open route, ``books`` one that changes the books."""

    scope: Scope | None
    books: bool = False


@dataclass(frozen=True, slots=True)
class PageRight:
    """What a page asks of who is signed in: a key with ``scope``, or a member, about themselves.

    ``books`` is a form that changes the books. With ``anyone`` it is for whoever is signed in.
    """

    scope: Scope | None = None
    member: bool = False
    books: bool = False
    anyone: bool = False

    def lets_in(self, who: SignedIn) -> bool:
        """Say whether a page is for somebody who is signed in."""
        if self.anyone or (self.member and who.member is not None):
            return True
        return who.key is not None and self.scope in who.key.scopes


def open_to_all(view: View) -> View:
    """Mark a view as one that needs no key."""
    return with_right(Right(None))(view)


def with_right(right: Right | PageRight) -> Callable[[View], View]:
    """Give a decorator that marks a view with the right it asks for."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]  # functions carry attributes
        return view

    return mark


def right_of(app: Flask, endpoint: str) -> Right | PageRight | None:
    """Give what the view behind ``endpoint`` asks for, or None where it says nothing."""
    if endpoint == "static":
        return Right(None)
    return getattr(app.view_functions[endpoint], "right", None)


def ask_for_keys(app: Flask, identify: Identify) -> None:
    """Let no request of ``app`` reach a view without the right that the view asks for."""
    app.extensions[_NAME] = identify

    def admit() -> None:
        asked = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  the proxy's own way
        if asked.url_rule is None:
            return  # no such address: the router answers
        endpoint = asked.url_rule.endpoint
        right = right_of(app, endpoint)
        if right is None:
            message = f"{endpoint} does not say which right it asks for"
            raise InvariantBroken(message)
        if isinstance(right, PageRight):
            _admit_to_page(right)
        elif right.scope is not None:
            _caller(asked).permit(right.scope, books=right.books)

    app.before_request(admit)


def caller() -> ApiKey:
    """Give the key of the request being answered; only inside a route that asks for one."""
    key: ApiKey = g.api_key
    return key


def of_the_house() -> None:
    """Give nothing where the key reaches every programme: what is asked for is of the whole installation.

    Raises ProgrammeOutOfReach.
    """
    if caller().programme is not None:
        raise ProgrammeOutOfReach


def identified(presented: Presented | None) -> ApiKey:
    """Give the key that was presented, as who asks from now on.

    Raises KeyRefused, TooManyRequests, TooManyWrongKeys.
    """
    identify: Identify = current_app.extensions[_NAME]
    g.api_key = key = proven(presented, identify)
    return key


def signed_in() -> SignedIn:
    """Give who is signed in on the pages. Raises SessionEnded, TooManyWrongKeys."""
    if "signed_in" not in g:
        shown = cookie(SESSION)
        if not shown:
            raise SessionEnded
        g.signed_in = proven(parse_session(shown), partial(find_session, services()), SessionEnded)
    found: SignedIn = g.signed_in
    return found


def _admit_to_page(right: PageRight) -> None:
    who = signed_in()
    if not right.lets_in(who):
        raise PageNotYours
    if who.key is not None:
        g.api_key = who.key
        if right.scope is not None:
            who.key.permit(right.scope, books=right.books)


def _caller(asked: Request) -> ApiKey:
    header = asked.environ.get("HTTP_AUTHORIZATION")
    if header is None:
        raise KeyMissing
    word, _, text = header.partition(" ")
    if word.lower() != BEARER:
        return identified(None)
    if "," in text:
        raise HeaderDoubled(HEADER)
    shown = text.strip()
    return identified(parse(shown) or parse_token(shown))
