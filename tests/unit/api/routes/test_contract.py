"""The contract of the whole application: every route is declared, documented and guarded."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.app import RESOURCES
from api.auth import Right, right_of
from api.blueprints.explanations import WIDER
from loyalty.access.scopes import Scope
from tests.unit.api.routes.shop import Shop, basket

OWN_IDS = {
    "adopt_at_once",
    "roll_back_at_once",
    "make_plan",
    "approve",
    "reject",
    "adopt_planned",
    "begin_household",
    "join",
    "leave",
    "refer",
    "claim",
    "referral_code",
    "declare_facts",
    "merge",
    "unmerge",
    "give_tier",
    "count_members",
    "make_gaps",
    "make_figures",
    "link",
    "unlink",
    "end_tier",
    "issue_codes",
    "issue_card",
    "wish_alerts",
    "check_alerts",
    "start",
    "book_order",
    "synchronise",
    "take_back",
    "cancel_whole",
    "adjust_prices",
    "exchange_lines",
    "record_events",
    "send_event",
    "run_due",
    "endpoint_tried",
    "notice_delivered",
    "notice_reported",
    "record",
    "ask_to_be_erased",
    "close_for_good",
    "erase_person",
    "hold_for_case",
    "end_case",
    "take_breach_step",
    "sign_comparison",
    "sign_document",
    "take_prices",
    "open_",
    "take_step_of_case",
    "tried",
    "draw_up_scope",
    "settle_one",
    "withdraw",
    "reach",
    "forget",
    "choose",
    "became_of",
    "hand",
    "signalled",
    "were_told",
    "write_to",
    "grown",
}


@pytest.fixture
def contract(shop: Shop) -> dict[str, Any]:
    """Give the contract of the application."""
    return shop.ask("GET", "/openapi.json")


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give method and body of every operation."""
    for path in contract["paths"].values():
        yield from ((method, path[method]) for method in path if method in {"get", "post", "put", "delete"})


def test_every_route_is_documented(shop: Shop, contract: dict[str, Any]) -> None:
    """Each address under /v1 stands in the contract, and no other."""
    served = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in shop.app.url_map.iter_rules()
        if rule.rule.startswith("/v1/")
    }

    assert served == set(contract["paths"])
    assert len(RESOURCES) == len(contract["tags"])


def test_every_route_asks_for_a_scope(shop: Shop) -> None:
    """Only the listed addresses are open, and every scope opens something: an address, or a wider view."""
    rights = {rule.rule: right_of(shop.app, rule.endpoint) for rule in shop.app.url_map.iter_rules()}
    opened = {address for address, right in rights.items() if right == Right(None)}

    assert {
        "/",
        "/.well-known/oauth-authorization-server",
        "/v1/oauth/revoke",
        "/v1/oauth/token",
        "/livez",
        "/readyz",
        "/docs",
        "/docs/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>",
        "/openapi.json",
        "/pages/enter/<link>",
        "/pages/stop/<link>",
        "/pages/sign-in",
        "/pages/accessibility",
        "/problems/<code>",
        "/static/<path:filename>",
        "/v1/seal-keys",
        "/verify",
    } == opened
    asked = {right.scope for right in rights.values() if right is not None and right.scope}
    assert set(Scope) == asked | set(WIDER.values())


def test_every_write_can_be_repeated(shop: Shop, contract: dict[str, Any]) -> None:
    """A route that books takes an Idempotency-Key or the caller's own id; no other asks for a key."""
    keyed = {
        operation["operationId"]
        for _, operation in operations(contract)
        if any(p["name"] == "Idempotency-Key" for p in operation.get("parameters", []))
    }
    booking = set()
    for rule in shop.app.url_map.iter_rules():
        right = right_of(shop.app, rule.endpoint)
        if isinstance(right, Right) and right.books:
            booking.add(rule.endpoint.rpartition(".")[2])
    assert booking == keyed | OWN_IDS
    assert set() == keyed & OWN_IDS


def test_every_operation_says_what_it_does(contract: dict[str, Any]) -> None:
    """Summary, errors as problems, and for each body an example."""
    for method, operation in operations(contract):
        assert operation["summary"]
        assert operation["responses"]["default"]["$ref"].endswith("/DEFAULT_ERROR")
        if method != "get" and "requestBody" in operation:
            assert next(iter(operation["requestBody"]["content"].values()))["example"]


