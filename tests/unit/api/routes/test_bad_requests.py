"""Bad requests to the real routes: each is a problem with its place, and leaves the database alone."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from gunicorn.http.errors import ChunkMissingTerminator

from api.reading.json_text import BODY_BYTES_MAX
from tests.unit.api.routes.shop import LINE, Shop, basket, open_shop

NOBODY = "mem_0000000000000"
USAGE_EVENTS = "/v1/usage/events"
USAGE = {"id": "e-1", "member": NOBODY, "meter": "api-calls", "quantity": 1, "at": "2026-11-22T09:00:00Z"}


@pytest.fixture(scope="module")
def shop(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Give one shop to all of these requests: none of them changes it."""
    path = tmp_path_factory.mktemp("shop") / "shop.db"
    shutil.copyfile(sqlite_template, path)
    return open_shop(f"sqlite:///{path}")


def line(**members: object) -> dict[str, Any]:
    """Give a basket with one line that has these members."""
    return basket(None, {**LINE, **members})


def enrol(fact: str, value: str) -> dict[str, Any]:
    """Give an enrolment with one fact."""
    return {"programme": "corner-coffee", "facts": {fact: value}}


def event(**changed: object) -> dict[str, object]:
    """Give a request of one usage event with some of its members changed."""
    return {"programme": "corner-coffee", "events": [{**USAGE, **changed}]}


def estimate(**changed: object) -> dict[str, object]:
    """Give a request of an estimate with some of its members changed."""
    return {"programme": "corner-coffee", "plan": "brew-pro", **changed}


def used(quantity: str, meter: str = "api-calls") -> dict[str, str]:
    """Give how much of a meter was used."""
    return {"meter": meter, "quantity": quantity}


