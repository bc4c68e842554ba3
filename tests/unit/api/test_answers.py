"""What every answer carries: headers, traces, and one line in the log."""

import json
import logging

import pytest
from flask.testing import FlaskClient

from api.tracing import JsonLines

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.parametrize("path", ["/v1/trials/x", "/v1/nowhere", "/livez", "/docs"])
def test_every_answer_is_guarded(client: FlaskClient, bearer: dict[str, str], path: str) -> None:
    """Answers set no cookie, open to no other origin, and let a browser load nothing foreign."""
    headers = client.get(path, headers={**bearer, "Origin": "https://example.com"}).headers

    assert "nosniff" == headers["X-Content-Type-Options"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    assert not [name for name, _ in headers if name.startswith("Access-Control")]


def test_only_pages_may_run_scripts(client: FlaskClient) -> None:
    """Scripts are allowed on pages, from ourselves; data allows nothing at all."""
    pages, data = (client.get(path).headers["Content-Security-Policy"] for path in ("/docs", "/livez"))
    assert ["script-src 'self'"] == [part for part in pages.split("; ") if "script" in part]
    assert pages.startswith("default-src 'none'; ")
    assert "script-src" not in data


def test_answers_about_members_are_not_kept(client: FlaskClient) -> None:
    """No cache keeps an answer under /v1."""
    assert "no-store" == client.get("/v1/trials/x").headers["Cache-Control"]


def test_a_trace_of_the_caller_is_continued(client: FlaskClient) -> None:
    """A good traceparent and request id come back, and problems carry the trace id."""
    answer = client.get("/v1/nowhere", headers={"traceparent": PARENT, "X-Request-Id": "till-7.42"})

    assert (PARENT, "till-7.42") == (answer.headers["traceparent"], answer.headers["X-Request-Id"])
    assert PARENT.split("-")[1] == answer.get_json()["trace_id"]


@pytest.mark.parametrize("wanted", ["4111111111111111", "4111-1111-1111-1111", "till.4111.1111.1111.1111"])
def test_a_request_id_that_holds_a_card_number_is_not_echoed(client: FlaskClient, wanted: str) -> None:
    """The id of a request is printed, so the number of a card is taken for none."""
    answer = client.get("/livez", headers={"traceparent": PARENT, "X-Request-Id": wanted})

    assert PARENT.split("-")[1] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    "parent", ["", "x", PARENT.replace("4b", "ZZ"), "00-" + "0" * 32 + PARENT[35:], PARENT + "-x"]
)
def test_a_bad_trace_is_replaced(client: FlaskClient, parent: str) -> None:
    """A trace that is none is not echoed; a request id that could be a sentence neither."""
    answer = client.get("/livez", headers={"traceparent": parent, "X-Request-Id": "anna@example.com"})

    assert "00-0102030405060708090a0b0c0d0e0f10-1112131415161718-00" == answer.headers["traceparent"]
    assert "0102030405060708090a0b0c0d0e0f10" == answer.headers["X-Request-Id"]


def test_the_log_knows_no_person(
    client: FlaskClient, bearer: dict[str, str], request_lines: list[logging.LogRecord]
) -> None:
    """A request leaves method, template, status, time and ids; a fault its type and places; no value."""
    client.get("/v1/trials/anna@example.com?limit=7&as_of=anna", headers=bearer)
    client.get("/v1/trials/broken", headers=bearer)

    lines = [json.loads(JsonLines().format(record)) for record in request_lines]
    assert ["/v1/trials/<name>", "RuntimeError", "/v1/trials/<name>"] == [
        line.get("route") or line["fault"] for line in lines
    ]
    assert ["GET", 422] == [lines[0]["method"], lines[0]["status"]]
    assert lines[0]["ms"] >= 0
    assert lines[1]["frames"]
    written = json.dumps(lines) + "".join(record.getMessage() for record in request_lines)
    assert "anna" not in written
    assert bearer["Authorization"] not in written
