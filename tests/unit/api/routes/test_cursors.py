"""Cursors are not signed, and need not be: one that was changed tells nothing that its key may not read."""

import json
from collections.abc import Iterator
from typing import Any

from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.tenants import ID, MINE, THEIRS, House, open_house

PLACES = {"cursor", "before", "after"}
FORMS = {
    "integer": ["0", "1", "999999999"],
    "date": ["2000-01-01", "2099-12-31"],
    "cur": ["cur_0000000000000", "cur_7zzzzzzzzzzzz"],
    "evt": ["evt_" + "0" * 26, "evt_7" + "z" * 25],
    "exp": ["exp_0000000000000", "exp_7zzzzzzzzzzzz", "chg_" + "f" * 60],
    "own": ["-", "zzzz", "case-1"],
}
"""Places that nobody was given, by the form of what names a place: before everything, after everything."""


def paged(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give each operation that goes on from a place: its name, what names the place, in which form."""
    for path, methods in contract["paths"].items():
        for each in methods.get("get", {}).get("parameters", ()):
            if each["in"] == "query" and each["name"] in PLACES:
                yield f"GET {path}", each["name"], each["schema"]


def invented(schema: dict[str, Any], house: House) -> list[str]:
    """Give places in the form of a schema, those that ids of the first programme make among them."""
    if schema["type"] == "integer":
        return FORMS["integer"]
    if schema.get("format") == "date":
        return FORMS["date"]
    prefix = next((kind for kind in ("cur", "evt", "exp") if f"{kind}_" in json.dumps(schema)), "own")
    ids = [each.partition("_")[2] for each in house.has.values() if ID.fullmatch(each)]
    of_mine = [f"{prefix}_{each}" for each in ids] if prefix in {"cur", "exp"} else []
    return [*FORMS[prefix], *of_mine]


def entries(answer: dict[str, Any]) -> set[str]:
    """Give what a page lists, entry by entry."""
    return {
        json.dumps(each, sort_keys=True)
        for value in answer.values()
        if isinstance(value, list)
        for each in value
    }


def test_an_invented_cursor_only_narrows(shop: Shop) -> None:
    """Of every operation with pages: whatever place is named, it tells a part of what is told anyway."""
    house = open_house(shop)
    contract = shop.ask("GET", "/openapi.json")
    operations = list(paged(contract))
    there = dict(house.requests(contract, THEIRS, there=True))
    told, refused = set[str](), set[str]()
    for programme in (MINE, THEIRS):
        own = there if programme == THEIRS else dict(house.requests(contract, MINE, there=True))
        shop.key(programme=programme)
        for operation, name, schema in operations:
            asked = own[operation].path + ("&" if "?" in own[operation].path else "?")
            whole = shop.send("GET", asked.rstrip("?&"))
            for place in invented(schema, house):
                answer = shop.send("GET", f"{asked}{name}={place}")
                if whole.status_code != 200:
                    assert whole.status_code == answer.status_code, (operation, place)
                    refused.add(operation)
                    continue
                if answer.status_code == 404 and name == "before":  # goes on from a document of one's own
                    assert programme == THEIRS or place not in house.has.values(), place
                    continue
                assert 200 == answer.status_code, (operation, place, answer.text)
                assert name != "before" or programme == MINE or "seal-days" in operation, (operation, place)
                assert entries(answer.get_json()) <= entries(whole.get_json()), (operation, place)
                told |= {operation} if entries(answer.get_json()) else set()
                if programme == THEIRS:
                    assert f'"{MINE}"' not in answer.text
                    assert house.has["member"] not in answer.text

    assert len(operations) > 10
    assert len(told) > len(operations) // 2  # of most there is something to be told
    assert refused  # and of some nothing is told to the other programme