STEP = {"programme": "corner-coffee", "step": "closed"}
SCOPE = {"programme": "corner-coffee", "rule": "spring-sale"}
ESTIMATES, COMPARED, PRICE = "/v1/estimates", "/v1/plans/compare", "/lines/0/unit_price"
BAD = [
    ("POST", ESTIMATES, estimate(**used("999999999")), 422, "out-of-bounds", "/quantity"),
    ("POST", ESTIMATES, estimate(used=[used("999999999")]), 422, "out-of-bounds", "/used/0/quantity"),
    ("POST", ESTIMATES, estimate(used=[used("999999999999")]), 422, "out-of-bounds", "/used/0/quantity"),
    (
        "POST",
        "/v1/quotes",
        basket(None, LINE | {"unit_price": f"{10**11}.{10**8}"}),
        422,
        "out-of-range",
        PRICE,
    ),
    ("POST", ESTIMATES, estimate(used=[used("0.0000001")]), 422, "too-fine", "/used/0/quantity"),
    ("POST", "/v1/quotes", basket(points_to_spend=10**9), 422, "out-of-bounds", "/points_to_spend"),
    ("POST", ESTIMATES, estimate(used=[], currency="USD"), 422, "other-currency", "/currency"),
    ("POST", ESTIMATES, estimate(used=[], seats=10**7), 422, "out-of-range", "/seats"),
    ("POST", ESTIMATES, estimate(used=[], seats=2), 422, "no-seats", "/seats"),
    ("POST", ESTIMATES, estimate(used=[], coupons=["welcome"]), 422, "unknown-coupon", "/coupons/0"),
    ("POST", ESTIMATES, estimate(used=[], share={"part": 4, "total": 3}), 422, "out-of-range", "/share/part"),
    ("POST", ESTIMATES, estimate(used=[], coupons=["a", "b", "a"]), 422, "twice", "/coupons/2"),
    (
        "POST",
        ESTIMATES,
        estimate(used=[], facts={"member.age": "7"}),
        422,
        "not-from-request",
        "/facts/member.age",
    ),
    (
        "POST",
        COMPARED,
        {"programme": "corner-coffee", "used": [used("999999999")]},
        422,
        "out-of-bounds",
        "/used/0/quantity",
    ),
    ("POST", "/v1/quotes", basket(extra=1), 422, "unknown-member", "/extra"),
    ("POST", "/v1/quotes", line(colour="red"), 422, "unknown-fact", "/lines/0/colour"),
    ("POST", "/v1/quotes", line(category="cofee"), 422, "fact-invalid", "/lines/0/category"),
    ("POST", "/v1/quotes", line(quantity=-1), 422, "out-of-range", "/lines/0/quantity"),
    ("POST", "/v1/quotes", line(quantity=1.9), 422, "float", "/lines/0/quantity"),
    ("POST", "/v1/quotes", line(quantity=float("nan")), 422, "not-a-number", "/lines/0/quantity"),
    ("POST", "/v1/quotes", line(quantity=10**30), 422, "huge-number", "/lines/0/quantity"),
    ("POST", "/v1/quotes", line(quantity="1.1234567891"), 422, "too-many-decimals", "/lines/0/quantity"),
    ("POST", "/v1/quotes", line(quantity=10**8), 422, "out-of-bounds", "/lines/0/quantity"),
    (
        "POST",
        "/v1/quotes",
        line(unit_price={"amount": 1, "currency": "USD"}),
        422,
        "other-currency",
        "/lines/0/unit_price/currency",
    ),
    ("POST", "/v1/quotes", basket(currency="USD"), 422, "other-currency", "/currency"),
    ("POST", "/v1/quotes", basket(currency="EURO"), 422, "not-a-currency", "/currency"),
    ("POST", "/v1/quotes", basket(points_to_spend=1.9), 422, "float", "/points_to_spend"),
    ("POST", "/v1/quotes", basket(points_to_spend="5"), 422, "not-an-integer", "/points_to_spend"),
    ("POST", "/v1/quotes", basket(at="2026-11-22T09:00:00"), 422, "not-an-instant", "/at"),
    ("POST", "/v1/quotes", basket("mem_x"), 422, "not-an-id", "/member"),
    ("POST", "/v1/quotes", basket(NOBODY), 404, "unknown-member", None),
    ("POST", "/v1/quotes", basket(programme="corner-cofee"), 404, "unknown-programme", None),
    ("POST", "/v1/quotes", basket(at="2026-01-01T00:00:00Z"), 404, "unknown-programme", None),
    ("POST", "/v1/quotes", basket(None, *[LINE] * 501), 422, "too-long", "/lines"),
    ("POST", "/v1/quotes", basket(facts={"member.age": 47}), 422, "not-from-request", "/facts/member.age"),
    ("PUT", "/v1/orders/o-1", line(quantity=0), 422, "out-of-range", "/lines/0/quantity"),
    ("PUT", "/v1/orders/o-1", basket(currency="USD"), 422, "other-currency", "/currency"),
    ("PUT", "/v1/orders/o-1", basket(NOBODY), 404, "unknown-member", None),
    ("PUT", "/v1/orders/o-1", basket(at="2026-11-23T09:00:00Z"), 422, "in-the-future", "/at"),
    ("PUT", "/v1/orders/o-1", basket(quote="quo_0000000000000"), 404, "unknown-quote", None),
    ("PUT", "/v1/orders/a%20b", basket(), 422, "not-an-identifier", "{order_id}"),
    ("PUT", "/v1/orders/%00", basket(), 422, "not-an-identifier", "{order_id}"),
    ("POST", "/v1/members", {}, 422, "required", "/programme"),
    ("POST", "/v1/members", {"programme": "corner-coffee", "name": "A"}, 422, "unknown-member", "/name"),
    ("POST", "/v1/members", {"programme": "nowhere"}, 404, "unknown-programme", None),
    ("POST", "/v1/holds", {"member": NOBODY, "points": 0, "seconds": 1}, 422, "out-of-range", "/points"),
    ("POST", "/v1/holds", {"member": NOBODY, "points": 1, "seconds": 1}, 404, "unknown-member", None),
    ("POST", "/v1/holds/hld_x/void", {"member": NOBODY}, 404, "hold-unknown", None),
    ("POST", "/v1/redemptions/v-1/rollback", {"member": NOBODY}, 404, "unknown-member", None),
    ("POST", "/v1/usage/events", {"programme": "corner-coffee", "events": []}, 422, "too-short", "/events"),
    ("POST", USAGE_EVENTS, event(quantity="-1000000000000"), 422, "out-of-range", "/events/0/quantity"),
    ("POST", USAGE_EVENTS, event(properties=[]), 422, "not-an-object", "/events/0/properties"),
    ("POST", USAGE_EVENTS, event(properties={"a": 1.5}), 422, "float", "/events/0/properties/a"),
    ("POST", USAGE_EVENTS, event(properties={"a": "x" * 201}), 422, "too-long", "/events/0/properties/a"),
    (
        "POST",
        USAGE_EVENTS,
        event(properties={f"p{n}": "x" for n in range(21)}),
        422,
        "too-long",
        "/events/0/properties",
    ),
    ("POST", USAGE_EVENTS, event(supersedes="a b"), 422, "not-an-identifier", "/events/0/supersedes"),
    ("POST", USAGE_EVENTS, event(subscription=None), 422, "null", "/events/0/subscription"),
    ("PUT", "/v1/orders/o-1?dry_run=true", basket(), 422, "unknown-member", "?dry_run"),
    ("POST", "/v1/quotes?dry_run=true", basket(), 422, "unknown-member", "?dry_run"),
    ("POST", "/v1/quotes?anna%40example.com=1", basket(), 422, "unknown-member", "?"),
    ("POST", "/v1/holds?a=1&a=2", {"member": NOBODY, "points": 1, "seconds": 1}, 422, "unknown-member", "?a"),
    ("GET", "/v1/programmes?page=2", None, 422, "unknown-member", "?page"),
    ("GET", "/v1/programmes/corner-coffee/documents?number=a%00b", None, 422, "bad-text", "?number"),
    ("GET", "/v1/programmes/corner-coffee/prices?sku=%00", None, 422, "bad-text", "?sku"),
    ("GET", "/static//pages.css", None, 404, "not-found", None),
    ("PUT", "/v1/orders/..", basket(), 422, "not-an-identifier", "{order_id}"),
    ("PUT", "/v1/orders/%2e", basket(), 422, "not-an-identifier", "{order_id}"),
    (
        "POST",
        "/v1/quotes",
        basket(facts={"order.channel": "web"}),
        422,
        "other-place",
        "/facts/order.channel",
    ),
    ("POST", "/v1/quotes", basket(facts={"line.brand": "own"}), 422, "other-place", "/facts/line.brand"),
    ("POST", "/v1/members", enrol("member.age", "47"), 422, "undeclared-fact", "/facts/member.age"),
    ("POST", "/v1/members", enrol("member.tier", "gold"), 422, "undeclared-fact", "/facts/member.tier"),
    ("POST", "/v1/members", enrol("member.country", "de"), 422, "fact-invalid", "/facts/member.country"),
    ("GET", f"/v1/members/{NOBODY}", None, 404, "unknown-member", None),
    ("GET", "/v1/members/%00/balances", None, 404, "unknown-member", None),
    ("GET", f"/v1/members/{NOBODY}/ledger?limit=201", None, 422, "out-of-range", "?limit"),
    ("GET", f"/v1/members/{NOBODY}/ledger?cursor=7", None, 422, "not-an-id", "?cursor"),
    ("POST", "/v1/cases/T-1/steps", {**STEP, "repaired": ""}, 422, "not-an-id", "/repaired"),
    ("POST", "/v1/cases/T-1/steps", {**STEP, "repaired": False}, 422, "not-an-id", "/repaired"),
    ("POST", "/v1/cases/T-1/scope", {**SCOPE, "repaired": {}}, 422, "not-an-id", "/repaired"),
    ("GET", "/v1/programmes/%00/source", None, 404, "unknown-programme", None),
    ("GET", f"/v1/programmes/corner-coffee/source?digest={'0' * 64}", None, 404, "unknown-programme", None),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "code", "pointer"), BAD)
