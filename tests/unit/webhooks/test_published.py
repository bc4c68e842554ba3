"""Schemas of events are published, one for each type, and nothing else is ever told."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.app import Door, create_app
from api.operating.counters import Counters
from loyalty.access.scopes import Scope
from loyalty.adapters.calling.webhook_post import WebhookPost
from loyalty.bootstrap import Health
from loyalty.jobs.notice import NoticeKind
from loyalty.ledger.entry import Kind
from loyalty.orders.order import ReturnKind
from loyalty.subscriptions.changes import Change
from loyalty.use_cases.find_key import find_key
from loyalty.vault.key import KEY_BYTES, MasterKey
from loyalty.webhooks.announcement import AnnouncementType
from loyalty.webhooks.announcing import OF_CHANGES, OF_ENTRIES, OF_NOTICES, OF_RETURNS
from loyalty.webhooks.published import event_schema
from tests.unit.api.routes.shop import LINE, Shop, basket, open_shop
from tests.unit.webhooks.listening import listening

SCHEMAS = Path(__file__).parents[3] / "schemas" / "events"
OF = {"programme": "corner-coffee"}
REFERENCE = "ada.lovelace"
CRM = "/v1/webhook-endpoints/crm"


@pytest.fixture
def shop(sqlite_database: str) -> Shop:
    """Give a shop whose vault is open, and that calls its own machine."""
    shop = open_shop(sqlite_database)
    services = replace(
        shop.services, master=MasterKey(b"m" * KEY_BYTES), post=WebhookPost(loopback=True, seconds=5)
    )
    door = Door(
        partial(find_key, services), lambda: Health({"schema": True}), services.entropy.bits, Counters()
    )
    return replace(shop, app=create_app(services, door), services=services)


def test_the_files_are_those_of_the_types() -> None:
    """`schemas/events` holds what `loyalty webhooks types --json` prints, a file for each type."""
    files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}

    assert {str(each): event_schema(each) for each in AnnouncementType} == files
    for schema in files.values():
        Draft202012Validator.check_schema(schema)


def test_every_kind_of_thing_has_a_type() -> None:
    """What can be booked, returned, changed or told of is announced, whatever kind it is of."""
    assert set(Kind) == set(OF_ENTRIES)
    assert set(ReturnKind) == set(OF_RETURNS)
    assert {each.__name__ for each in Change.__subclasses__()} == {each.__name__ for each in OF_CHANGES}
    assert set(NoticeKind) == set(OF_NOTICES)


def events(shop: Shop) -> list[dict[str, Any]]:
    """Give every event there is, oldest first."""
    found: list[dict[str, Any]] = []
    page = shop.ask("GET", "/v1/webhook-events?programme=corner-coffee&limit=7")
    while True:
        found += page["events"]
        if "next" not in page:
            return found[::-1]
        page = shop.ask("GET", f"/v1/webhook-events?programme=corner-coffee&limit=7&cursor={page['next']}")


def test_the_life_of_a_member_is_told_and_nothing_of_who_they_are(shop: Shop) -> None:
    """Every event fits its schema, each member's places have no gap, and no word of the person is in it."""
    told = {"member.birth_day_month": "04-17"}
    other = shop.member()
    member = shop.ask("POST", "/v1/members", {**OF, "reference": REFERENCE, "facts": told})["member"]
    shop.ask("PUT", "/v1/orders/a", basket(member, {**LINE, "quantity": 40}))
    back = {"id": "r", "programme": "corner-coffee", "lines": [{"line": "1", "quantity": 1}]}
    shop.send("POST", "/v1/orders/a/returns", back)
    shop.clock.pause(40 * 86_400_000)
    shop.ask("POST", "/v1/jobs/runs", OF)
    for end in ("capture", "void"):
        hold = shop.ask("POST", "/v1/holds", {"member": member, "points": 10, "seconds": 600})["hold"]
        shop.ask("POST", f"/v1/holds/{hold}/{end}", {"member": member})
    shop.ask("POST", "/v1/holds", {"member": member, "points": 10, "seconds": 600})
    shop.clock.pause(700_000)
    shop.ask("POST", "/v1/jobs/runs", OF)
    shop.send("POST", "/v1/transfers", {"from": member, "to": other, "points": 5})
    ground = {"id": "e", "ground": "member-asked", "checked": "at the till"}
    shop.send("POST", f"/v1/members/{member}/erasure", ground)
    shop.clock.pause(31 * 86_400_000)
    shop.send("POST", f"/v1/members/{member}/erasure/close", {})
    shop.send("POST", f"/v1/members/{member}/erasure/erase", {})
    found = events(shop)

    for event in found:
        Draft202012Validator(event_schema(AnnouncementType(event["type"]))).validate(event)
    mine = [event for event in found if event["subject"] == member]
    assert list(range(1, len(mine) + 1)) == sorted(event["memberseq"] for event in mine)
    assert {
        *("member.enrolled", "order.recorded", "points.pending", "points.activated", "hold.opened"),
        *("hold.captured", "hold.voided", "hold.lapsed"),
    } <= {event["type"] for event in mine}, [event["type"] for event in mine]
    text = json.dumps(found)
    assert not [word for word in (REFERENCE, "lovelace", "04-17") if word in text]


