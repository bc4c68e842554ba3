"""What the server could not read, refused as all else is: a problem document, no word of what was sent."""

import json
from http import HTTPStatus

from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)

from api.headers import OF_DATA
from api.problems import MEDIA_TYPE, ROWS, problem_of
from api.refusals import AddressTooLong, HeadersTooLarge, RequestUnreadable, ServiceFault
from loyalty.kernel.refusal import Refusal


def refusal_of(fault: Exception) -> Refusal:
    """Give what a fault of the server's reader, or of the application behind it, is called here."""
    if isinstance(fault, LimitRequestLine):
        return AddressTooLong()
    if isinstance(fault, LimitRequestHeaders):
        return HeadersTooLarge()
    if isinstance(fault, ParseException) and not isinstance(
        fault, InvalidResponseHeader | InvalidResponseHeaderName
    ):
        return RequestUnreadable("the request breaks the rules of HTTP/1.1")
    return ServiceFault("the fault is ours")


def answered(refusal: Refusal, trace_id: str) -> bytes:
    """Give the whole answer, after which the connection ends."""
    row = ROWS[refusal.code]
    body = json.dumps(problem_of(refusal, row, trace_id)).encode()
    headers = [
        ("Connection", "close"),
        ("Content-Type", MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        *OF_DATA,
    ]
    said = (
        f"HTTP/1.1 {row.status} {HTTPStatus(row.status).phrase}",
        *(f"{name}: {value}" for name, value in headers),
    )
    return "\r\n".join((*said, "", "")).encode() + body
