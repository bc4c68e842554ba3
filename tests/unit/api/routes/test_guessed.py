"""Who knows a part of what opens a page, or makes it from nothing, opens none."""

from loyalty.access.scopes import Scope
from loyalty.access.session import form_token
from loyalty.use_cases.revoke_key import revoke_key
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_entrance import HOME, SIGN_IN, key_of, link_of, signed_in, token


def test_the_id_of_a_session_is_no_secret(shop: Shop) -> None:
    """Beside another secret the id of a session that goes on opens nothing, and ends nothing."""
    browser = signed_in(shop, key_of(shop, Scope.EXPLANATIONS_READ))
    cookie = browser.get_cookie("loyalty_session")
    assert cookie is not None
    other = shop.app.test_client()
    other.set_cookie("loyalty_session", cookie.value.split("_")[0] + "_" + "0" * 64)

    assert [303, 200] == [each.get(HOME).status_code for each in (other, browser)]


def test_a_link_that_was_not_used_opens_by_its_own_hash_only(shop: Shop) -> None:
    """Its id beside another hash is no link, whether it is looked at or opened, and uses it not up."""
    address = link_of(shop, shop.member())
    browser = shop.app.test_client()
    mine = token(browser.get(address).text)
    made_up = address[:-64] + "0" * 64

    assert 410 == browser.get(made_up).status_code
    assert 410 == browser.post(made_up, data={"token": mine}).status_code
    assert 303 == browser.post(address, data={"token": mine}).status_code


def test_a_link_ends_with_the_key_that_made_it(shop: Shop) -> None:
    """What a key that was revoked gave out opens no page."""
    _, key_id, _ = shop.headers["Authorization"].split("_")
    address = link_of(shop, shop.member())
    browser = shop.app.test_client()
    mine = token(browser.get(address).text)
    revoke_key(shop.services, key_id)

    assert 410 == browser.get(address).status_code
    assert 410 == browser.post(address, data={"token": mine}).status_code


def test_a_form_needs_a_cookie(shop: Shop) -> None:
    """The token of the empty text, which anybody can make, is the token of nobody."""
    key = key_of(shop, Scope.EXPLANATIONS_READ)
    form = {"token": form_token(""), "key": key, "reason": ""}

    assert 403 == shop.app.test_client().post(SIGN_IN, data=form).status_code
    assert 0 == shop.rows()["page_session"]
