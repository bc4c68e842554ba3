"""Unmistakable personal strings, planted in every text of every request, are in no log, error or header."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest

from api.tracing import JsonLines
from loyalty.kernel.card_door import POINTERS_MAX
from loyalty.use_cases.jobs.run_jobs import RunJobs, Waiting, run_jobs
from tests.unit.api.routes.shop import Shop

CANARY = "zwitscher.kanarienvogel@example.org"
NAME = "Zwitscher"
REFERENCE = "zwitscher.kanarienvogel"
CARD = "4111 1111-1111 1111"
METHODS = ("get", "put", "post", "delete", "patch")


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Give the lines that everything at work writes to its log, as they are written."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record) + json.dumps(vars(record), default=str))

    handler = Keep()
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


def _filled(schema: Mapping[str, Any], schemas: Mapping[str, Any], text: str, depth: int = 0) -> object:
    """Give a value with a text in every leaf that a schema has."""
    if "$ref" in schema:
        return _filled(schemas[schema["$ref"].rpartition("/")[2]], schemas, text, depth)
    if depth < 6 and "properties" in schema:
        return {name: _filled(each, schemas, text, depth + 1) for name, each in schema["properties"].items()}
    if depth < 6 and "items" in schema:
        return [_filled(schema["items"], schemas, text, depth + 1)]
    if schema.get("type") == "object":
        return {"member.note": text}
    return text


def _leaves(value: object, pointer: str = "") -> Iterator[str]:
    """Give the pointers of all texts in plain data."""
    if isinstance(value, str):
        yield pointer
    elif isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, f"{pointer}/{name}")


def _requests(contract: Mapping[str, Any], text: str = CANARY) -> Iterator[tuple[str, str, object]]:
    """Give each route with a text in its path and query, and in every leaf of its body."""
    schemas = contract["components"]["schemas"]
    for path, methods in contract["paths"].items():
        for method in (each for each in METHODS if each in methods):
            of = methods[method]
            filled = path
            for part in (each for each in path.split("/") if each.startswith("{")):
                filled = filled.replace(part, quote(text))
            asked = "&".join(
                f"{each['name']}={quote(text)}" for each in of.get("parameters", ()) if each["in"] == "query"
            )
            content = of.get("requestBody", {}).get("content", {}).get("application/json")
            body = None if content is None else _filled(content["schema"], schemas, text)
            yield method.upper(), f"{filled}?{asked}" if asked else filled, body


def test_no_error_and_no_log_repeats_what_was_sent(shop: Shop, written: list[str]) -> None:
    """Of every route: with the canary everywhere it is refused, and neither answer, header nor log has it."""
    contract = shop.ask("GET", "/openapi.json")
    member = shop.ask("POST", "/v1/members", {"programme": "corner-coffee"})["member"]
    told = []
    for method, path, body in _requests(contract):
        for address in {path, path.replace(quote(CANARY), member)}:
            headers = {**shop.headers, "X-Request-Id": f"{NAME}@{CANARY}", "Idempotency-Key": "k"}
            answer = shop.app.test_client().open(address, method=method, headers=headers, json=body)
            if answer.status_code >= 400:
                told.append(f"{answer.text} {answer.headers}")

    assert len(told) > 100
    assert [] == [each for each in told if NAME.lower() in each.lower()]
    assert written
    assert [] == [line for line in written if "kanarienvogel" in line.lower()]


def test_no_card_number_comes_in_by_any_operation(shop: Shop) -> None:
    """Of every route: in its address and in each text of its body it is refused, named and not repeated."""
    contract, before = shop.ask("GET", "/openapi.json"), shop.rows()
    looked, leaves = 0, 0
    for method, path, body in _requests(contract, CARD):
        plain = path.partition("?")[0].replace(quote(CARD), "x")
        for address, sent in {path: None, plain: body}.items():
            if quote(CARD) not in address and sent is None:
                continue
            answer = shop.send(method, address, sent)
            assert (422, "pan-detected") == (answer.status_code, answer.get_json()["code"]), (method, address)
            assert "41111111" not in re.sub(r"[\s-]", "", answer.text)
            looked += 1
            if sent is not None:
                named = [each["pointer"] for each in answer.get_json()["errors"]]
                assert list(_leaves(sent))[:POINTERS_MAX] == named, (method, address)
                leaves += len(named)

    assert looked > 200
    assert leaves > 400
    assert before == shop.rows()


def test_a_fault_of_ours_repeats_nothing(
    shop: Shop, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a statement fails with the values it was to store, neither the log nor the answer has them."""

    def broken(*_: object, **__: object) -> None:
        message = f"it failed to store {CANARY}"
        raise RuntimeError(message)

    monkeypatch.setattr("api.blueprints.members.enrol_member", broken)
    body = {"programme": "corner-coffee", "reference": REFERENCE}

    answer = shop.send("POST", "/v1/members", body)

    assert 500 == answer.status_code
    assert "kanarienvogel" not in f"{answer.text} {answer.headers} {written}"


def test_jobs_and_tables_keep_no_identity(shop: Shop, written: list[str]) -> None:
    """Of who is known by an address and a reference no job, result or text of the database has either."""
    enrolled = shop.ask("POST", "/v1/members", {"programme": "corner-coffee", "reference": REFERENCE})
    path = f"/v1/members/{enrolled['member']}/identities"
    assert 201 == shop.send("POST", path, {"identity": {"kind": "email", "value": CANARY}}).status_code

    done = [each for each in run_jobs(shop.services, RunJobs("test")) if not isinstance(each, Waiting)]

    with shop.services.units.read() as unit:
        assert [] == unit.person.where_found([CANARY, REFERENCE, "kanarienvogel"])
    assert "kanarienvogel" not in f"{done} {written}"
