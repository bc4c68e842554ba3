"""Tokens for keys: OAuth 2 client credentials as a plain client asks for them."""

from base64 import b64encode
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from werkzeug.test import TestResponse

from loyalty.access.access_token import TOKEN_LASTS
from loyalty.access.key import Kind
from loyalty.access.scopes import Scope
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.revoke_key import revoke_key
from tests.unit.api.routes.shop import Shop, basket
from tests.unit.api.routes.test_adoption import ANSWER, planned, send, tag_of
from tests.unit.api.routes.test_entrance import SIGN_IN, token

TOKEN, REVOKE = "/v1/oauth/token", "/v1/oauth/revoke"
GRANT = {"grant_type": "client_credentials"}


class Client:
    """A program with a key of the shop, as any library for OAuth 2 would speak for it."""

    def __init__(
        self, shop: Shop, *scopes: Scope, programme: str | None = None, kind: Kind = Kind.LIVE
    ) -> None:
        """Make the key."""
        made = create_key(shop.services, CreateKey("shop-web", frozenset(scopes), programme, kind))
        self.shop, self.text, self.key_id = shop, made.text, made.key.key_id

    def basic(self, secret: str = "") -> dict[str, str]:
        """Give the header that shows the client."""
        shown = b64encode(f"{self.key_id}:{secret or self.text}".encode()).decode()
        return {"Authorization": f"Basic {shown}"}

    def post(self, path: str, form: dict[str, Any]) -> TestResponse:
        """Send a form."""
        return self.shop.app.test_client().post(path, data=form, headers=self.basic())

    def token(self, *scopes: Scope) -> str:
        """Get a token."""
        answer = self.post(TOKEN, {**GRANT, "scope": " ".join(scopes)})
        assert 200 == answer.status_code, answer.text
        found: str = answer.get_json()["access_token"]
        return found

    def ask(self, text: str, method: str, path: str, body: object = None) -> TestResponse:
        """Send a request with a token."""
        self.shop.headers = {"Authorization": f"Bearer {text}"}
        return self.shop.send(method, path, body)


def test_a_token_does_what_its_key_may_for_a_time(shop: Shop) -> None:
    """It opens what the key opens, says so as RFC 6749 has it, and is over after a quarter of an hour."""
    client = Client(shop, Scope.QUOTES_WRITE, Scope.PROGRAMMES_READ)
    answer = client.post(TOKEN, GRANT)
    said = answer.get_json()

    assert ("Bearer", 900, "programmes:read quotes:write") == (
        said["token_type"],
        said["expires_in"],
        said["scope"],
    )
    assert ("no-store", "no-cache") == (answer.headers["Cache-Control"], answer.headers["Pragma"])
    text = said["access_token"]
    assert 201 == client.ask(text, "POST", "/v1/quotes", basket()).status_code
    shop.clock.at += TOKEN_LASTS - timedelta(microseconds=1)
    assert 200 == client.ask(text, "GET", "/v1/programmes").status_code
    shop.clock.at += timedelta(microseconds=1)
    late = client.ask(text, "GET", "/v1/programmes")
    assert (401, "key-refused") == (late.status_code, late.get_json()["code"])
    assert 'error="invalid_token"' in late.headers["WWW-Authenticate"]


def test_the_client_may_stand_in_the_form(shop: Shop) -> None:
    """Id and secret are taken from the form too; of the key its last part is enough."""
    client = Client(shop, Scope.PROGRAMMES_READ)
    for secret in (client.text, client.text.rpartition("_")[2]):
        shown = {"client_id": client.key_id, "client_secret": secret}
        answer = shop.app.test_client().post(TOKEN, data={**GRANT, **shown})
        assert 200 == answer.status_code, answer.text
        answer = shop.app.test_client().post(TOKEN, data=GRANT, headers=client.basic(secret))
        assert 200 == answer.status_code, answer.text


def test_a_token_is_never_wider_than_its_key(shop: Shop) -> None:
    """What is asked beyond the key is refused as invalid_scope; what was narrowed stays narrow."""
    client = Client(shop, Scope.QUOTES_WRITE, Scope.PROGRAMMES_READ)
    narrow = client.token(Scope.PROGRAMMES_READ)
    refused = client.ask(narrow, "POST", "/v1/quotes", basket())

    assert (403, "scope-missing") == (refused.status_code, refused.get_json()["code"])
    for scope in (
        "orders:write",
        "quotes:write orders:write",
        "all",
        "nothing",
        "quotes:write  ",
        "QUOTES:WRITE",
    ):
        answer = client.post(TOKEN, {**GRANT, "scope": scope})
        wide = scope.strip() != "quotes:write"
        assert wide is (answer.get_json().get("error") == "invalid_scope"), scope
    assert 2 == shop.rows()["access_token"]


