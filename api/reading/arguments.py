"""How webargs reads a request for us: strictly, and with faults that carry pointers."""

from collections.abc import Iterator
from typing import Any, NoReturn

from flask import Request, g, request
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs import flaskparser

from api.faults import BAD_TEXT, REPEATED, UNKNOWN, Fault, pointer_to
from api.reading.json_text import FAULTS_MAX, Path, is_in_one_line, read_json
from api.refusals import BodyCoded, BodyTooLarge, MediaTypeUnknown, RequestInvalid
from loyalty.language.findings import did_you_mean

MEDIA_TYPE = "application/json"
IDENTITY = "identity"
BODY, QUERY = "json", "query"


class StrictParser(flaskparser.FlaskParser):
    """Reads bodies with `read_json`, refuses unknown and repeated parameters of the query."""

    DEFAULT_UNKNOWN_BY_LOCATION = {BODY: None, QUERY: RAISE}  # noqa: RUF012  webargs declares it so

    def __init__(self) -> None:
        """Begin without schemas."""
        super().__init__()
        self._schemas: dict[type[Schema], Schema] = {}

    def _get_schema(self, argmap: Any, req: Request) -> Schema:  # noqa: ANN401  as webargs
        """Give the one instance of a schema: making one costs more than reading most queries."""
        if argmap not in self._schemas:
            self._schemas[argmap] = super()._get_schema(argmap, req)
        return self._schemas[argmap]

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401, ARG002  as webargs
        """Give the body as it was read, and keep it for the fingerprint of the request."""
        if req.headers.get("Content-Encoding", IDENTITY).lower() != IDENTITY:
            raise BodyCoded
        if req.mimetype != MEDIA_TYPE or req.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
            raise MediaTypeUnknown
        g.body = read_json(read_body(req))
        return g.body

    def load_querystring(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401  as webargs
        """Give the parameters, each once. A repeated one is refused, since either could be meant."""
        repeated = [name for name, values in req.args.lists() if len(values) > 1 and name in schema.fields]
        if repeated:
            raise RequestInvalid([REPEATED.at(f"?{name}") for name in repeated])
        asked: dict[str, str] = req.args.to_dict()
        bad = [name for name in asked if name in schema.fields and not is_in_one_line(asked[name])]
        if bad:
            raise RequestInvalid([BAD_TEXT.at(f"?{name}") for name in bad])
        return asked

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_: Any) -> NoReturn:  # noqa: ANN401, ARG002  as webargs
        """Turn marshmallow's nested messages into faults with pointers, at most 50."""
        location, messages = next(iter(error.messages_dict.items()))
        found = [_placed(fault, path, schema, location) for path, fault in _leaves(messages, ())]
        raise RequestInvalid(found[:FAULTS_MAX]) from error


def read_body(req: Request) -> bytes:
    """Give the whole body. Raises `BodyTooLarge`, also for one that came in pieces.

    Of a body without a stated length the server reads as much as the limit and then says that it
    is over; one that fills the limit may go on.
    """
    body = req.get_data()
    limit = req.max_content_length
    if req.content_length is None and limit is not None and len(body) >= limit:
        raise BodyTooLarge
    return body


def refuse_query(req: Request) -> None:
    """Refuse any parameter in the query string: a misspelt or unknown one must not be passed over."""
    if req.args:
        raise RequestInvalid([UNKNOWN.at("?")])


def query_pointer(path: Path) -> str:
    """Give how a fault of the query string points at its parameter."""
    return f"?{path[0]}" if path else "?"


def _leaves(messages: object, path: Path) -> Iterator[tuple[Path, Fault]]:
    if isinstance(messages, Fault):
        yield path, messages
    elif isinstance(messages, list):
        for message in messages:
            yield from _leaves(message, path)
    elif isinstance(messages, dict):
        for name, inner in messages.items():
            yield from _leaves(inner, path if name == "_schema" else (*path, name))


def _placed(fault: Fault, path: Path, schema: Schema, location: str) -> Fault:
    if fault.code == UNKNOWN.code:
        meant = did_you_mean(str(path[-1]), _known_names(schema, path[:-1]))
        fault = fault.hinting(meant) if meant else fault
    if location == QUERY:
        # A name in the query may be anything, and is repeated only where it is one of ours.
        return fault.at(query_pointer(path) if path and path[0] in schema.fields else "?")
    return fault.at(pointer_to(path))


def _known_names(schema: Schema, path: Path) -> list[str]:
    """Give the names that the object at ``path`` may have."""
    for part in path:
        if isinstance(part, str):
            field = schema.fields.get(part)
            inner = field.inner if isinstance(field, fields.List) else field
            if not isinstance(inner, fields.Nested):
                return []
            schema = inner.schema
    return [field.data_key or name for name, field in schema.fields.items()]


def asked_path() -> dict[str, str]:
    """Give the ids in the path of the request being answered."""
    return {name: str(value) for name, value in (request.view_args or {}).items()}
