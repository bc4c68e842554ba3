"""The page that stops marketing, a browser's signal, and what a member sees of recipients."""

from io import BytesIO

from loyalty.handovers.message import Outcome
from loyalty.vault.key import MasterKey
from tests.unit.api.routes.shop import Shop, basket
from tests.unit.api.routes.test_entrance import link_of, member_at_home, token


def written(shop: Shop, member: str) -> str:
    """Let a member agree to e-mail and be written to; give the path of the stop link, whole in the text."""
    notice = shop.ask("GET", "/v1/programmes/corner-coffee/collection-notice")["sha256"]
    yes = {"id": "c-1", "purpose": "email_marketing", "answer": "given", "notice": notice, "way": "form"}
    shop.ask("POST", f"/v1/members/{member}/consents", {**yes, "jurisdiction": "DE", "facts": []})
    shop.ask("PUT", f"/v1/members/{member}/contact", {"channel": "email", "address": "ada@example.org"})
    sent = {"id": "m-1", "medium": "email", "text": "New beans.", "language": "zh-CN"}
    answer = shop.ask("POST", f"/v1/members/{member}/marketing", sent)
    assert answer["text"].endswith(f"http://localhost{answer['stop']}")
    return str(answer["stop"])


def test_marketing_is_stopped_by_its_link_without_signing_in(shop: Shop) -> None:
    """Looking stops nothing; the form does, also without cookies; a wrong link is told of as what it is."""
    object.__setattr__(shop.services, "master", MasterKey(b"m" * 32))
    member = shop.member()
    stop = written(shop, member)
    assert member not in stop

    browser = shop.app.test_client(use_cookies=False)
    seen = browser.get(stop)
    assert 200 == seen.status_code
    assert 'name="List-Unsubscribe" value="One-Click"' in seen.text
    assert "given" == shop.ask("GET", f"/v1/members/{member}/consents")["consents"][0]["state"]
    done = browser.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert "It has stopped." in done.text
    assert "withdrawn" == shop.ask("GET", f"/v1/members/{member}/consents")["consents"][0]["state"]
    for wrong in ("0" * 80, "none"):
        told = browser.get(f"/pages/stop/{wrong}")
        assert 410 == told.status_code
        assert "This link stops no marketing" in told.text


def test_a_mail_program_stops_marketing_in_one_click(shop: Shop) -> None:
    """The one field of RFC 8058 is enough, in either form of a body, without cookie; nothing else is."""
    object.__setattr__(shop.services, "master", MasterKey(b"m" * 32))
    member = shop.member()
    stop, program = written(shop, member), shop.app.test_client(use_cookies=False)
    parts, plain = "multipart/form-data", "application/x-www-form-urlencoded"
    click = {"List-Unsubscribe": "One-Click"}

    def state() -> str:
        return str(shop.ask("GET", f"/v1/members/{member}/consents")["consents"][0]["state"])

    for data, status in (
        ({}, 403),
        ({"token": "0" * 64}, 403),
        ({"List-Unsubscribe": "Yes"}, 422),
        ({**click, "token": ""}, 422),
        ({**click, "why": "no"}, 422),
    ):
        assert status == program.post(stop, data=data, content_type=plain).status_code
    assert 415 == program.post(stop, data={**click, "a": (BytesIO(b"a"), "a.txt")}).status_code
    assert 415 == program.post(stop, json=click).status_code
    assert 200 == program.get(f"{stop}?lang=en").status_code
    assert 410 == program.post(f"/pages/stop/{'0' * 80}", data=click).status_code
    assert "given" == state()

    for kind in (parts, plain):
        done = program.post(stop, data=click, content_type=kind, headers={"Sec-Fetch-Site": "cross-site"})
        assert 200 == done.status_code
        assert "withdrawn" == state()


def test_a_members_pages_say_who_got_what_and_honour_the_browser(shop: Shop) -> None:
    """Marketing is listed; a signal at the entrance stops sharing, and the page asks who wants to leave."""
    object.__setattr__(shop.services, "master", MasterKey(b"m" * 32))
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member))
    written(shop, member)
    report = {"id": "m-1", "outcome": str(Outcome.DELIVERED)}
    shop.ask("POST", f"/v1/members/{member}/marketing/reports", report)

    views = member_at_home(shop, member).get("/pages/me/views").text
    assert "Nobody else got anything." in views
    assert "you agreed" in views
    assert "delivered" in views

    browser, says = shop.app.test_client(), {"Sec-GPC": "1"}
    link = link_of(shop, member)
    browser.post(link, data={"token": token(browser.get(link).text)}, headers=says)
    assert shop.ask("GET", f"/v1/members/{member}/choices")["sharing"] is False
    assert "Do you want to leave" in browser.get("/pages/me/choices", headers=says).text
    assert "Do you want to leave" not in browser.get("/pages/me/choices").text
    assert "blue" == shop.ask("GET", f"/v1/members/{member}")["standing"]["tier"]