def test_an_endpoint_over_the_api(shop: Shop) -> None:
    """Its secret is in the answer that makes it and in no other; what is asked wrongly is refused."""
    with listening() as listener:
        made = shop.send("PUT", CRM, {**OF, "url": listener.address})
        again = shop.send("PUT", CRM, {**OF, "url": listener.address, "types": ["member.enrolled"]})
        tried = shop.ask("POST", f"{CRM}/test", OF)
        listener.status = 500
        refused = shop.ask("POST", f"{CRM}/test", OF)
        rotated = shop.ask("POST", f"{CRM}/secrets", OF)
    listed = shop.ask("GET", "/v1/webhook-endpoints?programme=corner-coffee")["endpoints"]

    assert (201, 200) == (made.status_code, again.status_code)
    assert made.get_json()["secret"] != rotated["secret"]
    assert "secret" not in again.get_json()
    assert [["member.enrolled"]] == [each["types"] for each in listed]
    assert "whsec_" not in json.dumps(listed)
    assert 2 == len(listed[0]["public_keys"])
    assert [(True, 204), (False, 500)] == [(each["taken"], each["status"]) for each in (tried, refused)]
    assert [] == shop.ask("GET", f"{CRM}/deliveries?programme=corner-coffee")["deliveries"]
    assert {"replayed": 0, "more": False} == shop.ask("POST", f"{CRM}/replay", OF)
    assert "disabled" == shop.ask("POST", f"{CRM}/disable", OF)["state"]
    assert "enabled" == shop.ask("POST", f"{CRM}/enable", OF)["state"]
    assert len(AnnouncementType) == len(shop.ask("GET", "/v1/webhook-event-types")["types"])
    gone = shop.ask("DELETE", f"{CRM}?programme=corner-coffee")
    assert {"endpoint": "crm", "programme": "corner-coffee", "unsent": 0} == gone
    assert 404 == shop.send("DELETE", f"{CRM}?programme=corner-coffee").status_code


def test_what_is_refused_of_endpoints(shop: Shop) -> None:
    """Addresses inside, types there are none of, programmes of others, endpoints that are not there."""
    codes = {
        "endpoint-address-refused": shop.send("PUT", CRM, {**OF, "url": "https://10.0.0.1/"}),
        "unknown-endpoint": shop.send("POST", f"{CRM}/secrets", OF),
    }
    wrong = [
        shop.send("PUT", CRM, {**OF, "url": "https://a.example/", "types": ["points.*"]}),
        shop.send("GET", "/v1/webhook-events?programme=corner-coffee&cursor=evt_1"),
        shop.send("POST", f"{CRM}/replay", {**OF, "since": "yesterday"}),
    ]
    for number in range(20):
        shop.ask("PUT", f"/v1/webhook-endpoints/{number}", {**OF, "url": "https://a.example/"})
    codes["endpoints-exhausted"] = shop.send("PUT", CRM, {**OF, "url": "https://a.example/"})
    shop.key(Scope.WEBHOOKS_WRITE, programme="other")
    elsewhere = shop.send("PUT", CRM, {**OF, "url": "https://a.example/"})

    assert codes.keys() == {answer.get_json()["code"] for answer in codes.values()}
    assert "/url" == codes["endpoint-address-refused"].get_json()["errors"][0]["pointer"]
    assert {422} == {answer.status_code for answer in wrong}
    assert 403 == elsewhere.status_code
