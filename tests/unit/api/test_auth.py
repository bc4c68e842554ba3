"""Keys at the door: who is let in, what is said to those who are not."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.auth import Right, right_of
from loyalty.access.key import Kind
from loyalty.access.scopes import Scope
from tests.unit.api.trial import AT, Trial

OPEN = {
    "/",
    "/.well-known/oauth-authorization-server",
    "/livez",
    "/readyz",
    "/docs",
    "/verify",
    "/docs/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>",
    "/openapi.json",
    "/static/<path:filename>",
    "/problems/<code>",
    "/pages/sign-in",
    "/pages/accessibility",
    "/pages/enter/<link>",
    "/pages/stop/<link>",
}


def test_every_route_says_its_right(app: Flask) -> None:
    """Only the listed addresses are open; each other route asks for a scope."""
    rights = {rule.rule: right_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}

    assert None not in rights.values()
    assert {address for address, right in rights.items() if right == Right(None)} == OPEN


def test_a_route_without_a_right_is_not_served(app: Flask, client: FlaskClient) -> None:
    """A view that was registered past the declarations answers 500, to everybody."""
    app.add_url_rule("/v1/forgotten", "forgotten", lambda: "secret")

    assert 500 == client.get("/v1/forgotten").status_code


def test_no_key_is_told_so(client: FlaskClient) -> None:
    """Without a key the answer is 401 and says which scheme is used."""
    answer = client.get("/v1/trials/x")

    assert (401, "key-missing") == (answer.status_code, answer.get_json()["code"])
    assert 'Bearer realm="loyalty"' == answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic bG9sOng=", "lk_" + "0" * 16 + "_" + "0" * 64]
)
def test_what_is_no_key_is_refused(client: FlaskClient, trial: Trial, header: str) -> None:
    """Anything but a key of ours after Bearer is refused in one way, also one with a guessed secret."""
    guessed = trial.key(Scope.POINTS_READ).rpartition("_")[0] + "_" + "f" * 64
    for shown in (header, f"Bearer {guessed}"):
        answer = client.get("/v1/trials/x", headers={"Authorization": shown})

        assert (401, "key-refused") == (answer.status_code, answer.get_json()["code"])
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_key_is_refused(client: FlaskClient, trial: Trial) -> None:
    """A key stops at once when it is revoked."""
    header = {"Authorization": f"Bearer {trial.key(Scope.POINTS_READ)}"}
    assert 200 == client.get("/v1/trials/x", headers=header).status_code

    trial.keys = {name: replace(key, revoked_at=AT) for name, key in trial.keys.items()}
    assert 401 == client.get("/v1/trials/x", headers=header).status_code


def test_a_missing_scope_is_named(client: FlaskClient, trial: Trial) -> None:
    """403 names the scope, in the problem and in the challenge."""
    answer = client.get("/v1/trials/x", headers={"Authorization": f"Bearer {trial.key(Scope.QUOTES_WRITE)}"})

    assert (403, "scope-missing") == (answer.status_code, answer.get_json()["code"])
    assert [{"code": "scope-missing", "scope": "points:read"}] == answer.get_json()["reasons"]
    assert 'error="insufficient_scope", scope="points:read"' in answer.headers["WWW-Authenticate"]


def test_a_trial_key_books_nothing(client: FlaskClient, trial: Trial) -> None:
    """A trial key asks, and is refused where something would be booked."""
    headers = {"Authorization": f"bearer {trial.key(*Scope, kind=Kind.TRIAL)}", "Idempotency-Key": "a"}

    assert 200 == client.post("/v1/trials", json={}, headers=headers).status_code
    answer = client.post("/v1/trials/x/books", json={}, headers=headers)
    assert (403, "key-is-for-trial") == (answer.status_code, answer.get_json()["code"])


def test_a_key_is_asked_for_before_the_body_is_read(client: FlaskClient) -> None:
    """A stranger learns nothing about what a route takes."""
    assert 401 == client.post("/v1/trials", data=b"{", content_type="application/json").status_code


def test_hooks_are_of_the_whole_application(app: Flask) -> None:
    """No hook is of one blueprint, and none waits for the end of a request: neither would be called."""
    of_all = {None}

    assert of_all == set(app.before_request_funcs) | set(app.after_request_funcs)
    assert not app.teardown_request_funcs
    assert not app.url_value_preprocessors
