"""One request, one trace: read from ``traceparent`` where the caller has one, else made here.

Both headers come back in the answer, and stand in the request's line of the log. A request id
is taken only where it cannot be a sentence or an address: it is printed.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from flask import Flask, g, has_request_context, request

from loyalty.kernel.card_numbers import holds_card_number
from loyalty.privacy.written_lines import PERSONAL, without_personal

logger = logging.getLogger("api.requests")
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Trace:
    """The ids of one request and the moment it began (nanoseconds of a steady clock)."""

    trace_id: str
    traceparent: str
    request_id: str
    began: int


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time, severity, logger, message, what is ``shown``, or ``own``.

    What says who somebody is never gets as far as this; where it did, it is not written, and the line
    carries the code `PII_IN_LOG`. A line that is ``own`` was made here, or was looked through before, and is
    written as it is.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, without a line break at its end."""
        begun = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname.lower(),
        }
        said = {"logger": record.name, "message": record.getMessage()}
        own: Mapping[str, object] | None = getattr(record, "own", None)
        if own is not None:
            return _in_one_line({**begun, **said, **own})
        line: dict[str, object] = {**said, **getattr(record, "shown", {})}
        looked = {name: without_personal(said) for name, said in line.items() if isinstance(said, str)}
        clean = {**line, **{name: text for name, (text, _) in looked.items()}}
        if any(found for _, found in looked.values()):
            clean["code"] = PERSONAL
        return _in_one_line({**begun, **clean})


def write_lines() -> None:
    """Send the web layer's records to standard error, one line of JSON each."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # What a record would note of threads and processes stands in no line.
    for noted in ("logThreads", "logProcesses", "logMultiprocessing"):
        setattr(logging, noted, False)


def trace_requests(app: Flask, chance: Callable[[int], bytes]) -> None:
    """Give every request of ``app`` a trace.

    ``chance`` gives so many random bits; a trace that the caller did not begin is made of them.
    """

    def begin() -> None:
        vars(g._get_current_object())["trace"] = _trace(chance)  # noqa: SLF001  the proxy has it

    app.before_request(begin)


def current_trace() -> Trace:
    """Give the trace of the request being answered."""
    trace: Trace = g.trace
    return trace


def echoes(trace: Trace) -> list[tuple[str, str]]:
    """Give the headers by which an answer names its trace."""
    return [("traceparent", trace.traceparent), ("X-Request-Id", trace.request_id)]


def write_line(own: Mapping[str, object]) -> None:
    """Write the line of a request that was answered, of what is ``own``: nobody sent a word of it."""
    if not logger.isEnabledFor(logging.INFO):
        return
    # Made here: to find out from where it was asked for costs more than the rest of it.
    logger.handle(
        logger.makeRecord(logger.name, logging.INFO, "", 0, "request", (), None, extra={"own": own})
    )


def traceparent_now() -> str | None:
    """Give the ``traceparent`` of the request being answered, None where none is."""
    return current_trace().traceparent if has_request_context() and "trace" in g else None


def _trace(chance: Callable[[int], bytes]) -> Trace:
    environ = request.environ
    given = _TRACEPARENT.fullmatch(environ.get("HTTP_TRACEPARENT", ""))
    drawn = "" if given else chance(128 + 64).hex()
    trace_id = given[1] if given else drawn[:32]
    parent = given[0] if given else f"00-{trace_id}-{drawn[32:]}-00"
    wanted = environ.get("HTTP_X_REQUEST_ID", "")
    taken = _REQUEST_ID.fullmatch(wanted) and not holds_card_number(wanted)
    request_id = wanted if taken else trace_id
    return Trace(trace_id, parent, request_id, time.perf_counter_ns())


def _in_one_line(told: Mapping[str, object]) -> str:
    try:
        return orjson.dumps(told).decode()
    except TypeError:  # half a character, or a number that is larger than any of ours
        return json.dumps(told)
