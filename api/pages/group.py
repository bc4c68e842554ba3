"""How a page is declared: address, right, what it takes; reading and the guards follow from it.

A page works without script: a form is sent, the answer says where to look next. Every form carries
the token of its session, and is refused where another site sent it.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Blueprint, g, request

from api.auth import PageRight, Right, with_right
from api.cookies import FORM, SESSION, cookie
from api.faults import BAD_TEXT, REPEATED, REQUIRED, TOO_LONG, UNKNOWN
from api.reading.arguments import read_body
from api.reading.json_text import is_in_one_line
from api.refusals import FormStale, MediaTypeUnknown, RequestInvalid
from api.writing.watching import watched
from loyalty.access.session import is_form_token
from loyalty.kernel.card_door import refuse_in_texts

View = TypeVar("View", bound=Callable[..., Any])
TOKEN = "token"  # noqa: S105  the name of a field, not what is in it
LANG, DONE = "lang", "done"
KEY = "key"
"""A field that is neither kept nor shown; chance writes digits into a key that look like a card's."""
_LINES = re.compile(r"[\t\r\n]")
EVERYWHERE = frozenset({LANG, DONE})
"""What every page takes in its query: the language, and what has just been done."""
TEXT_MAX = 2000
FORM_TYPE = "application/x-www-form-urlencoded"
PARTS_TYPE = "multipart/form-data"
ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}
"""All that a mail program sends for a reader who wants no more of a sender (RFC 8058)."""
OURS = frozenset({"same-origin", "none"})
"""What browsers say of a request that our own page, or the person, made."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the navigation: an address, the words it is called by, and for whom it is."""

    path: str
    words: str
    right: PageRight


@dataclass(frozen=True, slots=True)
class Pages:
    """A group of pages, and the ways to them that the navigation shows."""

    blueprint: Blueprint
    ways: list[Way] = field(default_factory=list)

    def show(self, rule: str, right: Right | PageRight, *asks: str, way: str = "") -> Callable[[View], View]:
        """Give a decorator that serves a page at ``rule``; ``way`` are its words in the navigation.

        The view gets what was asked in the query, empty where nothing was, then the parts of the path.
        """
        if way and isinstance(right, PageRight):
            self.ways.append(Way(rule, way, right))
        return self._serve("GET", rule, right, functools.partial(_asked, frozenset(asks)))

    def take(
        self, rule: str, right: Right | PageRight, *fields: str, optional: tuple[str, ...] = ()
    ) -> Callable[[View], View]:
        """Give a decorator that serves a form at ``rule``, which has these fields.

        The view gets what was filled in, without spaces around it, then the parts of the path.
        """
        reading = functools.partial(_filled_in, frozenset(fields), frozenset(optional))
        return self._serve("POST", rule, right, reading)

    def take_one_click(self, rule: str) -> Callable[[View], View]:
        """Give a decorator that serves an open form without fields, which mail programs send too.

        Whoever has the address may send it: a secret in it stands for the cookie and the token.
        """
        return self._serve("POST", rule, Right(None), _one_click)

    def _serve(
        self, method: str, rule: str, right: Right | PageRight, reading: Callable[[], Mapping[str, str]]
    ) -> Callable[[View], View]:
        def serve(view: View) -> View:
            watching = watched(view, f"{method} {rule}")

            @functools.wraps(view)
            def served(**path: object) -> object:
                return watching(reading(), **path)

            answering: Callable[..., Any] = with_right(right)(served)
            self.blueprint.add_url_rule(rule, view.__name__, answering, methods=[method])
            return view

        return serve


def pages_of(name: str) -> Pages:
    """Give an empty group of pages."""
    return Pages(Blueprint(f"pages_{name}", __name__))


def form_secret() -> str:
    """Give what the token of a form is made from: the session, else what ties the browser to the form."""
    return cookie(SESSION) or cookie(FORM) or str(g.get("form_cookie", ""))


def _asked(asks: frozenset[str]) -> dict[str, str]:
    known = asks | EVERYWHERE
    texts = _each_once(request.args.lists(), known, "?")
    return {name: texts.get(name, "").strip() for name in asks}


def _filled_in(fields: frozenset[str], optional: frozenset[str]) -> dict[str, str]:
    read_body(request)
    if request.mimetype != FORM_TYPE:
        raise MediaTypeUnknown
    texts = _each_once(request.form.lists(), fields | optional | {TOKEN}, "/")
    secret = cookie(SESSION) or cookie(FORM)
    foreign = request.headers.get("Sec-Fetch-Site", "none") not in OURS
    if foreign or not secret or not is_form_token(secret, texts.get(TOKEN, "")):
        raise FormStale
    missing = [REQUIRED.at(f"/{name}") for name in sorted(fields - texts.keys())]
    if missing:
        raise RequestInvalid(missing)
    filled = {name: texts.get(name, "").strip() for name in fields | optional}
    refuse_in_texts({f"/{name}": value for name, value in filled.items() if name != KEY})
    return filled


def _one_click() -> dict[str, str]:
    read_body(request)
    by_a_program = request.mimetype in {FORM_TYPE, PARTS_TYPE} and not request.files
    if by_a_program and request.form.to_dict(flat=False) == ONE_CLICK:
        return {}
    return _filled_in(frozenset(), frozenset())


def _each_once(lists: Any, known: frozenset[str], place: str) -> dict[str, str]:  # noqa: ANN401  as Werkzeug gives it
    found = {}
    for name, values in lists:
        if name not in known:
            raise RequestInvalid([UNKNOWN.at(place)])
        if len(values) > 1:
            raise RequestInvalid([REPEATED.at(f"{place}{name}")])
        if len(values[0]) > TEXT_MAX:
            raise RequestInvalid([TOO_LONG.at(f"{place}{name}")])
        if not all(map(is_in_one_line, _LINES.split(values[0]))):
            raise RequestInvalid([BAD_TEXT.at(f"{place}{name}")])
        found[name] = values[0]
    return found
