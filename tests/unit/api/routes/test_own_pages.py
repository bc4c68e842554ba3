"""A member's own pages: what is theirs and nobody else's, changed by forms that are ours."""

import json
import re
from datetime import datetime, timedelta

from flask.testing import FlaskClient

from api.auth import PageRight, right_of
from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.create_key import CreateKey
from loyalty.use_cases.privacy.list_views import Looking, keep_views
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import Shop, basket, keep_key
from tests.unit.api.routes.test_entrance import key_of, member_at_home, signed_in, token

CASE = re.compile(r'name="case" value="(page-[0-9a-f]{16})"')
PART = re.compile(r"<[^>]+>")
OWN = ("documents", "points", "data", "choices", "views", "cases", "erasure")


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
    assert "; " not in browser.get("/pages/me/data?lang=zh-CN").text
    looked = browser.get("/pages/me/views?lang=zh-CN").text
    assert all(words in looked for words in ("运维人员", "维护，案件 T-1", "您的会员信息"))
    staff = signed_in(shop, key_of(shop))
    assert [403] * 7 == [staff.get(f"/pages/me/{page}").status_code for page in OWN]


def test_every_page_is_for_those_it_says(shop: Shop) -> None:
    """A member sees no page of the staff; a key without a scope sees none that asks for one."""
    member, staff = member_at_home(shop, shop.member()), signed_in(shop, key_of(shop))
    rights = {
        (method, PART.sub("x", rule.rule)): right
        for rule in shop.app.url_map.iter_rules()
        for method in rule.methods or ()
        if isinstance(right := right_of(shop.app, rule.endpoint), PageRight) and not right.anyone
    }
    forms = {browser: {"token": token(browser.get("/pages").text)} for browser in (member, staff)}

    def refused(browser: FlaskClient, method: str, path: str) -> bool:
        data = forms[browser] if method == "POST" else None
        return 403 == browser.open(path, method=method, data=data).status_code

    assert len(rights) > 20
    assert {key for key, right in rights.items() if not right.member} == {
        key for key in rights if refused(member, *key)
    }
    assert [] == [key for key in rights if not refused(staff, *key)]


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
    for number in ("4111 1111 1111 1111", "11010519491231002X"):
        told = {"token": mine, "channel": "email", "address": "ada@example.org", "name": f"Ada {number}"}
        answer = browser.post("/pages/me/data/contact", data=told)
        assert 422 == answer.status_code
        assert "number" in answer.text
        assert number[:4] not in answer.text

    assert {**dict.fromkeys(wrong, 422), "choices/withdrawal": 404} == found
    assert before == shop.rows()
    assert 404 == browser.post("/pages/me/erasure/end", data={"token": mine, "confirm": "yes"}).status_code


def test_a_member_asks_a_person_and_contests_the_answer(shop: Shop) -> None:
    """Asked twice by one form it is one case; the answer is read, and contested by the member alone."""
    ada, bob = shop.member(), shop.member()
    mine, other = (
        shop.ask("PUT", f"/v1/orders/c-{place}", basket(each))["explanation"]
        for place, each in enumerate((ada, bob))
    )
    browser, stranger = member_at_home(shop, ada), member_at_home(shop, bob)
    form = browser.get(f"/pages/me/cases?about={mine}").text
    found = CASE.search(form)
    assert found is not None
    asked = {"token": token(form), "case": found[1], "kind": "review", "topic": "price", "words": "too dear"}
    wrong = (
        {"about": other},
        {"about": ""},
        {"about": mine, "words": "x" * 201},
        {"about": mine, "words": "I was pregnant"},
        {"about": mine, "kind": "?"},
    )
    assert [404, 422, 422, 422, 422] == [
        browser.post("/pages/me/cases", data={**asked, **each}).status_code for each in wrong
    ]
    assert [303, 303] == [
        browser.post("/pages/me/cases", data={**asked, "about": mine}).status_code for _ in range(2)
    ]
    assert 1 == browser.get("/pages/me/cases").text.count("<h3>")

    text = keep_key(shop.services, CreateKey("anna", frozenset(Scope), role=Role.AGENT))
    shop.headers = {"Authorization": f"Bearer {text}", "Loyalty-Reason": "complaint"}
    for step in (
        {"step": "acknowledged"},
        {"step": "assigned", "to": "anna"},
        {"step": "answered", "outcome": "stands", "words": "The rule says so."},
    ):
        shop.ask("POST", f"/v1/cases/{found[1]}/steps", {"programme": "corner-coffee", **step})
    assert "The rule says so." in browser.get("/pages/me/cases").text
    again = {"case": found[1], "words": "it does not"}
    theirs = token(stranger.get("/pages/me/cases").text)
    assert 404 == stranger.post("/pages/me/cases/again", data={"token": theirs, **again}).status_code
    assert 303 == browser.post("/pages/me/cases/again", data={**again, "token": asked["token"]}).status_code
    assert "opened again" in browser.get("/pages/me/cases").text


def test_an_answer_that_is_overdue_is_called_late(shop: Shop) -> None:
    """Until the time it was due by the page says by when; afterwards that it is late, in both languages."""
    member = shop.member()
    case = {"programme": "corner-coffee", "kind": "complaint", "topic": "service", "member": member}
    until = datetime.fromisoformat(shop.ask("PUT", "/v1/cases/c-1", case)["clocks"][-1]["until"])
    assert 2 == member_at_home(shop, member).get("/pages/me/cases").text.count("You have an answer by")

    shop.clock.at = until + timedelta(seconds=1)
    browser = member_at_home(shop, member)
    told = browser.get("/pages/me/cases").text
    assert (1, True) == (told.count("You have an answer by"), "It is late." in told)
    assert "现已逾期" in browser.get("/pages/me/cases?lang=zh-CN").text


def test_a_member_is_erased_by_a_form(shop: Shop) -> None:
    """The page says what stays and until when, in both languages, and nobody is signed in afterwards."""
    for language, said in (("en", "What stays, and until when"), ("zh-CN", "保留的内容及期限")):
        member = shop.member_with_points()
        browser = member_at_home(shop, member)
        form = {"token": token(browser.get(f"/pages/me/erasure?lang={language}").text)}
        case = {"kind": "complaint", "topic": "service", "words": "slow"}
        shop.ask("PUT", f"/v1/cases/T-{language}", {**case, "programme": "corner-coffee", "member": member})
        assert browser.post("/pages/me/erasure", data=form).status_code in {302, 303}
        assert f"T-{language}" in browser.get(f"/pages/me/erasure?lang={language}").text
        ended = browser.post(f"/pages/me/erasure/end?lang={language}", data={**form, "confirm": "yes"})

        assert 200 == ended.status_code
        assert said in ended.text
        assert 200 != browser.get("/pages/me/data").status_code
