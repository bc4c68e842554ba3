"""Answers as JSON: what is said, written once."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response
from flask.json.provider import DefaultJSONProvider

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

JSON = "application/json"
HEAD = "HEAD"


class Said(Response):
    """An answer whose whole body is there: it is handed to the server as it is."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer; a request for the head alone as Werkzeug does."""
        if environ["REQUEST_METHOD"] == HEAD:
            return super().__call__(environ, start_response)
        start_response(self.status, self.headers.to_wsgi_list())
        return (self.data,)


def json_bytes(told: object) -> bytes:
    """Write plain data, members in the order in which they were named, and Chinese as Chinese."""
    # Keys may be words of a closed list, as in an export; they are texts all the same.
    return orjson.dumps(told, default=DefaultJSONProvider.default, option=_WRITTEN)


def written(told: object, status: int, headers: Mapping[str, str]) -> Response:
    """Give the answer that says what is handed in."""
    return Said(json_bytes(told), status, list(headers.items()), content_type=JSON)


class PlainJson(DefaultJSONProvider):
    """Writes for what Flask itself is handed as data."""

    sort_keys = False
    ensure_ascii = False

    def response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  as Flask
        """Give the answer that says what is handed in."""
        return written(self._prepare_response_obj(args, kwargs), 200, {})


_WRITTEN = orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE
