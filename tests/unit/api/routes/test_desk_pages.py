"""The reviewer's desk in a browser without script: find, follow, compare, sign off, take along."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from flask.testing import FlaskClient

from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.adoption.version import Person
from loyalty.seals.verification import Verdict
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.desk.verify_bundle import verify_bundle
from loyalty.vault.key import KEY_BYTES, MasterKey
from tests.steps.reading import coffee
from tests.unit.api.routes.shop import Shop, basket
from tests.unit.api.routes.test_entrance import signed_in, token
from tests.unit.use_cases.sealing import HeldKeys

DESK = "/pages/desk"
ROUNDED = "points.rounded"
"""A step that is called as a sentence of the pages is."""
HOSTILE = '"><script>alert(1)</script>'
LINK = re.compile(r'href="(/pages/desk[^"]*)"')


@dataclass
class Desk:
    """A browser at a desk; a receipt by rules with hostile names, and the digests of two versions."""

    browser: FlaskClient
    receipt: str
    old: str
    new: str

    def text(self, path: str, status: int = 200) -> str:
        """Give a page, whatever is named in it shown and never run."""
        answer = self.browser.get(path)
        assert status == answer.status_code, answer.text
        assert "<script" not in answer.text
        return answer.text


@pytest.fixture
def desk(shop: Shop) -> Desk:
    """Give a desk where an auditor of the programme has signed in."""
    object.__setattr__(shop.services, "seal_keys", HeldKeys())
    object.__setattr__(shop.services, "master", MasterKey(b"m" * KEY_BYTES))
    member, old = shop.member(), shop.ask("GET", "/v1/programmes/corner-coffee/source")["digest"]
    files = {**coffee(), "examples.yaml": f"examples: []\n# {HOSTILE}\n"}
    carriage = f"name: {{en: '{HOSTILE}Delivery', zh-CN: 配送费}}  # {HOSTILE}"
    files["basket.yaml"] = files["basket.yaml"].replace("name: {en: Delivery, zh-CN: 配送费}", carriage)
    made = adopt_programme(
        shop.services, files, AtOnce(Person("Anna Author"), "another name of the carriage")
    )
    sale = basket(member, order={"channel": "app", "delivery": "home"}, facts={"member.country": "DE"})
    receipt = shop.ask("PUT", "/v1/orders/o-1", sale)["explanation"]
    asked = CreateKey("rita", frozenset({Scope.EXPLANATIONS_AUDIT}), "corner-coffee", role=Role.AUDITOR)
    browser = signed_in(shop, create_key(shop.services, asked).text, "audit:T-4711")
    return Desk(browser, receipt, old, made.programme.digest)


def test_from_the_search_to_the_rule_line(desk: Desk) -> None:
    """One form finds the receipt; each of its numbers links to the lines behind it, in both languages."""
    found = desk.text(f"{DESK}?number=o-1&rule=carriage&since=2026-11-22&until=2026-11-22&least=30.14")
    assert f"{DESK}/documents/{desk.receipt}" in LINK.findall(found)
    assert "Nothing was found." in desk.text(f"{DESK}?most=1.00")
    wrong = desk.text(f"{DESK}?least=a-lot&member=Smith&since=yesterday", 422)
    assert 3 == wrong.count('aria-invalid="true"')
    assert 1 == desk.text(f"{DESK}?until=9999-12-31", 422).count('aria-invalid="true"')
    assert 'aria-describedby="kind-wrong" aria-invalid="true"' in desk.text(f"{DESK}?kind=zzz", 422)
    assert "request-invalid" in desk.text(f"{DESK}?rule=a%00b", 422)

    page = desk.text(f"{DESK}/documents/{desk.receipt}")
    assert f"{HOSTILE}Delivery" in unescape(page)
    links = [unescape(each) for each in LINK.findall(page) if "/trace?" in each]
    carriage = next(each for each in links if "/lines/" in each and "amount: 3.20" in desk.text(each))
    step = re.search(rf'href="([^"]*)" aria-label="Follow {ROUNDED}: (\d+)"', page)
    assert step is not None
    assert f"<h1>{ROUNDED}: {step[2]}</h1>" in desk.text(unescape(step[1]))
    told = desk.text(carriage)
    assert f"{HOSTILE}Delivery: €3.20" in unescape(told)
    assert "order.day = 739942, which is 2026-11-22" in desk.text(
        next(each for each in links if "tax" in each)
    )
    assert "规则原文" in desk.text(f"{carriage}&lang=zh-CN")


def test_versions_stand_side_by_side_and_are_signed_off(desk: Desk) -> None:
    """What differs stands in both columns; the reviewer signs off, once, and takes everything along."""
    address = f"{DESK}/versions?old={desk.old}&new={desk.new}"
    page = desk.text(address)
    assert "name: {en: Delivery, zh-CN: 配送费}" in unescape(page)
    assert HOSTILE in unescape(page)

    form = {"token": token(page), "judgement": "right", "note": HOSTILE}
    pair = {"programme": "corner-coffee", "old": desk.old, "new": desk.new}
    signed = desk.browser.post(f"{DESK}/versions/sign-off", data=form | pair)
    assert 303 == signed.status_code
    assert "rita held it to be right" in desk.text(signed.headers["Location"])
    document = f"{DESK}/documents/{desk.receipt}"
    assert 303 == desk.browser.post(f"{document}/sign-off", data=form).status_code
    assert "rita held it to be right" in desk.text(document)
    assert 422 == desk.browser.post(f"{document}/sign-off", data=form | {"judgement": "x"}).status_code
    for note in ("ask bea@example.com", "call +49 170 1234567", "she is pregnant", "x" * 401):
        refused = desk.browser.post(f"{document}/sign-off", data=form | {"note": note})
        assert "free-text-risk" in refused.text
        assert note not in refused.text

    asked = {"token": token(page), "explanations": desk.receipt} | pair
    taken = desk.browser.post(f"{DESK}/bundle", data=asked)
    assert ("application/zip", Verdict.VALID) == (taken.content_type, verify_bundle(taken.data).verdict)


def test_the_desk_is_for_those_with_the_right(desk: Desk, shop: Shop) -> None:
    """A key without it is told so; a programme or document of another house is not there."""
    assert 403 == desk.browser.get(f"{DESK}?programme=other").status_code
    assert 404 == desk.browser.get(f"{DESK}/documents/exp_0000000000000").status_code
    agent = create_key(shop.services, CreateKey("agent", frozenset({Scope.EXPLANATIONS_AGENT})))
    assert 403 == signed_in(shop, agent.text).get(DESK).status_code


def test_the_numbers_of_a_bill_are_followed_to_the_rules_of_its_periods(desk: Desk, shop: Shop) -> None:
    """Each line of an invoice, and of the credit note that cancels it, leads to its lines of the plan."""
    asked = {"programme": "corner-coffee", "member": shop.member(), "plan": "brew-pro"}
    bill = shop.begun("/v1/subscriptions/desk-7", asked)["invoice"]["id"]
    note = shop.ask("POST", f"/v1/invoices/{bill}/void", {"programme": "corner-coffee"})["id"]
    for document, amount in ((bill, "€49.00"), (note, "−€49.00")):
        page = desk.text(f"{DESK}/documents/{document}")
        assert f"Follow Set-up fee: {amount}" in page
        assert 4 == page.count("/trace?")
        walk = desk.text(f"{DESK}/documents/{document}/trace?number=/lines/1/amount")
        assert "set-up in plans.yaml, line 8" in walk
        assert "amount: 49.00" in walk
        desk.text(f"{DESK}/documents/{document}/trace?number=/lines/9/amount", 422)


def test_a_programme_that_is_not_there_is_told_with_those_that_are(shop: Shop) -> None:
    """Search and comparison name the programmes of the key as links."""
    asked = CreateKey("rita", frozenset({Scope.EXPLANATIONS_AUDIT}), role=Role.AUDITOR)
    browser = signed_in(shop, create_key(shop.services, asked).text, "audit:T-4711")

    for path in (DESK, f"{DESK}/versions"):
        answer = browser.get(f"{path}?programme=tea-house")
        assert 404 == answer.status_code
        assert f'href="{path}?programme=corner-coffee"' in answer.text
