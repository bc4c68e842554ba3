"""Everything that is taken has a most: the contract says of each list, text and number how much it may be."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from api.app import RESOURCES
from api.openapi import document
from tests.contract.compatible import METHODS

Said = Mapping[str, Any]
ENDLESS = re.compile(r"[*+]|\{\d+,\}")
AHEAD = re.compile(r"\(\?[=!].*?\)(?=[^)]|$)")
"""A look ahead in a pattern, which takes nothing."""
PARTS = ("oneOf", "anyOf", "allOf")
WORDS = ("enum", "const")


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    """Give the contract of the whole application."""
    return document(Flask("api"), RESOURCES)


def endless(contract: Said) -> list[str]:
    """Give the place of everything that a request may say without an end."""
    return sorted(
        {place for place, schema in _taken(contract) for place in _endless(contract, schema, place, ())}
    )


def _taken(contract: Said) -> Iterator[tuple[str, Said]]:
    """Give every parameter and body with where it stands."""
    for path, methods in contract["paths"].items():
        for said in (methods, *(methods[method] for method in METHODS if method in methods)):
            for parameter in said.get("parameters", ()):
                yield f"{path} {parameter['name']}", parameter["schema"]
            for content in said.get("requestBody", {}).get("content", {}).values():
                yield path, content["schema"]


def _endless(contract: Said, schema: Said, place: str, above: tuple[str, ...]) -> Iterator[str]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in above:
            yield from _endless(contract, contract["components"]["schemas"][name], name, (*above, name))
        return
    said = schema.get("type", [])
    types = {said} if isinstance(said, str) else set(said)
    if not types and not any(each in schema for each in (*PARTS, *WORDS)):
        yield place
    if not any(each in schema for each in WORDS):
        yield from (
            place for _ in range(any(lacks(schema) for kind, lacks in LACKS.items() if kind in types))
        )
    parts = [
        *schema.get("properties", {}).items(),
        ("*", schema.get("items")),
        ("*", schema.get("additionalProperties")),
    ]
    parts += [("", each) for name in PARTS for each in schema.get(name, ())]
    for name, part in parts:
        if isinstance(part, Mapping):
            yield from _endless(contract, part, f"{place}/{name}".rstrip("/"), above)


def _text(schema: Said) -> bool:
    pattern = AHEAD.sub("", schema.get("pattern", "*"))
    return "maxLength" not in schema and ENDLESS.search(pattern) is not None


LACKS: Mapping[str, Callable[[Said], bool]] = {
    "array": lambda schema: "maxItems" not in schema,
    "string": _text,
    "integer": lambda schema: not {"minimum", "maximum"} <= schema.keys(),
    "number": lambda _: True,
    "object": lambda schema: (
        schema.get("additionalProperties", True) is not False
        and not {"properties", "maxProperties"} & schema.keys()
    ),
}
"""What each type lacks where it has no end; a number with a fraction is never taken."""


def test_everything_that_is_taken_has_an_end(contract: dict[str, Any]) -> None:
    """Each array says maxItems, each text its length, each whole number its bounds, each map how many."""
    assert [] == endless(contract)


@pytest.mark.parametrize(
    ("path", "bound"),
    [
        (("QuoteIn", "properties", "lines"), "maxItems"),
        (("QuoteIn", "properties", "facts"), "maxProperties"),
        (("QuoteIn", "properties", "at"), "maxLength"),
        (("QuoteIn", "properties", "points_to_spend"), "maximum"),
        (("TokenIn", "properties", "scope"), "maxLength"),
    ],
)
def test_a_bound_that_is_taken_away_is_missed(
    contract: dict[str, Any], path: tuple[str, ...], bound: str
) -> None:
    """The control: without one of its bounds a member is found by its place."""
    changed = copy.deepcopy(contract)
    place = changed["components"]["schemas"]
    for name in path:
        place = place[name]
    del place[bound]

    assert [f"{path[0]}/{path[-1]}"] == endless(changed)
