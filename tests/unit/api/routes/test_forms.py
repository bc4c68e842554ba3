"""Every form of the pages there are: sent by whoever it is not for, it changes nothing."""

import re
from collections.abc import Callable, Sequence

import pytest
from flask.testing import FlaskClient

from api.auth import PageRight, right_of
from loyalty.access.scopes import Scope
from loyalty.erasure.erasure import Ground
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.revoke_key import revoke_key
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_entrance import HOME, key_of, member_at_home, signed_in, token

PART = re.compile(r"<[^>]+>")


def member_twice(shop: Shop) -> tuple[Sequence[FlaskClient], Callable[[], object]]:
    """Give two browsers of a member, and what ends the sessions of both."""
    member = shop.member()
    of = MemberId(parse_id("mem", member) or 0)

    def erase() -> None:
        ask_erasure(shop.services, AskErasure(of, Ground.MEMBER_ASKED, "code-by-email", "test"))
        close_account(shop.services, of, "test")
        erase_member(shop.services, of)

    return [member_at_home(shop, member) for _ in range(2)], erase


def staff_twice(shop: Shop) -> tuple[Sequence[FlaskClient], Callable[[], object]]:
    """Give two browsers of somebody who may do everything, and what ends the sessions of both."""
    key = key_of(shop, *Scope)
    browsers = [signed_in(shop, key, "complaint") for _ in range(2)]
    return browsers, lambda: revoke_key(shop.services, key.split("_")[1])


def forms(shop: Shop, *, member: bool) -> list[str]:
    """Give the address of every form that asks who is signed in: of members, or of staff."""
    rights = {
        PART.sub("x", rule.rule): right_of(shop.app, rule.endpoint)
        for rule in shop.app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    return [
        address
        for address, right in rights.items()
        if isinstance(right, PageRight) and (right.anyone or right.member is member)
    ]


@pytest.mark.parametrize("come_in", [member_twice, staff_twice])
def test_no_form_is_taken_from_whoever_it_is_not_for(
    shop: Shop, come_in: Callable[[Shop], tuple[Sequence[FlaskClient], Callable[[], object]]]
) -> None:
    """Without its token, with that of another session, from another site; and no more once that is over."""
    (browser, other), end = come_in(shop)
    addresses, before = forms(shop, member=come_in is member_twice), shop.rows()
    mine, theirs = (token(each.get(HOME).text) for each in (browser, other))
    for address in addresses:
        for shown, site in (("", "none"), (theirs, "same-origin"), (mine, "cross-site"), (mine, "same-site")):
            answer = browser.post(address, data={"token": shown}, headers={"Sec-Fetch-Site": site})
            assert (403, True) == (answer.status_code, "form-stale" in answer.text), address
    assert before == shop.rows()

    cookie = browser.get_cookie("loyalty_session")
    assert cookie is not None
    browser.post("/pages/sign-out", data={"token": mine})
    browser.set_cookie("loyalty_session", cookie.value)
    end()
    before = shop.rows()
    for each, shown in ((browser, mine), (other, theirs)):
        assert {401} == {each.post(address, data={"token": shown}).status_code for address in addresses}
    assert before == shop.rows()
    assert len(addresses) > 3
