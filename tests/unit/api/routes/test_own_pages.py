"""A member's own pages: what is theirs and nobody else's, changed by forms that are ours."""

import json

from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.privacy.list_views import Looking, keep_views
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import Shop, basket
from tests.unit.api.routes.test_entrance import key_of, member_at_home, signed_in, token

OWN = ("documents", "points", "data", "choices", "views", "erasure")


def test_a_member_sees_what_is_theirs_and_nobody_elses(shop: Shop) -> None:
    """Own receipts are listed and open as a customer sees them; those of others are not there."""
    ada, bob = shop.member(), shop.member()
    mine, other, nobodys = (
        shop.ask("PUT", f"/v1/orders/o-{place}", basket(member))["explanation"]
        for place, member in enumerate((ada, bob, None))
    )
    browser = member_at_home(shop, ada)
    listed = browser.get("/pages/me/documents").text

    assert mine in listed
    assert other not in listed
    assert 200 == browser.get(f"/pages/explanations/{mine}").status_code
    assert [404] * 3 == [
        browser.get(f"/pages/explanations/{each}").status_code for each in (other, nobodys, "x")
    ]
    assert "corner-coffee/" not in browser.get(f"/pages/explanations/{mine}?view=auditor").text
    assert 404 == browser.get(f"/pages/me/documents?before={other}").status_code
    assert [200, 404] == [
        browser.get(f"/pages/explanations/{each}/sealed").status_code for each in (mine, other)
    ]
    exported = json.loads(browser.get("/pages/me/data/export").text)
    assert [ada] == exported["manifest"]["ids"]
    assert bob not in json.dumps(exported)
    number = MemberId(parse_id("mem", ada) or 0)
    look = Looking("operator", "command line", "loyalty privacy page-link", "maintenance:T-1")
    keep_views(shop.services, {number}, look)
    looked = browser.get("/pages/me/views?lang=zh-CN").text
    assert all(words in looked for words in ("运维人员", "维护，案件 T-1", "您的会员信息"))
    staff = signed_in(shop, key_of(shop))
    assert [403] * 6 == [staff.get(f"/pages/me/{page}").status_code for page in OWN]


def test_what_cannot_be_is_told_and_changes_nothing(shop: Shop) -> None:
    """A choice, purpose, fact or field that is none is refused; a card number is not repeated."""
    object.__setattr__(shop.services, "master", MasterKey(b"m" * 32))
    browser = member_at_home(shop, shop.member())
    mine = token(browser.get("/pages/me/choices").text)
    before = shop.rows()
    wrong = {
        "choices": {"choice": "everything", "way": "on"},
        "choices/withdrawal": {"purpose": "email_marketing"},
        "data/facts": {"fact": "member.tier", "value": "gold"},
        "data/contact": {"channel": "pigeon", "address": "home"},
        "erasure/end": {"surprise": "1"},
    }
    found = {
        place: browser.post(f"/pages/me/{place}", data={"token": mine, **form}).status_code
        for place, form in wrong.items()
    }
    card = {"token": mine, "channel": "email", "address": "4111 1111 1111 1111"}
    answer = browser.post("/pages/me/data/contact", data=card)

    assert {**dict.fromkeys(wrong, 422), "choices/withdrawal": 404} == found
    assert 422 == answer.status_code
    assert "4111" not in answer.text
    assert before == shop.rows()
    assert 404 == browser.post("/pages/me/erasure/end", data={"token": mine, "confirm": "yes"}).status_code
