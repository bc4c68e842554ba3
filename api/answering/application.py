"""The application of Flask without what no route here asks for: coroutines, sessions, subdomains.

What every answer carries is added where the answer leaves, to the list that the server is handed.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Request
from flask.sessions import NullSession, SessionInterface
from werkzeug.routing import MapAdapter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Pairs = list[tuple[str, str]]
LastWords = Callable[[str, Pairs], Pairs]
"""Gives the headers that are added to an answer, by its status (``200 OK``) and the headers that it has."""


class NoSession(SessionInterface):
    """Flask's own sessions, of which there are none: who is signed in stands in the database."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:  # noqa: ARG002  as Flask
        """Give the session that cannot be written to."""
        return self._none


class Application(Flask):
    """The application, whose views and hooks are plain functions; hooks are of the whole application."""

    session_interface = NoSession()
    last_words: LastWords | None = None

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give a view as it is: none is a coroutine, and to look costs more than most of them."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Give what finds the route of a request; every name that a request is sent to is one."""
        if request is None:
            return None
        environ = request.environ
        return MapAdapter(
            self.url_map,
            "",  # so that nobody is sent on to a host that a request names
            environ.get("SCRIPT_NAME") or "/",
            "",
            environ["wsgi.url_scheme"],
            request.path,
            environ["REQUEST_METHOD"],
            environ.get("QUERY_STRING", ""),
        )

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as Flask does, with the last words of the application."""
        say = self.last_words

        def start(status: str, headers: Pairs, *fault: Any) -> Callable[[bytes], object]:  # noqa: ANN401  as WSGI
            return start_response(status, headers if say is None else headers + say(status, headers), *fault)

        return super().wsgi_app(environ, start)
