"""The application of Flask without what no route here asks for: coroutines, sessions, subdomains.

What every answer carries is added where the answer leaves, to the list that the server is handed.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response
from flask.globals import request_ctx
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

    # Flask asks three times what blueprints a request is of; here hooks are of no blueprint.
    def preprocess_request(self) -> Any:  # noqa: ANN401  as Flask
        """Let each hook look at the request; the first answer that one gives is the answer."""
        for look in self.before_request_funcs.get(None, ()):
            answer = look()
            if answer is not None:
                return answer
        return None

    def process_response(self, response: Response) -> Response:
        """Let what the route left for its answer change it, then each hook, the last one first."""
        own = request_ctx._after_request_functions  # noqa: SLF001  where Flask keeps them
        for change in (*own, *reversed(self.after_request_funcs.get(None, ()))):
            response = change(response)
        return response

    def do_teardown_request(self, exc: BaseException | None = None) -> None:
        """Do nothing: no hook waits for the end of a request."""

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as Flask does, with the last words of the application."""
        say = self.last_words

        def start(status: str, headers: Pairs, *fault: Any) -> Callable[[bytes], object]:  # noqa: ANN401  as WSGI
            return start_response(status, headers if say is None else headers + say(status, headers), *fault)

        return super().wsgi_app(environ, start)