def test_a_bad_request_changes_nothing(
    shop: Shop, *, method: str, path: str, body: object, status: int, code: str, pointer: str | None
) -> None:
    """Each is answered with its status, its code, its place, and every table keeps its rows."""
    before = shop.rows()
    answer = shop.send(method, path, body)

    document = answer.get_json()
    assert (status, "application/problem+json") == (answer.status_code, answer.content_type), answer.text
    found = [(e["code"], e["pointer"]) for e in document.get("errors", [])] or [(document["code"], None)]
    assert [(code, pointer)] == found
    assert before == shop.rows()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'"' + b"x" * BODY_BYTES_MAX + b'"', "application/json", 413),
        (json.dumps(basket()).encode(), "text/plain", 415),
        (b"[" * 100_000, "application/json", 422),
        (b'{"programme": "a", "programme": "b"}', "application/json", 422),
        (b"{", "application/json", 400),
    ],
)
@pytest.mark.parametrize(
    "path", ["/v1/orders/o-1", "/v1/orders/o-1/returns", "/v1/holds", "/v1/usage/events"]
)
def test_a_bad_body_changes_nothing(shop: Shop, *, path: str, body: bytes, kind: str, status: int) -> None:
    """Bodies over the limits, of other types, doubled or broken are refused on every route that books."""
    before = shop.rows()
    method = "PUT" if path.count("/") == 3 and "orders" in path else "POST"
    headers = {**shop.headers, "Idempotency-Key": "k"}
    answer = shop.app.test_client().open(path, method=method, data=body, content_type=kind, headers=headers)

    assert (status, "application/problem+json") == (answer.status_code, answer.content_type)
    assert before == shop.rows()


