"""How OAuth 2 is asked: a form, and the client that asks, in `Authorization: Basic` or in the form.

What is wrong is said in OAuth's own words (RFC 6749, 5.2), which its clients read: no problem document.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote_plus

from flask import request

from api.reading.arguments import read_body
from loyalty.access.key import Presented, parse

FORM_TYPE = "application/x-www-form-urlencoded"
TEXT_MAX = 2000
BASIC = "basic"
KNOWN = frozenset({"grant_type", "scope", "client_id", "client_secret", "token", "token_type_hint"})
"""The names that are looked at; OAuth has others ignored."""
_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
BAD_REQUEST, UNAUTHORIZED = 400, 401


class OAuthError(Exception):
    """A request that OAuth refuses: the word for programs, and a sentence."""

    def __init__(self, error: str, said: str, status: int = BAD_REQUEST) -> None:
        """Name what is wrong."""
        super().__init__(error)
        self.error, self.said, self.status = error, said, status


def no_client() -> OAuthError:
    """Give the refusal of a client that is not proven, whatever it is that is wrong with it."""
    return OAuthError("invalid_client", "the client id and secret are not those of a key", UNAUTHORIZED)


def read_form() -> Mapping[str, str]:
    """Give what the form says, each name once; what is sent empty counts as not sent. Raises OAuthError."""
    read_body(request)
    if request.mimetype != FORM_TYPE:
        raise OAuthError("invalid_request", f"send a form: `Content-Type: {FORM_TYPE}`")
    if request.args:
        raise OAuthError("invalid_request", "an address is kept in many logs; send a form only")
    found = {}
    for name, values in request.form.lists():
        if name not in KNOWN:
            continue
        if len(values) > 1:
            raise OAuthError("invalid_request", f"`{name}` stands twice")
        if len(values[0]) > TEXT_MAX:
            raise OAuthError("invalid_request", f"`{name}` is too long")
        if values[0]:
            found[name] = values[0]
    return found


def client(form: Mapping[str, str]) -> Presented:
    """Give the key that the client shows, by its id and its secret. Raises OAuthError."""
    header = request.headers.get("Authorization")
    if header is None:
        return _shown(form.get("client_id", ""), form.get("client_secret", ""))
    if "client_secret" in form:
        raise OAuthError("invalid_request", "the client stands in the header and in the form; send one")
    basic = request.authorization
    if basic is None or basic.type != BASIC or basic.username is None or basic.password is None:
        raise no_client()
    name, secret = (unquote_plus(each) for each in (basic.username, basic.password))
    if form.get("client_id", name) != name:
        raise OAuthError("invalid_request", "the header and the form name two clients")
    return _shown(name, secret)


def _shown(key_id: str, secret: str) -> Presented:
    """Give the key of an id and a secret: the key as it was shown, or what stands in it after the id."""
    presented = parse(secret if secret.startswith("lk_") else f"lk_{key_id}_{secret}")
    if not _ID.fullmatch(key_id) or presented is None or presented.key_id != key_id:
        raise no_client()
    return presented
