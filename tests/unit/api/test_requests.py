"""Bad input of every kind: each is a problem with code and pointer, and reaches no view."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.reading import json_text
from api.reading.json_text import BODY_BYTES_MAX, DEPTH_MAX, VALUES_MAX
from api.refusals import RequestInvalid
from tests.unit.api.trial import Trial

LINE = {"sku": "beans-1kg", "quantity": 1, "unit_price": "26.94"}


def post(
    client: FlaskClient, bearer: dict[str, str], body: bytes | str, kind: str = "application/json"
) -> TestResponse:
    """Send a body as it is."""
    return client.post("/v1/trials", data=body, headers=bearer, content_type=kind)


def assert_problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Hold the form of a problem and give its document."""
    assert status == answer.status_code
    assert "application/problem+json" == answer.content_type
    document: dict[str, Any] = answer.get_json()
    assert (status, code, f"/problems/{code}") == (document["status"], document["code"], document["type"])
    assert document["title"]
    assert document["detail"]
    return document


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"programmme": 1}, "/programmme", "unknown-member"),
        ({"points": "5"}, "/points", "not-an-integer"),
        ({"points": True}, "/points", "not-an-integer"),
        ({"points": 1001}, "/points", "out-of-range"),
        ({"points": None}, "/points", "null"),
        ({"currency": "QQQ"}, "/currency", "not-a-currency"),
        ({"at": "2026-11-22"}, "/at", "not-an-instant"),
        ({"note": 7}, "/note", "not-text"),
        ({"budget": {"amount": 1, "currency": "XAU"}}, "/budget", "not-a-currency"),
        ({"facts": ["DE"]}, "/facts", "not-an-object"),
        ({"facts": {"member.country": ["DE"]}}, "/facts/member.country", "not-a-fact"),
        ({"lines": {}}, "/lines", "not-a-list"),
        ({"lines": []}, "/lines", "too-short"),
        ({"lines": [LINE] * 501}, "/lines", "too-long"),
        ({"lines": ["beans"]}, "/lines/0", "not-an-object"),
        ({"lines": [LINE, {"sku": "a"}]}, "/lines/1/quantity", "required"),
        ({"lines": [{**LINE, "quantity": -1}]}, "/lines/0/quantity", "out-of-range"),
        ({"lines": [{**LINE, "quantity": "1.2.3"}]}, "/lines/0/quantity", "not-a-decimal"),
        ({"lines": [{**LINE, "quantity": 10**17}]}, "/lines/0/quantity", "out-of-range"),
        ({"lines": [{**LINE, "quantity": 10**19}]}, "/lines/0/quantity", "huge-number"),
        ({"lines": [{**LINE, "quantity": 1.9}]}, "/lines/0/quantity", "float"),
        ({"lines": [{**LINE, "quantity": float("nan")}]}, "/lines/0/quantity", "not-a-number"),
        ({"lines": [{**LINE, "unit_price": "-1"}]}, "/lines/0/unit_price", "out-of-range"),
        ({"lines": [{**LINE, "colour": "red"}]}, "/lines/0/colour", "unknown-member"),
        ([], "", "not-an-object"),
        (None, "", "not-an-object"),
        ("x" * 201, "", "too-long"),
    ],
)
def test_a_wrong_member_is_pointed_at(
    client: FlaskClient, bearer: dict[str, str], trial: Trial, *, body: object, pointer: str, code: str
) -> None:
    """Each wrong member is one error with its pointer, and the view is not reached."""
    answer = post(client, bearer, json.dumps(body))

    errors = assert_problem(answer, 422, "request-invalid")["errors"]
    assert [(pointer, code)] == [(error["pointer"], error["code"]) for error in errors]
    assert [] == trial.seen


def test_bodies_are_held_to_what_the_page_of_threats_says() -> None:
    """One MiB, 32 levels, 20,000 values."""
    assert (1024 * 1024, 32, 20_000) == (BODY_BYTES_MAX, DEPTH_MAX, VALUES_MAX)


