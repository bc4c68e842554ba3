"""The cookies of the pages: who is signed in, what ties a form to a browser, and the language.

None holds anything of a person. They go back to this service only, no script reads them, and they
are sent over an encrypted connection only, but on the machine itself (loopback), where there is none.
"""

from flask import request
from werkzeug.wrappers import Response

SESSION = "loyalty_session"
FORM = "loyalty_form"
LANGUAGE = "loyalty_language"
FORM_BITS = 256
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FRONT, PAGES = "/", "/pages"


def cookie(name: str) -> str:
    """Give the value that the browser shows, empty without one."""
    return request.cookies.get(_name(name), "")


def set_cookie(response: Response, name: str, value: str) -> None:
    """Let the browser keep a value until it is closed."""
    response.set_cookie(
        _name(name), value, secure=not on_loopback(), httponly=True, samesite="Strict", path="/"
    )


def drop_cookie(response: Response, name: str) -> None:
    """Let the browser forget a value."""
    response.delete_cookie(_name(name), secure=not on_loopback(), httponly=True, samesite="Strict", path="/")


def on_loopback() -> bool:
    """Say whether browser and service are on one machine, by name and by address."""
    return host_name() in LOOPBACK_HOSTS and request.remote_addr in LOOPBACK


def host_name() -> str:
    """Give the name by which the service is asked, without a port, in small letters."""
    host = request.host.lower()
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def on_pages(path: str | None = None) -> bool:
    """Say whether the request, or one for ``path``, is for a page that people look at."""
    asked = request.path if path is None else path
    return asked in {FRONT, PAGES} or asked.startswith(f"{PAGES}/")


def _name(name: str) -> str:
    """Give the name: with the prefix, browsers take it over an encrypted connection only."""
    return name if on_loopback() else f"__Host-{name}"