def test_a_token_ends_at_once_with_its_key(shop: Shop) -> None:
    """A revoked key ends every token of it, and gets none any more."""
    client, other = Client(shop, Scope.PROGRAMMES_READ), Client(shop, Scope.PROGRAMMES_READ)
    texts, stays = [client.token(), client.token()], other.token()
    revoke_key(shop.services, client.key_id)

    assert [401, 401] == [client.ask(text, "GET", "/v1/programmes").status_code for text in texts]
    assert 200 == client.ask(stays, "GET", "/v1/programmes").status_code
    assert (401, "invalid_client") == (
        client.post(TOKEN, GRANT).status_code,
        client.post(TOKEN, GRANT).get_json()["error"],
    )


def test_a_stolen_token_is_ended(shop: Shop) -> None:
    """Its client ends it (RFC 7009); nobody else does, and a token that is not there is answered alike."""
    client, other = Client(shop, Scope.PROGRAMMES_READ), Client(shop, Scope.PROGRAMMES_READ)
    text, stays = client.token(), client.token()
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    for shown in (forged, "lt_" + "0" * 16 + "_" + "0" * 64, "anything"):
        assert (200, {}) == (
            client.post(REVOKE, {"token": shown}).status_code,
            client.post(REVOKE, {"token": shown}).get_json(),
        )
    assert "unauthorized_client" == other.post(REVOKE, {"token": text}).get_json()["error"]
    assert "unsupported_token_type" == client.post(REVOKE, {"token": client.text}).get_json()["error"]
    assert "invalid_request" == client.post(REVOKE, {}).get_json()["error"]
    assert 200 == client.ask(text, "GET", "/v1/programmes").status_code

    ended = client.post(REVOKE, {"token": text, "token_type_hint": "access_token"})
    assert (200, {}) == (ended.status_code, ended.get_json())
    assert 401 == client.ask(text, "GET", "/v1/programmes").status_code
    assert 200 == client.ask(stays, "GET", "/v1/programmes").status_code


def test_a_wrong_client_is_refused_in_one_way(shop: Shop) -> None:
    """Unknown, wrong, revoked, mixed up or not there: one answer, so that nobody learns which keys exist."""
    client, other, ended = (Client(shop, Scope.PROGRAMMES_READ) for _ in range(3))
    revoke_key(shop.services, ended.key_id)
    headers: list[dict[str, str]] = [
        {},
        client.basic("wrong"),
        client.basic("0" * 64),
        client.basic(other.text),
        client.basic(client.token()),
        ended.basic(),
        {"Authorization": f"Bearer {client.text}"},
        {"Authorization": "Basic !"},
        {"Authorization": f"Basic {b64encode(client.text.encode()).decode()}"},
        {"Authorization": f"Basic {b64encode(b'%00:%ff').decode()}"},
    ]
    answers = [
        shop.app.test_client().post(path, data=GRANT, headers=each)
        for path, each in product((TOKEN, REVOKE), headers)
    ]

    assert {(401, 'Basic realm="loyalty"')} == {
        (answer.status_code, answer.headers["WWW-Authenticate"]) for answer in answers
    }
    assert 1 == len({answer.text for answer in answers})
    assert "invalid_client" == answers[0].get_json()["error"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "password", "username": "ada", "password": "x"}, "unsupported_grant_type"),
        ({"grant_type": ["client_credentials", "client_credentials"]}, "invalid_request"),
        ({**GRANT, "scope": "x" * 2001}, "invalid_request"),
        ({**GRANT, "client_id": "0" * 16}, "invalid_request"),
        ({**GRANT, "client_secret": "x"}, "invalid_request"),
        ({**GRANT, "resource": "https://shop.example"}, None),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_oauth(
    shop: Shop, form: dict[str, Any], error: str | None
) -> None:
    """Errors are those of RFC 6749; what OAuth does not name is ignored."""
    answer = Client(shop, Scope.PROGRAMMES_READ).post(TOKEN, form)

    assert error == answer.get_json().get("error")
    assert (200 if error is None else 400) == answer.status_code
    assert "no-store" == answer.headers["Cache-Control"]


