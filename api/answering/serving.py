"""What a route does with each request: reads it by its schemas, asks the view, writes the answer.

flask-smorest documents the same from the same schemas; at each request it would do this by five
wrappers, of which each serves more wishes than there are here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, g, request
from marshmallow import Schema

from api.answering.written import written
from api.auth import caller
from api.faults import UNEXPECTED_BODY
from api.idempotency import HEADER, once_of
from api.reading.arguments import asked_path, loaded_body, loaded_query, read_body, refuse_query
from api.refusals import RequestInvalid
from loyalty.use_cases.once import Once


@dataclass(frozen=True, slots=True)
class Serving:
    """A route: ``named`` as its method and rule, its view, and the schemas of body, query and answer.

    ``keyed`` is one that takes an idempotency key, which may be left out unless ``needed``; ``status`` that
    of an answer which names none.
    """

    named: str
    view: Callable[..., Any]
    takes: Schema | None
    asks: Schema | None
    gives: Schema
    status: int
    keyed: bool
    needed: bool

    def answer(self, path: dict[str, Any]) -> Response:
        """Answer the current request, whose address has these ids. Raises what reading and view raise."""
        asked = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  the proxy's own way
        read: list[Any] = []
        if self.takes is not None:
            read.append(loaded_body(asked, self.takes))
        elif read_body(asked):
            raise RequestInvalid([UNEXPECTED_BODY])
        if self.asks is not None:
            read.append(loaded_query(asked, self.asks))
        else:
            refuse_query(asked)
        if self.keyed:
            read.insert(0, self._once(read))
        return self._answered(self.view(*read, **path))

    def _once(self, read: list[Any]) -> Once | None:
        asked = [g.get("body"), asked_path(), *(read[-1:] if self.asks is not None else ())]
        header = request.headers.get(HEADER)
        if header is None and not self.needed:
            return None
        return once_of(key_id=caller().key_id, route=self.named, header=header, asked=asked)

    def _answered(self, given: Any) -> Response:  # noqa: ANN401  data, a finished answer, or either with more
        data, status, headers = given if isinstance(given, tuple) else (given, None, {})
        if isinstance(data, Response):
            data.headers.extend(headers)
            data.status_code = status or data.status_code
            return data
        return written(self.gives.dump(data), status or self.status, headers)
