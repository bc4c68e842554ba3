"""The audit of access: what keys and people do that changes who may do what, told to whom it concerns."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from api.app import Door, create_app
from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.bootstrap import Health
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.deeds.verify_deeds import verify_deeds
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.revoke_key import revoke_key
from loyalty.vault.key import KEY_BYTES, MasterKey
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_entrance import HOME, SIGN_IN, signed_in, token

PROGRAMME = "corner-coffee"
PLACE = "/v1/webhook-endpoints/crm"
URL = "https://crm.example/hooks/loyalty?secret=f00d"


def with_master(shop: Shop) -> Shop:
    """Give the shop with a master key, which secrets of endpoints are sealed by."""
    services = replace(shop.services, master=MasterKey(b"m" * KEY_BYTES))
    door = Door(partial(find_key, services), lambda: Health({"schema": True}), services.entropy.bits)
    return replace(shop, services=services, app=create_app(services, door))


def deeds(shop: Shop, asked: str = "") -> list[dict[str, Any]]:
    """Give the deeds as the route tells them."""
    found: list[dict[str, Any]] = shop.ask("GET", f"/v1/audit{asked}")["deeds"]
    return found


def test_what_changes_who_may_do_what_is_told(shop: Shop) -> None:
    """Keys, tokens, endpoints, their secrets, exports: each with who, by which key, on what; no secret."""
    shop = with_master(shop)
    shop.key(label="shop-web")
    member = shop.member()
    own = {"programme": PROGRAMME}
    secret = shop.ask("PUT", PLACE, {**own, "url": URL})["secret"]
    shop.ask("PUT", PLACE, {**own, "url": URL})
    shop.ask("PUT", PLACE, {**own, "url": URL, "types": ["points.earned"]})
    for word in ("disable", "disable", "enable", "secrets"):
        shop.ask("POST", f"{PLACE}/{word}", own)
    shop.ask("DELETE", f"{PLACE}?programme={PROGRAMME}")
    shop.ask("GET", f"/v1/members/{member}/export")
    revoke_key(shop.services, key := create_key(shop.services, CreateKey("old", frozenset())).key.key_id)
    told = deeds(shop)

    mine = shop.headers["Authorization"].split("_")[1]
    by_me = [(each["what"], each["on"]) for each in told if each.get("key") == mine]
    assert [
        ("endpoint-made", "crm"),
        ("endpoint-changed", "crm"),
        ("endpoint-disabled", "crm"),
        ("endpoint-enabled", "crm"),
        ("secret-rotated", "crm"),
        ("endpoint-removed", "crm"),
        ("exported", "member"),
    ] == by_me
    assert by_me == [(each["what"], each["on"]) for each in deeds(shop, f"?by={mine}")]
    assert {"label": "old", "role": "system", "kind": "live", "scopes": []} == told[-2]["says"]
    assert ("key-revoked", key, "command line") == tuple(told[-1][name] for name in ("what", "on", "by"))
    for hidden in (secret, "f00d", member, shop.headers["Authorization"].split("_")[2]):
        assert hidden not in str(told)
    assert () == verify_deeds(shop.services).faults


def test_who_comes_in_goes_out_or_fails_is_told(shop: Shop) -> None:
    """Signing in and out are told with the key; wrong tries once an hour for each key."""
    text = create_key(shop.services, CreateKey("desk-1", frozenset(), role=Role.REVIEWER)).text
    for _ in range(3):
        for wrong in (text[:-1] + ("0" if text[-1] != "0" else "1"), f"lk_{'0' * 16}_{'0' * 64}"):
            browser = shop.app.test_client()
            form = {"token": token(browser.get(SIGN_IN).text), "key": wrong, "reason": "audit:T-1"}
            assert 422 == browser.post(SIGN_IN, data=form).status_code
    browser = signed_in(shop, text, "audit:T-1")
    browser.post("/pages/sign-out", data={"token": token(browser.get(HOME).text)})
    shop.clock.at += timedelta(hours=1)
    answer = shop.app.test_client()
    form = {"token": token(answer.get(SIGN_IN).text), "key": f"lk_{'1' * 16}_{'0' * 64}"}
    answer.post(SIGN_IN, data=form)

    desk = text.split("_")[1]
    shop.key(Scope.AUDIT_READ)
    assert [
        ("sign-in-failed", "a stranger", desk),
        ("sign-in-failed", "a stranger", "unknown"),
        ("signed-in", "desk-1", desk),
        ("signed-out", "desk-1", desk),
        ("sign-in-failed", "a stranger", "unknown"),
    ] == [(each["what"], each["by"], each["on"]) for each in deeds(shop) if "sign" in each["what"]]


def test_a_key_of_one_programme_is_told_of_its_own(shop: Shop) -> None:
    """What was done to another programme, or to the whole installation, is not there for it, on no page."""
    for programme in ("tea-house", None, PROGRAMME, "tea-house", PROGRAMME):
        create_key(shop.services, CreateKey("x", frozenset(), programme))
    shop.key(Scope.AUDIT_READ, programme=PROGRAMME)
    seen, after = list[str](), 0
    while True:
        page = shop.ask("GET", f"/v1/audit?limit=1&after={after}")
        seen += [each["programme"] for each in page["deeds"]]
        if "next" not in page:
            break
        after = page["next"]

    assert [PROGRAMME] * 3 == seen
    shop.key(Scope.COUNTERS_READ)
    assert 403 == shop.send("GET", "/v1/audit").status_code
