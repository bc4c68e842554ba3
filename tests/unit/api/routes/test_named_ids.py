"""Each id that a request may name, one at a time, in a request whose other ids are the caller's own.

What may be named is read from the contract: every text of an address, a query or a body in the form of an id
or a code. One of which nobody said here what of another programme it could be fails, until somebody does.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import Any
from urllib.parse import quote

import pytest

from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.tenants import OWN_ID, THEIRS, Asked, House, furnished, open_house
from tests.unit.api.routes.test_cursors import PLACES
from tests.unit.api.routes.test_tenants import OF_THE_HOUSE, in_turn, told

pytestmark = pytest.mark.slow  # some six hundred requests

Place = tuple[str | int, ...]
PREFIXED, OWN, DIGEST = r"^\^\(*([a-z]{3})(?=[_|])", "[A-Za-z0-9._:-]{1,64}", "[0-9a-f]{64}"
FORMLESS = {"code", "digest", "vouchers", "gift_cards", "receipt_code", "load_key", "value", "old", "new"}
"""Texts without a form that name something."""
THINGS = {
    "explanation": "explanation_id",
    "explanations": "explanation_id",
    "receipt": "explanation_id",
    "quote": "quote_id",
    "notice": "notice_id",
    "order": "order_id",
    "supersedes": "usage",
    "vouchers": "voucher_code",
    "gift_cards": "card_code",
    "code": "card_code",
    "value": "email",
    **dict.fromkeys(("digest", "old", "new", "earlier", "repaired", "version"), "version"),
}
"""What of another programme is put in a place, where it is not called as the place is."""
CODES = {"POST /v1/referrals": "referral_code", "POST /v1/vouchers/check": "voucher_code"}
NAMES_NOTHING = {
    *("article", "bill", "buyer", "channel", "country", "jurisdiction", "line", "market", "sku", "source"),
    *(
        "charges",
        "conversion",
        "coupon",
        "coupons",
        "event",
        "measure",
        "meter",
        "plan",
        "plans",
        "programme",
    ),
    *("recipient", "reward", "rule", "service", "terms", "tier", "voucher_id", "wallet", "name", "seq"),
    *("approved_by", "batch", "case", "checked", "plan_id", "proof", "reason", "reference", "to/steps"),
    *("breach_id", "notice/members", "notice/consents", "value/identities"),
}
"""Words of the rules that the request is decided by, counts within what is named, and texts that are kept."""
TRIED_AT_LEAST = 180
UNSEEN = {
    "POST /v1/cases/{case_id}/settlements body.order",
    "POST /v1/cases/{case_id}/steps body.repaired",
    "POST /v1/gift-cards/refunds body.load_key",
    "POST /v1/orders/{order_id}/exchanges body.instead.vouchers.0",
    "POST /v1/orders/{order_id}/exchanges body.instead.gift_cards.0",
    "POST /v1/programmes/{name}/plans body.earlier",
    "POST /v1/members/{member_id}/consents body.guardian",
    "POST /v1/members/{member_id}/consents body.receipt",
    "POST /v1/vouchers/check body.member",
    "PUT /v1/cases/{case_id} body.explanation",
    "POST /v1/orders/sync body.sales.0.vouchers.0",
    "POST /v1/orders/sync body.sales.0.gift_cards.0",
    "PUT /v1/webhook-endpoints/{endpoint_id} path.endpoint_id",
    "PUT /v1/gift-cards/{gift_card_id} path.gift_card_id",
}
"""Where the caller's own is answered as nothing is, since something else of the example is refused first."""


@dataclass
class Tries:
    """The requests of the second programme, made around what is tried."""

    contract: dict[str, Any]
    house: House
    numbers: Iterator[int] = field(default_factory=count)

    def places(self, operation: str) -> Iterator[tuple[Place, str]]:
        """Give each place of an operation in which something is named, with its form."""
        method, path = operation.split(" ")
        of, schemas = self.contract["paths"][path], self.contract["components"]["schemas"]
        body = of[method.lower()].get("requestBody", {}).get("content", {}).get("application/json")
        found = [*leaves(body["schema"], schemas, ("body",))] if body else []
        for each in (*of[method.lower()].get("parameters", ()), *of.get("parameters", ())):
            if each["in"] in {"path", "query"} and each["name"] not in PLACES:
                found += leaves(each["schema"], schemas, (each["in"], each["name"]))
        for place, form in found:
            if re.search(PREFIXED, form) or OWN in form or DIGEST in form or word(place) in FORMLESS:
                yield place, form

    def around(self, operation: str, asked: Asked, place: Place) -> Asked:
        """Give a request that is new and the caller's own, but for a place that is filled later."""
        new = f"new-{next(self.numbers)}"
        for each, form in self.places(operation):
            names = each[0] == "body" and word(each) == "id"
            names |= each[0] == "path" != place[0] and operation.startswith(
                ("PUT /v1/orders", "PUT /v1/gift", "PUT /v1/cases")
            )
            if each != place and stands(asked, each) and (names or word(each) in {"old", "new", "digest"}):
                asked = put(
                    asked, operation, each, new if names else thing(self.house, operation, each, form) or ""
                )
        if not isinstance(asked.body, dict):
            return asked
        body = dict(asked.body)
        if (
            word(place) in {"receipt_code", "value"} and "claims" not in operation
        ):  # of whom no member is named
            body.pop("member", None)
        if place[1:] == ("identity", "value"):
            body = {**body, "identity": {"kind": "email"}}
        if place[1:] == ("sales", 0, "identity", "value"):
            body["sales"] = [{**body["sales"][0], "identity": {"kind": "email"}}]
        if place[1:2] == ("versions",):
            body["versions"] = dict.fromkeys(("old", "new"), self.house.has["version"])
        if word(place) == "version":
            del body["files"]
        return replace(asked, body=body)


