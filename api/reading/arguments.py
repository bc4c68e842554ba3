"""How a request is read: strictly, and with faults that carry pointers."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

from flask import Request, g, request
from gunicorn.http.errors import ParseException
from marshmallow import RAISE, Schema, ValidationError, fields

from api.faults import BAD_TEXT, REPEATED, UNKNOWN, Fault, pointer_to
from api.reading.json_text import FAULTS_MAX, Path, is_in_one_line, may_be_ours, read_json
from api.refusals import BodyCoded, BodyTooLarge, MediaTypeUnknown, RequestInvalid, RequestUnreadable
from loyalty.language.findings import did_you_mean

MEDIA_TYPE = "application/json"
IDENTITY = "identity"
BODY, QUERY = "json", "query"
_BROKEN_OFF = "the body ends before all of it is there, or its pieces are not told as HTTP asks"


def loaded_body(asked: Request, schema: Schema) -> Any:  # noqa: ANN401  as the schema says
    """Give the body as its schema reads it; as it was written it is kept for the fingerprint of the request.

    Raises BodyCoded, MediaTypeUnknown, BodyTooLarge, RequestInvalid and what `read_json` raises.
    """
    if asked.headers.get("Content-Encoding", IDENTITY).lower() != IDENTITY:
        raise BodyCoded
    if asked.environ.get("CONTENT_TYPE") != MEDIA_TYPE and not _is_json(asked):
        raise MediaTypeUnknown
    g.body = read_json(read_body(asked))
    try:
        return schema.load(g.body)
    except ValidationError as error:
        _refuse(error, schema, BODY)


def loaded_query(asked: Request, schema: Schema) -> Any:  # noqa: ANN401  as the schema says
    """Give the parameters, each once, as their schema reads them. Raises RequestInvalid.

    A repeated one is refused, since either could be meant, and so is an unknown one.
    """
    if not asked.environ.get("QUERY_STRING"):
        return {**_unasked(schema)}
    repeated = [name for name, values in asked.args.lists() if len(values) > 1 and name in schema.fields]
    if repeated:
        raise RequestInvalid([REPEATED.at(f"?{name}") for name in repeated])
    found = asked.args.to_dict()
    bad = [name for name in found if name in schema.fields and not is_in_one_line(found[name])]
    if bad:
        raise RequestInvalid([BAD_TEXT.at(f"?{name}") for name in bad])
    return _read(schema, found)


@cache
def _unasked(schema: Schema) -> Mapping[str, object]:
    """Give what a query without parameters says; each schema has one instance, and values nobody changes."""
    return _read(schema, {})


def _read(schema: Schema, found: Mapping[str, str]) -> dict[str, object]:
    try:
        read: dict[str, object] = schema.load(found, unknown=RAISE)
    except ValidationError as error:
        _refuse(error, schema, QUERY)
    return read


def _is_json(asked: Request) -> bool:
    return asked.mimetype == MEDIA_TYPE and asked.mimetype_params.get("charset", "utf-8").lower() == "utf-8"


def _refuse(error: ValidationError, schema: Schema, location: str) -> NoReturn:
    """Turn marshmallow's nested messages into faults with pointers, at most 50."""
    found = [_placed(fault, path, schema, location) for path, fault in _leaves(error.messages, ())]
    # marshmallow finds unknown names in the order of a set, which is another one in each process.
    found.sort(key=lambda fault: fault.pointer if fault.code == UNKNOWN.code else "")
    raise RequestInvalid(found[:FAULTS_MAX]) from error


def read_body(req: Request) -> bytes:
    """Give the whole body. Raises `BodyTooLarge`, also for one that came in pieces, `RequestUnreadable`.

    Of a body without a stated length the server reads as much as the limit and then says that it
    is over; one that fills the limit may go on.
    """
    environ = req.environ
    if not environ.get("CONTENT_LENGTH") and not environ.get("HTTP_TRANSFER_ENCODING"):
        return b""
    try:
        body = req.get_data()
    except (OSError, ParseException) as fault:  # the second where pieces are not told as they are to be
        raise RequestUnreadable(_BROKEN_OFF) from fault
    if req.content_length is not None and len(body) < req.content_length:
        raise RequestUnreadable(_BROKEN_OFF)
    limit = req.max_content_length
    if req.content_length is None and limit is not None and len(body) >= limit:
        raise BodyTooLarge
    return body


def refuse_query(req: Request) -> None:
    """Refuse any parameter in the query string: a misspelt or unknown one must not be passed over."""
    if req.environ.get("QUERY_STRING") and req.args:
        raise RequestInvalid([UNKNOWN.at(query_pointer((name,))) for name in sorted(req.args)[:FAULTS_MAX]])


def query_pointer(path: Path) -> str:
    """Give how a fault of the query string points at its parameter; what cannot be ours is not repeated."""
    return f"?{path[0]}" if path and may_be_ours(str(path[0])) else "?"


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
        return fault.at(query_pointer(path))
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
