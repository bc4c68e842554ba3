"""In and out of the pages: keys typed once, links that open once, forms that are ours."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.revoke_key import revoke_key
from tests.unit.api.routes.shop import Shop

FORM = re.compile(r'name="token" value="([0-9a-f]{64})"')
HOME, SIGN_IN = "/pages", "/pages/sign-in"


def token(text: str) -> str:
    """Give the token that the forms of a page carry."""
    found = FORM.search(text)
    assert found is not None
    return found[1]


def signed_in(shop: Shop, key: str, reason: str = "") -> FlaskClient:
    """Give a browser in which somebody has signed in with a key."""
    browser = shop.app.test_client()
    form = {"token": token(browser.get(SIGN_IN).text), "key": key, "reason": reason}
    answer = browser.post(SIGN_IN, data=form)
    assert (303, HOME) == (answer.status_code, answer.headers["Location"]), answer.text
    return browser


def key_of(shop: Shop, *scopes: Scope, role: Role = Role.SYSTEM) -> str:
    """Make a key for staff and give its text."""
    return create_key(shop.services, CreateKey("desk-1", frozenset(scopes), role=role)).text


def link_of(shop: Shop, member: str) -> str:
    """Have the shop make a link for a member and give its address."""
    address: str = shop.ask("POST", f"/v1/members/{member}/page-links")["address"]
    return address


def member_at_home(shop: Shop, member: str) -> FlaskClient:
    """Give a browser in which a member has opened their link."""
    browser = shop.app.test_client()
    address = link_of(shop, member)
    answer = browser.post(address, data={"token": token(browser.get(address).text)})
    assert (303, HOME) == (answer.status_code, answer.headers["Location"])
    return browser


def test_staff_comes_in_by_a_key_and_goes_out(shop: Shop) -> None:
    """The key is typed once; the cookie is kept from scripts and other sites, and opens nothing once out."""
    browser = signed_in(shop, key_of(shop, Scope.EXPLANATIONS_READ))
    home = browser.get(HOME)
    cookie = browser.get_cookie("loyalty_session")
    assert cookie is not None
    assert (True, "Strict", False) == (cookie.http_only, cookie.same_site, cookie.secure)
    assert "desk-1" in home.text
    assert "script" not in home.headers["Content-Security-Policy"]
    assert "form-action 'self'" in home.headers["Content-Security-Policy"]
    assert "no-store" == home.headers["Cache-Control"]

    out = browser.post("/pages/sign-out", data={"token": token(home.text)})
    assert 303 == out.status_code
    browser.set_cookie("loyalty_session", cookie.value)
    assert 303 == browser.get(HOME).status_code
    assert 0 == shop.rows()["page_session"]


def test_away_from_the_machine_the_cookie_needs_encryption(shop: Shop) -> None:
    """Under any other name than the machine's own the cookies go over https alone, for this host alone."""
    address = {"base_url": "https://shop.example"}
    browser = shop.app.test_client()
    browser.get(SIGN_IN, **address)
    cookie = browser.get_cookie("__Host-loyalty_form", "shop.example")

    assert cookie is not None
    assert (True, "/") == (cookie.secure, cookie.path)


@pytest.mark.parametrize(
    ("key", "reason", "said"),
    [
        ("lk_" + "0" * 16 + "_" + "0" * 64, "", "This key is not accepted"),
        ("no key", "", "This key is not accepted"),
        (Role.AGENT, "because", "This key needs a reason"),
    ],
)
def test_a_wrong_key_is_told_beside_the_field(shop: Shop, key: str, reason: str, said: str) -> None:
    """The form comes back with what is wrong; the key is not written on it, the reason is."""
    typed = key_of(shop, Scope.MEMBERS_READ, role=Role.AGENT) if key == Role.AGENT else key
    browser = shop.app.test_client()
    answer = browser.post(
        SIGN_IN, data={"token": token(browser.get(SIGN_IN).text), "key": typed, "reason": reason}
    )

    assert 422 == answer.status_code
    assert said in answer.text
    assert f'value="{reason}"' in answer.text
    assert typed not in answer.text
    assert 0 == shop.rows()["page_session"]


def test_a_session_ends_by_itself_and_with_its_key(shop: Shop) -> None:
    """Half an hour without a page ends it, twelve hours in any case, and the end of the key at once."""
    text = key_of(shop, Scope.EXPLANATIONS_READ)
    idle, busy = signed_in(shop, text), signed_in(shop, text)
    for _ in range(35):
        shop.clock.at += timedelta(minutes=20)
        assert 200 == busy.get(HOME).status_code
    assert 303 == idle.get(HOME).status_code
    shop.clock.at += timedelta(minutes=20)
    assert 303 == busy.get(HOME).status_code

    again = signed_in(shop, text)
    revoke_key(shop.services, text.split("_")[1])
    assert 303 == again.get(HOME).status_code


def test_pages_of_people_run_no_script(shop: Shop) -> None:
    """Not even one of ours, whether there is such a page or not."""
    for path in (SIGN_IN, "/pages/none"):
        policy = shop.app.test_client().get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy


def test_a_session_is_known_to_a_server_whose_clock_is_behind(shop: Shop) -> None:
    """By so much as clocks may be apart, and no more: a clock that is set back brings no old session."""
    begun = signed_in(shop, key_of(shop, Scope.EXPLANATIONS_READ))

    shop.clock.at -= timedelta(seconds=59)
    assert 200 == begun.get(HOME).status_code
    shop.clock.at -= timedelta(seconds=2)
    assert 303 == begun.get(HOME).status_code