def leaves(
    schema: Mapping[str, Any], schemas: Mapping[str, Any], place: Place
) -> Iterator[tuple[Place, str]]:
    """Give each free text that a schema takes: where it stands, and its pattern."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from leaves(branch, schemas, place)
    for name, of in schema.get("properties", {}).items():
        yield from leaves(of, schemas, (*place, name))
    if schema.get("type") == "array":
        yield from leaves(schema["items"], schemas, (*place, 0))
    elif "string" in schema.get("type", "") and "enum" not in schema and "format" not in schema:
        yield place, schema.get("pattern", "")


def word(place: Place) -> str:
    """Give the name under which a place stands."""
    return next(each for each in reversed(place) if isinstance(each, str))


def stands(asked: Asked, place: Place) -> bool:
    """Say whether a request has something in a place."""
    if place[0] != "body":
        return place[0] == "path" or f"{place[1]}=" in asked.path
    body: Any = asked.body
    for step in place[1:]:
        if not (step in body if isinstance(body, dict) else isinstance(body, list) and body):
            return False
        body = body[step]
    return True


def put(asked: Asked, operation: str, place: Place, value: str) -> Asked:
    """Give a request with a value in a place."""
    where, *rest = place
    if where == "path":
        at = operation.split(" ")[1].split("/").index(f"{{{rest[0]}}}")
        path, _, query = asked.path.partition("?")
        parts = path.split("/")
        parts[at] = quote(value)
        return replace(asked, path="/".join(parts) + (f"?{query}" if query else ""))
    if where == "query":
        path, _, query = asked.path.partition("?")
        others = [each for each in query.split("&") if each and not each.startswith(f"{rest[0]}=")]
        return replace(asked, path=f"{path}?{'&'.join([*others, f'{rest[0]}={quote(value)}'])}")
    body: Any = copy.deepcopy(asked.body)
    into = body
    for step, then in pairwise(rest):
        if isinstance(step, int) and not into:
            into.append({} if isinstance(then, str) else [])
        if isinstance(step, str) and step not in into:
            into[step] = {} if isinstance(then, str) else []
        into = into[step]
    if isinstance(rest[-1], int):
        into[:] = [value]
    else:
        into[rest[-1]] = value
    return replace(asked, body=body)


def thing(house: House, operation: str, place: Place, form: str) -> str | None:
    """Give what a programme has that could be named in a place; nothing where only words stand there."""
    name = word(place)
    if NAMES_NOTHING & {name, f"{name}/{operation.rpartition('/')[2]}"}:
        return None
    found = (
        house.has[CODES.get(operation, THINGS[name])]
        if name == "code"
        else house.has.get(THINGS.get(name, name))
    )
    kind = re.search(PREFIXED, form)
    if kind is None or (found or "").startswith(kind[1]):
        assert found is not None, f"say what could be named in {place} of {operation}"
        return found
    return next(each for each in house.has.values() if each.startswith(f"{kind[1]}_"))


def nothing(value: str) -> str:
    """Give something in the form of a value that nobody has."""
    for form, nobodys in ((DIGEST, "0" * 64), ("[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", "0000-0000-0000")):
        if re.fullmatch(form, value):
            return nobodys
    if (prefixed := re.fullmatch("([a-z]{3}_)([0-9a-z]+)", value)) is not None:
        return prefixed[1] + "0" * len(prefixed[2])
    return "nobody@example.org" if "@" in value else OWN_ID


def test_each_id_of_another_programme_is_as_if_it_were_not_there(shop: Shop) -> None:
    """In an address, a query or a body: answered as one that nobody has, and nothing of others is touched."""
    mine = open_house(shop)
    mine.has |= {"email": "eve@example.org"}
    before = mine.rows()
    theirs = House(shop, {**mine.has, **furnished(shop, THEIRS, "their-"), "email": "their-eve@example.org"})
    tries = Tries(shop.ask("GET", "/openapi.json"), theirs)
    own = dict(theirs.requests(tries.contract, THEIRS, there=True))
    shop.key(programme=THEIRS)
    differs, same, tried = [], set(), 0

    def answered(operation: str, place: Place, value: str) -> tuple[int, str]:
        asked = put(tries.around(operation, own[operation], place), operation, place, value)
        answer = shop.send(asked.method, asked.path, asked.body)
        status, text = told(answer, mine)
        return status, re.sub(
            f'new-[0-9]+|wh[sp][a-z]+_[^"]+|(?<=["` ]){re.escape(value)}(?=["` ])', "ID", text
        )

    for operation in (each for each in in_turn(tries.contract) if each not in OF_THE_HOUSE):
        nobodys = {}
        for place, form in tries.places(operation):
            if word(place) == "id":  # another programme may use the same one for its own
                answered(operation, place, "of-nobody")
            elif (of_others := thing(mine, operation, place, form)) is not None:
                tried += 1
                nobodys[place, form] = answered(operation, place, nothing(of_others))
                if nobodys[place, form] != answered(operation, place, of_others):
                    differs.append(f"{operation} {place}")
        for (place, form), answer in nobodys.items():
            if answer == answered(operation, place, thing(theirs, operation, place, form) or ""):
                same.add(f"{operation} {'.'.join(map(str, place))}")

    assert [] == differs
    after = mine.rows()
    assert {} == {table: rows - after[table] for table, rows in before.items() if rows - after[table]}
    assert same == UNSEEN
    assert tried >= TRIED_AT_LEAST