def test_every_member_is_described(contract: dict[str, Any]) -> None:
    """No member of any schema is left without a sentence."""
    silent = [
        f"{name}.{member}"
        for name, schema in contract["components"]["schemas"].items()
        for member, shown in schema.get("properties", {}).items()
        if not shown.get("description")
    ]

    assert [] == silent


def test_an_explanation_is_documented_in_every_form(contract: dict[str, Any]) -> None:
    """JSON, text, HTML, CSV and PDF stand beside each other."""
    answer = contract["paths"]["/v1/explanations/{explanation_id}"]["get"]["responses"]["200"]

    forms = {"application/json", "text/plain", "text/html", "text/csv", "application/pdf"}
    assert forms == set(answer["content"])


def test_answers_are_what_the_contract_says(shop: Shop, contract: dict[str, Any]) -> None:
    """Real answers are valid by the schemas of their operations."""
    member = shop.member_with_points()
    body = {"member": member, "points": 50, "seconds": 60}
    reward = {"member": member, "id": "v-1", "points": 10, "reward": "mug"}
    back = {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 1}]}
    shop.ask("PUT", "/v1/orders/o-1", basket(member))
    usage = {"programme": "corner-coffee", "plan": "brew-pro", "meter": "api-calls", "quantity": "25000"}
    quote = shop.ask("POST", "/v1/quotes", basket(member))
    answers = {
        "QuoteOut": quote,
        "OrderOut": shop.ask("GET", "/v1/orders/o-1?programme=corner-coffee"),
        "ReturnOut": shop.ask("POST", "/v1/orders/o-1/returns", back),
        "MemberOut": shop.ask("GET", f"/v1/members/{member}"),
        "BalancesOut": shop.ask("GET", f"/v1/members/{member}/balances"),
        "LedgerOut": shop.ask("GET", f"/v1/members/{member}/ledger?limit=1"),
        "HoldOut": shop.ask("POST", "/v1/holds", body),
        "RedemptionOut": shop.ask("POST", "/v1/redemptions", reward),
        "EstimateOut": shop.ask("POST", "/v1/estimates", usage),
        "ExplanationOut": shop.ask("GET", f"/v1/explanations/{quote['explanation']}"),
        "ProgrammesOut": shop.ask("GET", "/v1/programmes"),
        "SourceOut": shop.ask("GET", "/v1/programmes/corner-coffee/source"),
    }
    refusals = [
        shop.send("PUT", "/v1/orders/o-1", basket()),
        shop.send("POST", "/v1/quotes", basket(extra=1)),
    ]

    for name, answer in [*answers.items(), *(("Problem", refusal.get_json()) for refusal in refusals)]:
        schema = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
        assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(answer)], name


def test_a_repeated_answer_is_documented(contract: dict[str, Any]) -> None:
    """Where the caller's own id makes a request safe to repeat, the answer of the repetition is listed."""
    for path, method in [("/v1/orders/{order_id}", "put"), ("/v1/orders/{order_id}/returns", "post")]:
        answers = contract["paths"][path][method]["responses"]
        schemas = [answers[status]["content"]["application/json"]["schema"] for status in ("200", "201")]
        assert schemas[0] == schemas[1]
        assert "Idempotency-Replayed" in answers["200"]["headers"]


def test_ids_in_the_path_have_their_pattern(contract: dict[str, Any]) -> None:
    """Every part of an address says which texts it takes."""
    parts = [part for path in contract["paths"].values() for part in path.get("parameters", [])]

    assert parts
    assert [] == [part["name"] for part in parts if "pattern" not in part["schema"]]


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        ("ReturnLineIn", {"line": "1", "quantity": "0.50"}, True),
        ("ReturnLineIn", {"line": "1", "quantity": "0.00"}, False),
        ("ReturnLineIn", {"line": "..", "quantity": 1}, False),
        ("OfMember", {"member": "mem_zzzzzzzzzzzzz"}, False),
        ("LineIn", {"sku": "a", "quantity": 1, "unit_price": "0", "brand": "own"}, True),
        ("Fault", {"pointer": "", "code": "not-an-object", "message": "must be a JSON object"}, True),
    ],
)
def test_the_contract_says_what_is_taken(
    contract: dict[str, Any], *, schema: str, value: object, fits: bool
) -> None:
    """What the schemas let through is what the routes take, as far as a schema can say it."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": contract["components"]}

    assert fits is Draft202012Validator(whole).is_valid(value)