def test_a_form_of_another_site_is_refused(shop: Shop) -> None:
    """Without the token, with another one, or sent by another site a form changes nothing."""
    browser = signed_in(shop, key_of(shop, Scope.EXPLANATIONS_READ))
    mine = token(browser.get(HOME).text)
    for data, site in (
        ({"token": ""}, "same-origin"),
        ({"token": "0" * 64}, "none"),
        ({"token": mine}, "cross-site"),
    ):
        answer = browser.post("/pages/sign-out", data=data, headers={"Sec-Fetch-Site": site})
        assert 403 == answer.status_code
        assert "form-stale" in answer.text
    assert 200 == browser.get(HOME).status_code


def test_a_link_opens_once_and_says_nothing_of_the_member(either_shop: Shop) -> None:
    """To look at the link does not use it up; opening it does; its address holds no id of the member."""
    shop = either_shop
    member = shop.member()
    address = link_of(shop, member)
    browser = shop.app.test_client()
    page = browser.get(address)
    assert 200 == browser.get(address).status_code
    opened = browser.post(address, data={"token": token(page.text)})
    assert 303 == opened.status_code
    assert "Only you see them" in browser.get(HOME).text
    assert member[4:] not in address

    late = link_of(shop, member)
    other = shop.app.test_client()
    for used in (address, address[:-1] + ("0" if address[-1] != "0" else "1")):
        assert 410 == other.get(used).status_code
        assert 410 == other.post(used, data={"token": token(other.get(late).text)}).status_code
    shop.clock.at += timedelta(minutes=15)
    assert 410 == other.post(late, data={"token": token(other.get(SIGN_IN).text)}).status_code


def test_a_repeated_request_tells_the_same_link(shop: Shop) -> None:
    """The same idempotency key gives the same address, which is not kept anywhere."""
    path = f"/v1/members/{shop.member()}/page-links"
    first, second = (shop.ask("POST", path, key="once") for _ in range(2))

    assert first == second
    assert 1 == shop.rows()["page_link"]


@pytest.mark.parametrize(
    ("asks", "lang", "said"), [("zh-TW,zh;q=0.9", "zh-CN", "登录"), ("fr, en", "en", "Sign in")]
)
def test_the_language_is_the_readers(shop: Shop, asks: str, lang: str, said: str) -> None:
    """The browser's language is taken; the switch is remembered."""
    browser = shop.app.test_client()
    page = browser.get(SIGN_IN, headers={"Accept-Language": asks})
    assert f'<html lang="{lang}">' in page.text
    assert f"<h1>{said}</h1>" in page.text
    other = "zh-CN" if lang == "en" else "en"
    browser.get(SIGN_IN, query_string={"lang": other})
    assert f'<html lang="{other}">' in browser.get(SIGN_IN, headers={"Accept-Language": asks}).text


def test_pages_say_no_in_words(shop: Shop) -> None:
    """What is not there, not for the reader, or asked in a wrong way is a page with its code, not data."""
    browser = signed_in(shop, key_of(shop, Scope.EXPLANATIONS_READ))
    assert (404, "text/html") == (
        (answer := browser.get("/pages/none", headers={"Accept-Language": "zh"})).status_code,
        answer.mimetype,
    )
    assert "没有此页面" in answer.text
    assert 422 == browser.get(HOME, query_string={"wrong": "1"}).status_code
    assert 422 == browser.get(f"{HOME}?lang=en&lang=en").status_code


def test_a_session_that_was_there_before_is_not_taken_over(shop: Shop) -> None:
    """Whoever plants a cookie before somebody signs in has nothing of it: the session of each key is new."""
    theirs, mine = (key_of(shop, Scope.EXPLANATIONS_READ) for _ in range(2))
    planted = signed_in(shop, theirs).get_cookie("loyalty_session")
    assert planted is not None
    for value in (planted.value, "0" * 16 + "_" + "0" * 64):
        browser = shop.app.test_client()
        browser.set_cookie("loyalty_session", value)
        form = {"token": token(browser.get(SIGN_IN).text), "key": mine, "reason": ""}
        assert 303 == browser.post(SIGN_IN, data=form).status_code
        found = browser.get_cookie("loyalty_session")
        assert found is not None
        assert value != found.value

    revoke_key(shop.services, theirs.split("_")[1])
    other = shop.app.test_client()
    other.set_cookie("loyalty_session", planted.value)
    assert [303, 200] == [each.get(HOME).status_code for each in (other, browser)]


@pytest.mark.parametrize(("language", "words"), [("en", "Pages for staff"), ("zh-CN", "员工页面")])
def test_the_first_page_names_addresses_that_answer(shop: Shop, language: str, words: str) -> None:
    """Whoever opens the address of the service reads what is there; every way from it leads somewhere."""
    browser = shop.app.test_client()
    page = browser.get("/", headers={"Accept-Language": language})

    assert (200, language) == (page.status_code, page.headers["Content-Language"])
    assert words in page.text
    ways = re.findall(r'<dt><a href="([^"]+)">', page.text)
    assert ways
    assert {browser.get(way).status_code for way in ways} <= {200, 303}