def nested(levels: int) -> bytes:
    """Give lists inside each other."""
    return b"[" * levels + b"]" * levels


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "body-unreadable"),
        (b"", "application/json", 400, "body-unreadable"),
        (b"{}", "text/plain", 415, "media-type-unknown"),
        (b"{}", "application/vnd.api+json", 415, "media-type-unknown"),
        (b"a=1", "application/x-www-form-urlencoded", 415, "media-type-unknown"),
        (b"{}", "application/json; charset=latin-1", 415, "media-type-unknown"),
        (b"{}", "", 415, "media-type-unknown"),
        (b'"' + b"x" * BODY_BYTES_MAX + b'"', "application/json", 413, "body-too-large"),
        (b"[" * 200_000, "application/json", 422, "too-deep"),
        (nested(DEPTH_MAX + 1), "application/json", 422, "too-deep"),
        (nested(DEPTH_MAX), "application/json", 422, "not-an-object"),
        (json.dumps([0] * VALUES_MAX).encode(), "application/json", 422, "too-much"),
        (json.dumps([0] * (VALUES_MAX - 1)).encode(), "application/json", 422, "not-an-object"),
        (b'{"points": 1, "points": 2}', "application/json", 422, "doubled-member"),
    ],
)
def test_a_wrong_body_is_refused_as_a_whole(
    client: FlaskClient,
    bearer: dict[str, str],
    trial: Trial,
    *,
    body: bytes,
    kind: str,
    status: int,
    code: str,
) -> None:
    """What is not JSON, too large, too deep or doubled is refused before any schema."""
    of_parts = status == 422
    told = assert_problem(post(client, bearer, body, kind), status, "request-invalid" if of_parts else code)

    assert not of_parts or [code] == [error["code"] for error in told["errors"]]
    assert [] == trial.seen


def test_a_coded_body_is_refused_as_a_whole(
    client: FlaskClient, bearer: dict[str, str], trial: Trial
) -> None:
    """A packed body, which could be a thousand times as long, is not unpacked."""
    headers = {**bearer, "Content-Encoding": "gzip"}
    answer = client.post("/v1/trials", data=b"{}", headers=headers, content_type="application/json")

    assert_problem(answer, 415, "body-coded")
    assert [] == trial.seen