def test_every_wrong_fact_of_an_enrolment_is_named(shop: Shop) -> None:
    """All of them are found at once, and no value is repeated."""
    facts = {"member.age": "8347261905", "member.country": "Nowhere", "member.contry": "DE"}
    answer = shop.send("POST", "/v1/members", {"programme": "corner-coffee", "facts": facts})

    assert list(facts) == [e["pointer"].removeprefix("/facts/") for e in answer.get_json()["errors"]]
    assert "did you mean `member.country`?" in answer.get_json()["errors"][2]["hint"]
    assert not any(value in answer.text for value in ("8347261905", "Nowhere"))


def test_a_body_in_pieces_has_the_same_limit(shop: Shop) -> None:
    """A body without a stated length is not cut at the limit and taken for whole."""
    body = json.dumps(basket()).encode().ljust(BODY_BYTES_MAX + 1)
    pieces = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    before = shop.rows()
    answer = shop.app.test_client().post(
        "/v1/quotes",
        input_stream=BytesIO(body),
        content_type="application/json",
        headers=shop.headers,
        environ_overrides=pieces,
    )

    assert (413, "body-too-large") == (answer.status_code, answer.get_json()["code"])
    assert before == shop.rows()


class _Broken(BytesIO):
    """Pieces of which one has no end."""

    def readinto(self, _: object) -> int:
        raise ChunkMissingTerminator(b"")


@pytest.mark.parametrize(
    ("stream", "head"),
    [
        (BytesIO(json.dumps(basket()).encode()), {"CONTENT_LENGTH": "9999"}),
        (_Broken(), {"HTTP_TRANSFER_ENCODING": "chunked"}),
    ],
)
def test_a_body_that_breaks_off_is_not_taken_for_whole(
    shop: Shop, stream: BytesIO, head: dict[str, str]
) -> None:
    """Of a connection that was cut nothing is booked, though what came of it could be read."""
    before = shop.rows()
    answer = shop.app.test_client().post(
        "/v1/quotes",
        input_stream=stream,
        content_type="application/json",
        headers=shop.headers,
        environ_overrides={"wsgi.input_terminated": True, **head},
    )

    assert (400, "request-unreadable") == (answer.status_code, answer.get_json()["code"])
    assert before == shop.rows()


@pytest.mark.parametrize("coding", ["gzip", "br", "identity, gzip"])
def test_a_coded_body_is_not_read(shop: Shop, coding: str) -> None:
    """A compressed body is refused for being compressed, with what would be taken."""
    headers = {**shop.headers, "Content-Encoding": coding}
    answer = shop.app.test_client().post("/v1/quotes", json=basket(), headers=headers)

    assert (415, "body-coded") == (answer.status_code, answer.get_json()["code"])
    assert "identity" == answer.headers["Accept-Encoding"]
