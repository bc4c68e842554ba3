"""Who may do what: each operation of the contract, by scope, by programme, by the thing that it names.

The requests are made from the contract (``tenants.py``). An operation that names nothing has its rule here;
one that names something this house lacks fails until the house has it.
"""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.app import Door, create_app
from api.auth import Right, right_of
from loyalty.access.key import Kind
from loyalty.access.scopes import Scope
from loyalty.use_cases.access_tokens.issue_token import issue_token
from loyalty.use_cases.create_key import CreateKey, create_key
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.tenants import ID, MINE, OWN_ID, THEIRS, House, open_house
from tests.unit.api.trial import Trial

NOWHERE = "no-such-programme"
SAME_FOR_ALL = {
    "POST /v1/oauth/token",
    "POST /v1/oauth/revoke",
    "GET /v1/constraints",
    "GET /v1/profiles",
    "GET /v1/profiles/{market}",
    "GET /v1/register",
    "GET /v1/processing-record",
    "GET /v1/seal-keys",
    "GET /v1/webhook-event-types",
}
"""What says nothing of any programme."""
OF_THE_HOUSE = {
    "GET /v1/breaches",
    "GET /v1/breaches/{breach_id}",
    "GET /v1/breaches/{breach_id}/text",
    "POST /v1/breaches/{breach_id}/steps",
    "GET /v1/drills",
    "POST /v1/drills",
    "GET /v1/retention",
}
"""What is of the installation: a key of one programme is refused."""
OF_THE_KEY = {
    "GET /v1/programmes",
    "GET /v1/plans",
    "GET /v1/plans/{plan}",
    "GET /v1/segments",
    "GET /v1/vouchers",
    "GET /v1/cases",
    "GET /v1/jobs",
    "GET /v1/notices",
    "GET /v1/audit",
    "GET /v1/webhook-endpoints",
    "GET /v1/webhook-events",
}
"""What answers for the programme of the key where none is named."""
OWN_NAMES = {"PUT /v1/cases/{case_id}", "PUT /v1/webhook-endpoints/{endpoint_id}", "POST /v1/usage/events"}
"""What two programmes may each have under one name, or that answers part by part."""


@pytest.fixture
def house(shop: Shop) -> House:
    """Give two programmes, of which the first has one of each thing."""
    return open_house(shop)


def told(answer: TestResponse, house: House) -> tuple[int, str]:
    """Give status and text of an answer, without what differs by the id that was sent."""
    text = answer.data.decode(errors="replace")
    if answer.status_code >= 400:
        text = json.dumps({**answer.get_json(), "trace_id": ""})
    text = ID.sub("ID", text)
    for own in (OWN_ID, MINE, NOWHERE, *house.has.values()):
        text = text.replace(f'"{own}"', '"ID"')
    return answer.status_code, text


def in_turn(contract: dict[str, Any]) -> list[str]:
    """Give the operations, those that only look first and those that end things last."""
    ends = ("erasure", "unlink", "merges", "void", "cancel", "contact", "end")
    named = [
        f"{method.upper()} {path}"
        for path, methods in contract["paths"].items()
        for method in methods
        if method in {"get", "put", "post", "delete", "patch"}
    ]
    return sorted(
        named,
        key=lambda each: (
            not each.startswith("GET"),
            each.startswith("PUT /v1/webhook-endpoints"),  # after it nobody lacks one
            each.startswith("DELETE"),
            any(end in each for end in ends),
            each,
        ),
    )


def test_what_another_programme_has_is_as_if_it_were_not_there(house: House) -> None:
    """Of every operation: naming what others have is answered as naming nothing, and changes nothing."""
    shop, contract = house.shop, house.shop.ask("GET", "/openapi.json")
    there = dict(house.requests(contract, THEIRS, there=True))
    nowhere = dict(house.requests(contract, THEIRS, there=False))
    before = house.rows()
    shop.key(programme=THEIRS)
    differs, shows = [], []
    for operation in in_turn(contract):
        asked = [there[operation], nowhere[operation]]
        answers = [
            shop.send(each.method, each.path, each.body) for each in asked[: 1 + (asked[0] != asked[1])]
        ]
        if operation in OF_THE_HOUSE:
            assert {403} == {answer.status_code for answer in answers}, operation
        if len({told(answer, house) for answer in answers}) > 1 and operation not in OWN_NAMES:
            differs.append(operation)
        shown = [answer.data.decode(errors="replace") for answer in answers if answer.status_code < 400]
        shows += [operation for text in shown if f'"{MINE}"' in text or house.has["member"] in text]

    assert ([], []) == (differs, shows)
    after = house.rows()
    assert {} == {table: rows - after[table] for table, rows in before.items() if rows - after[table]}