def test_only_a_form_is_read(shop: Shop) -> None:
    """Neither JSON nor an address is: addresses are kept in logs."""
    client = Client(shop, Scope.PROGRAMMES_READ)
    browser = shop.app.test_client()
    answers = [
        browser.post(TOKEN, json=GRANT, headers=client.basic()),
        browser.post(f"{TOKEN}?grant_type=client_credentials", headers=client.basic(), data=GRANT),
    ]

    assert [(400, "invalid_request")] * 2 == [
        (each.status_code, each.get_json()["error"]) for each in answers
    ]
    assert 405 == browser.get(TOKEN).status_code
    assert 413 == browser.post(TOKEN, data={"scope": "x" * 2**21}, headers=client.basic()).status_code
    assert 0 == shop.rows()["access_token"]


def test_a_token_opens_no_session_and_no_other_token(shop: Shop) -> None:
    """What ends in a quarter of an hour is made into nothing that lasts: no sign-in, no further token."""
    client = Client(shop, *Scope)
    text = client.token()
    browser = shop.app.test_client()
    form = {"token": token(browser.get(SIGN_IN).text), "key": text, "reason": ""}

    assert 422 == browser.post(SIGN_IN, data=form).status_code
    assert 0 == shop.rows()["page_session"]
    assert 401 == shop.app.test_client().post(TOKEN, data=GRANT, headers=client.basic(text)).status_code


def test_a_token_is_known_to_a_server_whose_clock_is_behind(shop: Shop) -> None:
    """By so much as clocks may be apart, and no more."""
    client = Client(shop, Scope.PROGRAMMES_READ)
    text, begun = client.token(), shop.clock.at

    answers = []
    for behind in (1, 59, 61):
        shop.clock.at = begun - timedelta(seconds=behind)
        answers.append(client.ask(text, "GET", "/v1/programmes").status_code)
    assert [200, 200, 401] == answers


def test_of_a_key_so_many_tokens_live_at_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further one ends the oldest, and none of another key."""
    monkeypatch.setattr("loyalty.use_cases.access_tokens.issue_token.TOKENS_MOST", 2)
    client, other = Client(shop, Scope.PROGRAMMES_READ), Client(shop, Scope.PROGRAMMES_READ)
    texts = [other.token()]
    for _ in range(3):
        shop.clock.pause(1)
        texts.append(client.token())

    answers = [client.ask(text, "GET", "/v1/programmes").status_code for text in texts]
    assert [200, 401, 200, 200] == answers


def test_a_token_reaches_the_programme_of_its_key_only(shop: Shop) -> None:
    """A token of one programme, and one of a trial key, are held to what their keys are held to."""
    theirs = Client(shop, *Scope, programme="tea-house")
    trial = Client(shop, *Scope, kind=Kind.TRIAL)
    reached = theirs.ask(theirs.token(), "GET", "/v1/programmes/corner-coffee/source")
    booked = trial.ask(trial.token(), "POST", "/v1/members", {"programme": "corner-coffee"})

    assert 403 == reached.status_code
    assert (403, "key-is-for-trial") == (booked.status_code, booked.get_json()["code"])


def test_clients_find_out_where_to_ask(shop: Shop) -> None:
    """The metadata of RFC 8414 name addresses that are served, and every scope."""
    said = shop.app.test_client().get("/.well-known/oauth-authorization-server").get_json()
    rules = {rule.rule for rule in shop.app.url_map.iter_rules()}

    assert "http://localhost" == said["issuer"]
    for name in ("token_endpoint", "revocation_endpoint", "service_documentation"):
        assert said[name].removeprefix(said["issuer"]) in rules
    assert (["client_credentials"], sorted(Scope)) == (
        said["grant_types_supported"],
        sorted(said["scopes_supported"]),
    )


def test_the_contract_says_how_a_token_is_got(shop: Shop) -> None:
    """The flow names the address and every scope; each operation takes a key or a token with its scope."""
    contract = shop.ask("GET", "/openapi.json")
    flow = contract["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]

    assert (TOKEN, sorted(Scope)) == (flow["tokenUrl"], sorted(flow["scopes"]))
    assert all(flow["scopes"].values())
    assert [{"key": ["quotes:write"]}, {"oauth": ["quotes:write"]}] == contract["paths"]["/v1/quotes"][
        "post"
    ]["security"]


def test_a_token_is_no_second_person(shop: Shop) -> None:
    """Who planned by a key approves nothing by a token of it: two people are two keys."""
    client = Client(shop, *Scope)
    texts = [client.token(Scope.RULES_WRITE, Scope.PROGRAMMES_READ), client.token()]
    shop.headers = {"Authorization": f"Bearer {texts[0]}"}
    planned(shop)
    shop.headers = {"Authorization": f"Bearer {texts[1]}"}
    refused = send(shop, f"{ANSWER}/approval", {}, tag_of(shop, ANSWER))

    assert (403, "four-eyes") == (refused.status_code, refused.get_json()["code"])
