"""The last words of every answer: what guards it, what it was traced and limited by; its line, its count.

They are put together once, where the answer leaves: a hook and a header at a time cost four times as much.
"""

import time

from flask import g, request

from api.answering.application import Application, Pairs
from api.headers import guards
from api.operating.counters import Counters
from api.operating.rates import left_of
from api.operating.replica import age_of
from api.reading.strangers import left_of_strangers
from api.refusals import TooManyRequests
from api.tracing import Trace, echoes, write_line

MILLISECOND, SECOND = 1_000_000, 1_000_000_000


def finish_answers(app: Application, counters: Counters) -> None:
    """Let every answer of ``app``, errors included, end so."""

    def last_words(status: str, headers: Pairs) -> Pairs:
        known = vars(g._get_current_object())  # noqa: SLF001  the proxy has it
        asked = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  the proxy has it
        trace: Trace = known["trace"]
        rule, code = asked.url_rule, known.get("refused_with")
        method, route = (asked.method, rule.rule) if rule else ("other", None)
        number, taken = int(status[:3]), time.perf_counter_ns() - trace.began
        counters.count((method, route or "other", number), taken / SECOND, code)
        write_line(
            {
                "method": method,
                "route": route,
                "status": number,
                "code": code,
                "ms": taken // MILLISECOND,
                "trace_id": trace.trace_id,
                "request_id": trace.request_id,
                "key_id": known["api_key"].key_id if "api_key" in known else None,
            }
        )
        said = guards(asked.path, headers) + echoes(trace)
        if "turns" in known:
            said += left_of(known["turns"], refused=code == TooManyRequests.code)
        if "turns_of_strangers" in known:
            said += left_of_strangers(known["turns_of_strangers"])
        if "seconds_behind" in known:
            said += age_of(known["seconds_behind"])
        return said

    app.last_words = last_words
