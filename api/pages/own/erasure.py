"""Being erased: asked for, with what there is on offer; then the account closed and the person erased."""

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

from flask import Response, g
from werkzeug.wrappers import Response as AnyResponse

from api.cookies import SESSION, drop_cookie
from api.current import services
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, OF_MEMBERS, own_member, source
from loyalty.erasure.erasure import Ground
from loyalty.erasure.refusals import ErasureWaits, UnknownErasure
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.show_erasure import show_erasure
from loyalty.wording.amounts import number

own_erasure = pages_of("own_erasure")
ERASURE = "/pages/me/erasure"
CHECKED = "page-link"
"""How it was made sure that it is the member: the shop gave them a link."""
CONFIRMED = "yes"
CONFLICT, UNPROCESSABLE = 409, 422


@own_erasure.show(ERASURE, MEMBERS, way="way.erasure")
def erasure_page(_: Mapping[str, str]) -> Response:
    """Say what being erased means, and how far it is."""
    return _page()


@own_erasure.take(ERASURE, OF_MEMBERS)
def ask_page(_: Mapping[str, str]) -> AnyResponse:
    """Ask to be erased: messages stop, and what there is is on offer."""
    ask_erasure(services(), AskErasure(own_member(), Ground.MEMBER_ASKED, CHECKED, source()))
    return see(ERASURE, "erasure-asked")


@own_erasure.take(f"{ERASURE}/end", OF_MEMBERS, optional=("confirm",))
def end_page(given: Mapping[str, str]) -> Response:
    """Close the account and erase the member, where they confirm it; nobody is signed in afterwards."""
    if given["confirm"] != CONFIRMED:
        return _page("confirm", UNPROCESSABLE)
    member = own_member()
    try:
        close_account(services(), member, source())
    except ErasureWaits as waits:
        return _page(str(waits.facts["what"]), CONFLICT)
    done = erase_member(services(), member).data
    g.pop("signed_in", None)
    answer = page("own/erased.html", "erased", kept=[_kept(each) for each in done["kept"]])
    drop_cookie(answer, SESSION)
    return answer


def _page(wrong: str = "", status: int = 200) -> Response:
    asked: dict[str, Any] | None = None
    with suppress(UnknownErasure):
        asked = show_erasure(services(), own_member())
    offer = {} if asked is None else asked["offer"]
    language = reader_language()
    rows = [(wallet, number(Fraction(count), language)) for wallet, count in offer.items() if count]
    return page("own/erasure.html", "own.erasure", status, asked=asked, offer=rows, wrong=wrong)


def _kept(each: Mapping[str, Any]) -> dict[str, str]:
    until = each["until"]
    return {"what": each["words"][reader_language()], "until": "" if until is None else until[:10]}
