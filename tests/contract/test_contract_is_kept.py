"""The contract of version 1 changes only in ways that no client has to follow."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from api.app import RESOURCES
from api.openapi import document
from tests.architecture.sources import ROOT
from tests.contract.compatible import METHODS, breaks, skeleton

PUBLISHED = ROOT / "schemas" / "openapi-1.json"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    """Give the contract as it is now, without its words."""
    made: dict[str, Any] = skeleton(document(Flask("api"), RESOURCES))
    return made


def test_the_contract_keeps_what_was_published(contract: dict[str, Any]) -> None:
    """Nothing that was promised is broken; `make contract` publishes what came to it."""
    assert [] == breaks(json.loads(PUBLISHED.read_text(encoding="utf-8")), contract)


def test_every_operation_is_published(contract: dict[str, Any]) -> None:
    """No route is served that the published contract does not know, and so could break unseen."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["paths"]

    assert {path: methods.keys() for path, methods in contract["paths"].items()} == {
        path: methods.keys() for path, methods in published.items()
    }


def test_every_operation_has_a_name_of_its_own(contract: dict[str, Any]) -> None:
    """No two operations share an operationId, of which clients make the names of their functions."""
    names = Counter(
        methods[method]["operationId"]
        for methods in contract["paths"].values()
        for method in METHODS
        if method in methods
    )

    assert [] == [name for name, count in names.items() if count > 1]


def _quote(contract: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = contract["components"]["schemas"]["QuoteIn"]
    return found


def _answer(contract: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = contract["components"]["schemas"]["QuoteOut"]
    return found


def _parameter(contract: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = contract["paths"]["/v1/members"]["post"]["parameters"]
    return found


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "GET /v1/plans: is gone": lambda c: c["paths"].pop("/v1/plans"),
    "body/currency: is gone": lambda c: _quote(c)["properties"].pop("currency"),
    "body/at: has to be sent now": lambda c: _quote(c)["required"].append("at"),
    "body/points_to_spend: takes no integer": lambda c: _quote(c)["properties"]["points_to_spend"].update(
        type="string"
    ),
    "body/points_to_spend: maximum is narrower": lambda c: _quote(c)["properties"]["points_to_spend"].update(
        maximum=1
    ),
    "201/due: is gone": lambda c: _answer(c)["properties"].pop("due"),
    "201/id: gives integer": lambda c: _answer(c)["properties"]["id"].update(type="integer"),
    "201/due: is not always given": lambda c: _answer(c)["required"].remove("due"),
    "POST /v1/members If-Match: has to be sent now": lambda c: _parameter(c).append(
        {"in": "header", "name": "If-Match", "required": True, "schema": {}}
    ),
    "POST /v1/quotes: asks for another right": lambda c: c["paths"]["/v1/quotes"]["post"].update(security=[]),
    "POST /v1/holds: asks for another right": lambda c: c["paths"]["/v1/holds"]["post"]["security"].pop(0),
    "GET /v1/seal-keys: asks for another right": lambda c: c["paths"]["/v1/seal-keys"]["get"].update(
        security=[{"key": ["rules:write"]}]
    ),
    "POST /v1/quotes: has another operationId": lambda c: c["paths"]["/v1/quotes"]["post"].update(
        operationId="price"
    ),
    "POST /v1/quotes 201: is gone": lambda c: c["paths"]["/v1/quotes"]["post"]["responses"].pop("201"),
}


@pytest.mark.parametrize("said", BROKEN)
def test_each_way_to_break_it_is_found(contract: dict[str, Any], said: str) -> None:
    """The control: a change of each kind that a client would have to follow is named by its place."""
    changed = copy.deepcopy(contract)
    BROKEN[said](changed)

    assert any(said in each for each in breaks(contract, changed))


def test_more_breaks_nothing(contract: dict[str, Any]) -> None:
    """Another route, another member that may be left out, and another of an answer are no break."""
    more = copy.deepcopy(contract)
    more["paths"]["/v1/more"] = more["paths"]["/v1/plans"]
    _quote(more)["properties"]["more"] = {"type": "string"}
    _answer(more)["properties"]["more"] = {"type": "string"}
    _answer(more)["required"].append("more")

    assert [] == breaks(contract, more)


def test_a_list_of_words_may_become_a_text_that_takes_them_all() -> None:
    """Any text as long as the longest word is more than the words; a shorter one is less."""

    def takes(market: dict[str, Any]) -> dict[str, Any]:
        body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"m": market}}}}}
        return {
            "paths": {"/v1/check": {"post": {"operationId": "check", "requestBody": body, "responses": {}}}}
        }

    words = takes({"type": "string", "enum": ["EU", "EU-FI"]})

    assert [] == breaks(words, takes({"type": "string", "minLength": 1, "maxLength": 5}))
    assert ["POST /v1/check body/m: maxLength is narrower"] == breaks(
        words, takes({"type": "string", "minLength": 1, "maxLength": 4})
    )
