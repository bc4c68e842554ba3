"""The Idempotency-Key header, and what a use case is told of it."""

import pytest
from flask.testing import FlaskClient

from api.idempotency import read_key
from api.refusals import HeaderDoubled, IdempotencyKeyMalformed, IdempotencyKeyMissing
from tests.unit.api.trial import Trial


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("8e03978e", "8e03978e"),
        ('"8e03978e"', "8e03978e"),
        (r'"a\"b\\c"', r'a"b\c'),
        ("a" * 255, "a" * 255),
        ("!~", "!~"),
    ],
)
def test_bare_and_quoted_keys_are_the_same(header: str, key: str) -> None:
    """A key may be written bare or as a structured-field string."""
    assert key == read_key(header)


@pytest.mark.parametrize(
    "header", ["", '""', "a b", '"a b"', '"a', '"a" ; x', "a" * 256, "é", "a\tb", r'"a\b"']
)
def test_what_is_no_key_is_refused(header: str) -> None:
    """Empty, long, blank, foreign and half-quoted keys are refused."""
    with pytest.raises(IdempotencyKeyMalformed):
        read_key(header)


@pytest.mark.parametrize("header", ["a,b", "a,a", 'a,"b"', '"a","b"', '"a", "a"'])
def test_two_headers_are_refused(header: str) -> None:
    """Servers join two headers by a comma: a key that holds one is to be quoted, so that it cannot be two."""
    with pytest.raises(HeaderDoubled) as refused:
        read_key(header)

    assert "Idempotency-Key" == refused.value.facts["pointer"]
    assert "a,b" == read_key('"a,b"')


def test_a_missing_header_is_named() -> None:
    """Without the header the refusal says so."""
    with pytest.raises(IdempotencyKeyMissing):
        read_key(None)


def test_a_write_needs_the_header(client: FlaskClient, bearer: dict[str, str], trial: Trial) -> None:
    """A POST that books is refused without the header and reaches no view."""
    answer = client.post("/v1/trials/x/books", json={}, headers=bearer)

    assert (400, "idempotency-key-missing") == (answer.status_code, answer.get_json()["code"])
    assert [] == trial.seen


def test_the_view_gets_who_repeats_what(client: FlaskClient, bearer: dict[str, str], trial: Trial) -> None:
    """The view gets the scope of API key and route, and the caller's key without its quotes."""
    client.post("/v1/trials/x/books", json={}, headers={**bearer, "Idempotency-Key": '"k"'})

    found = trial.seen[0][0]
    assert (f"{next(iter(trial.keys))} POST /v1/trials/<name>/books", "k") == (found.scope, found.key)


def test_the_fingerprint_is_of_what_was_asked(
    client: FlaskClient, bearer: dict[str, str], trial: Trial
) -> None:
    """The order of members does not count; a value, its type and an id of the path do."""
    for name, body in [
        ("x", b'{"points": 5, "facts": {"a": 1}}'),
        ("x", b'{"facts": {"a": 1}, "points": 5}'),
        ("x", b'{"points": 6, "facts": {"a": 1}}'),
        ("x", b'{"points": 5, "facts": {"a": "1"}}'),
        ("y", b'{"points": 5, "facts": {"a": 1}}'),
    ]:
        headers = {**bearer, "Idempotency-Key": "k"}
        client.post(f"/v1/trials/{name}/books", data=body, headers=headers, content_type="application/json")

    first, again, *others = [seen[0].fingerprint for seen in trial.seen]
    assert first == again
    assert 4 == len({first, *others})
