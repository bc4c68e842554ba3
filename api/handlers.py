"""Every error of ``app`` becomes a problem document, whoever raised it; for people it is a page."""

import logging
import traceback

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed as WerkzeugMethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from api.cookies import on_pages
from api.pages.frame import problem_page
from api.problems import ROWS, problem_response
from api.refusals import (
    BodyTooLarge,
    Busy,
    DatabaseUnavailable,
    MediaTypeUnknown,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    RequestUnreadable,
    ServiceFault,
)
from api.tracing import current_trace
from loyalty.bootstrap import database_is_out
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.refusal import Refusal

logger = logging.getLogger("api.faults")
CLIENT_ERRORS = range(400, 500)
BY_STATUS: dict[int, type[Refusal]] = {
    ROWS[refusal.code].status: refusal
    for refusal in (BodyTooLarge, MediaTypeUnknown, MethodNotAllowed, NotAcceptable, NotFound)
}


def answer_errors(app: Flask) -> None:
    """Register the handlers; the last takes everything that nobody foresaw."""
    app.register_error_handler(Refusal, _answer)
    app.register_error_handler(DecideAgain, _busy)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _answer(refusal: Refusal) -> AnyResponse:
    return problem_page(refusal) if on_pages() else problem_response(refusal)


def _busy(_: DecideAgain) -> AnyResponse:
    response = _answer(Busy())
    response.headers["Retry-After"] = "1"
    return response


def _http(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if status not in CLIENT_ERRORS:
        return _fault(error)
    response = _answer(BY_STATUS.get(status, RequestUnreadable)())
    if isinstance(error, WerkzeugMethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _fault(error: Exception) -> AnyResponse:
    """Answer a fault of ours or of the database: the log gets its type and the places it passed.

    The caller gets a trace id, and is told to come again where the database cannot serve now.
    The message of the exception goes nowhere: that of a failed statement repeats the values that
    were to be stored.
    """
    frames = traceback.extract_tb(error.__traceback__)
    shown = {
        "fault": type(error).__name__,
        "trace_id": current_trace().trace_id,
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if database_is_out(error):
        logger.error("database", extra={"shown": shown})
        response = _answer(DatabaseUnavailable())
        response.headers["Retry-After"] = "5"
        return response
    logger.error("unforeseen", extra={"shown": shown})
    return _answer(ServiceFault("the fault is ours; the log has it under the trace id"))