def test_another_programme_is_not_reached_by_its_name(house: House) -> None:
    """Where an address, a body or a query names a programme, that of others is refused as one of nobody."""
    shop, contract = house.shop, house.shop.ask("GET", "/openapi.json")
    theirs = dict(house.requests(contract, MINE, there=True))
    nobodys = dict(house.requests(contract, NOWHERE, there=True))
    shop.key(programme=THEIRS)
    reached = []
    for operation, asked in theirs.items():
        method, path = operation.split(" ")
        of = contract["paths"][path][method.lower()]
        pairs = [(asked.path, asked.body, nobodys[operation].path, nobodys[operation].body)]
        if any(each["name"] == "programme" for each in of.get("parameters", ())):
            mark = "&" if "?" in asked.path else "?"
            named = [f"{asked.path}{mark}programme={name}" for name in (MINE, NOWHERE)]
            pairs.append((named[0], asked.body, named[1], asked.body))
        for mine, body, other, other_body in pairs:
            if (mine, body) == (other, other_body):
                continue
            answers = [shop.send(method, mine, body), shop.send(method, other, other_body)]
            refused = {answer.status_code for answer in answers} <= {403, 404}
            if not refused or len({told(answer, house) for answer in answers}) > 1:
                reached.append(operation)

    assert [] == reached


def test_who_has_it_reaches_it(house: House) -> None:
    """The control: to a key of the first programme, what is there is answered in another way than nothing."""
    shop, contract = house.shop, house.shop.ask("GET", "/openapi.json")
    there = dict(house.requests(contract, MINE, there=True))
    nowhere = dict(house.requests(contract, MINE, there=False))
    shop.key(programme=MINE)
    same, without = [], set()
    for operation in in_turn(contract):
        if there[operation] == nowhere[operation]:
            named = "{name}" in operation or MINE in str(there[operation].body)
            without |= set() if named else {operation}
            continue
        answers = [shop.send(of.method, of.path, of.body) for of in (nowhere[operation], there[operation])]
        if told(answers[0], house) == told(answers[1], house) and operation not in OF_THE_HOUSE:
            same.append(operation)

    assert [] == same
    assert (SAME_FOR_ALL | OF_THE_KEY | OF_THE_HOUSE) - without == {
        each for each in OF_THE_HOUSE if "{" in each
    }
    assert without <= SAME_FOR_ALL | OF_THE_KEY | OF_THE_HOUSE


def test_every_operation_opens_to_its_scope_only(shop: Shop) -> None:
    """Each scope alone is refused by every route of another scope; a trial key by each that books."""
    contract, trial = shop.ask("GET", "/openapi.json"), Trial()
    app = create_app(shop.services, Door(trial.identify, trial.readiness, trial.bits))
    client = app.test_client()
    keys = {scope: {"Authorization": f"Bearer {trial.key(scope)}"} for scope in Scope}
    asks_only = {"Authorization": f"Bearer {trial.key(*Scope, kind=Kind.TRIAL)}"}
    wrong = []
    for rule, right in _guarded(app):
        method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
        path = rule.rule.replace("<", "").replace(">", "")
        described = contract["paths"].get(rule.rule.replace("<", "{").replace(">", "}"), {})
        said = described.get(method.lower(), {}).get("security", _either(right))
        others = [headers for scope, headers in keys.items() if scope != right.scope]
        answers = [client.open(path, method=method, headers=headers) for headers in others]
        let = [answer for answer in answers if answer.get_json().get("reasons") != _lacks(right)]
        asked = client.open(path, method=method, headers=asks_only)
        held = not right.books or "key-is-for-trial" == asked.get_json()["code"]
        stranger = client.open(path, method=method).status_code
        if let or not held or (401, _either(right)) != (stranger, said):
            wrong.append(f"{method} {path}")

    assert [] == wrong


def test_a_token_without_the_scope_opens_nothing(shop: Shop) -> None:
    """A token of all scopes of its key but one is refused where that one is asked for."""
    key = create_key(shop.services, CreateKey("shop-web", frozenset(Scope))).key
    tokens = {scope: issue_token(shop.services, key, frozenset(Scope) - {scope}).text for scope in Scope}
    let = []
    for rule, right in _guarded(shop.app):
        assert right.scope is not None
        method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
        path = rule.rule.replace("<", "").replace(">", "")
        headers = {"Authorization": f"Bearer {tokens[right.scope]}"}
        answer = shop.app.test_client().open(path, method=method, headers=headers)
        if answer.get_json().get("reasons") != _lacks(right):
            let.append(f"{method} {path}")

    assert [] == let


def _either(right: Right) -> list[dict[str, list[str]]]:
    """Give what the contract says of a route: a key, or a token for one, with the scope."""
    return [{"key": [str(right.scope)]}, {"oauth": [str(right.scope)]}]


def _guarded(app: Flask) -> list[tuple[Any, Right]]:
    """Give the rules of the application that ask for a scope."""
    rights = [(rule, right_of(app, rule.endpoint)) for rule in app.url_map.iter_rules()]
    return [(rule, right) for rule, right in rights if isinstance(right, Right) and right.scope is not None]


def _lacks(right: Right) -> list[dict[str, str]]:
    """Give the reason of a refusal that names the scope of a right."""
    return [{"code": "scope-missing", "scope": str(right.scope)}]
