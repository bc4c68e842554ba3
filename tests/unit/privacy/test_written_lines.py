"""What says who somebody is gets into no line of the log, and the line says that it would have."""

import json
import logging

import pytest

from api.tracing import JsonLines
from loyalty.privacy.written_lines import without_personal

FOUND = (
    "ada.lovelace@example.org",
    "阿达@例子.中国",
    "+49 30 1234567",
    "+86 138 0013 8000",
    "4111 1111 1111 1111",
    "11010519491231002X",
    "ID11010519491231002X",
)
PASSED = (
    "2026-11-22T09:00:00+00:00",
    "mem_0am0af2g2hcmp",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "110105194912310021",
    "1764234000000000",
    "sqlalchemy.exc.OperationalError at src/loyalty/unit_of_work.py:186",
    "10+12345678",
    "UTC+08:00 20261122",
)


@pytest.mark.parametrize("text", FOUND)
def test_it_is_taken_out_of_whatever_stands_around_it(text: str) -> None:
    """Nothing of it is left, in the message or in what is shown, and the line carries the code."""
    for given in (text, f"it failed for {text}, twice"):
        record = logging.LogRecord("api", logging.ERROR, "", 0, "%s", (given,), None)
        record.shown = {"detail": f"key ({given})"}
        line = JsonLines().format(record)

        assert "PII_IN_LOG" == json.loads(line)["code"]
        assert text not in json.dumps(json.loads(line), ensure_ascii=False)
        assert ("it failed for " in line) == (given != text)


@pytest.mark.parametrize("text", PASSED)
def test_what_looks_alike_is_left(text: str) -> None:
    """Times, ids, traces, places in the code and numbers without a check digit are nobody."""
    assert (text, False) == without_personal(text)
    record = logging.LogRecord("api", logging.ERROR, "", 0, "%s", (text,), None)
    assert "code" not in json.loads(JsonLines().format(record))