def test_what_is_too_much_is_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that is full of values is refused before any of them is looked at, which would take seconds."""
    monkeypatch.setattr(json_text, "refuse_in_data", lambda _: pytest.fail("looked at"))

    with pytest.raises(RequestInvalid):
        json_text.read_json(b"[" + b"1," * 400_000 + b"1]")


def test_what_is_right_reaches_the_view(client: FlaskClient, bearer: dict[str, str], trial: Trial) -> None:
    """A right body is read once and answered in JSON with money in minor units."""
    answer = post(
        client, bearer, json.dumps({"currency": "EUR", "lines": [LINE]}), "application/json; charset=utf-8"
    )

    assert 200 == answer.status_code
    assert {"seen": "asked", "due": {"amount": 2694, "currency": "EUR"}} == answer.get_json()
    assert 1 == len(trial.seen)


def test_every_wrong_member_is_named_at_once(client: FlaskClient, bearer: dict[str, str]) -> None:
    """Errors are listed together, and an unknown member is told the name that was meant."""
    body = {"lines": [{"sku": 1, "quantity": 1, "unit_prise": "1"}], "points": -1}

    errors = assert_problem(post(client, bearer, json.dumps(body)), 422, "request-invalid")["errors"]

    assert {"/lines/0/sku", "/lines/0/unit_prise", "/points"} == {error["pointer"] for error in errors}
    assert ["did you mean `unit_price`?"] == [e["hint"] for e in errors if e["code"] == "unknown-member"]


def test_unknown_names_are_told_in_one_order(client: FlaskClient, bearer: dict[str, str]) -> None:
    """What is wrong is listed in the same order by every process, whatever seed its sets have."""
    names = [f"/{name}" for name in "qwertzuiop"]
    body = {"lines": [], **{name.removeprefix("/"): 1 for name in names}}

    errors = assert_problem(post(client, bearer, json.dumps(body)), 422, "request-invalid")["errors"]

    assert sorted(names) == [each["pointer"] for each in errors if each["code"] == "unknown-member"]


def test_what_was_sent_is_not_sent_back(client: FlaskClient, bearer: dict[str, str]) -> None:
    """A problem repeats no value and no strange name of a body, as either may be personal."""
    body = {"note": "anna@example.com" * 9, "anna@example.com": 1, "points": "anna"}

    assert "anna" not in post(client, bearer, json.dumps(body)).text
    assert "anna" not in client.get("/v1/trials/x?anna@example.com=1", headers=bearer).text


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("limit=0", "?limit", "out-of-range"),
        ("limit=1.5", "?limit", "not-an-integer"),
        ("limit=", "?limit", "not-an-integer"),
        ("limit=5&limit=6", "?limit", "repeated-parameter"),
        ("limt=5", "?limt", "unknown-member"),
        ("anna%40example.com=5", "?", "unknown-member"),
        ("anna+karenina=5", "?", "unknown-member"),
        ("as_of=2026-11-22T09:00:00+01:00", "?as_of", "not-an-instant"),
    ],
)
def test_a_wrong_query_is_pointed_at(
    client: FlaskClient, bearer: dict[str, str], query: str, pointer: str, code: str
) -> None:
    """Parameters are read as strictly as bodies; a bare + is a blank there, so the offset is lost."""
    answer = client.get(f"/v1/trials/x?{query}", headers=bearer)

    errors = assert_problem(answer, 422, "request-invalid")["errors"]
    assert [(pointer, code)] == [(error["pointer"], error["code"]) for error in errors]


def test_a_right_query_reaches_the_view(client: FlaskClient, bearer: dict[str, str], trial: Trial) -> None:
    """Parameters are read by their forms, and have their defaults."""
    client.get("/v1/trials/x?as_of=2026-11-22T09:00:00%2B01:00", headers=bearer)

    assert [(10, 8)] == [(seen["limit"], seen["as_of"].hour) for seen in trial.seen]


def test_a_body_where_none_is_taken_is_refused(
    client: FlaskClient, bearer: dict[str, str], trial: Trial
) -> None:
    """A body that nothing would read is refused instead of ignored."""
    answer = client.get("/v1/trials/x", headers=bearer, data=b"{}")

    errors = assert_problem(answer, 422, "request-invalid")["errors"]
    assert ["unexpected-body"] == [error["code"] for error in errors]
    assert [] == trial.seen


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nowhere", 404, "not-found"),
        ("DELETE", "/v1/trials", 405, "method-not-allowed"),
        ("OPTIONS", "/v1/trials", 405, "method-not-allowed"),
        ("POST", "/docs", 405, "method-not-allowed"),
        ("GET", "/problems/no-such", 404, "not-found"),
    ],
)
def test_a_wrong_address_is_a_problem(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    """Errors of the router are problem documents as well."""
    assert_problem(client.open(path, method=method), status, code)


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    """405 comes with the methods that are served."""
    assert "POST" == client.delete("/v1/trials").headers["Allow"]


def test_a_fault_of_ours_says_nothing(client: FlaskClient, bearer: dict[str, str]) -> None:
    """500 tells the trace id and nothing of the inside."""
    answer = client.get("/v1/trials/broken", headers=bearer)

    document = assert_problem(answer, 500, "service-fault")
    assert document["trace_id"] in answer.headers["traceparent"]
    assert "RuntimeError" not in answer.text
    assert "anna" not in answer.text
