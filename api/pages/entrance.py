"""In and out: staff by a key that is typed once, members by a link that opens once."""

from collections.abc import Mapping

from flask import Response, g
from werkzeug.wrappers import Response as AnyResponse

from api.auth import PageRight, Right, signed_in
from api.cookies import FORM, FRONT, SESSION, cookie, drop_cookie, set_cookie
from api.current import services
from api.pages.frame import HOME, SIGN_IN, page, see
from api.pages.group import pages_of
from api.pages.own.whose import asks_to_share_no_more
from api.reading.strangers import proven
from loyalty.access.key import parse
from loyalty.access.refusals import KeyRefused
from loyalty.access.session import Begun
from loyalty.privacy.view import Reason, ReasonMissing
from loyalty.use_cases.handovers.stop_marketing import refuse_unknown_stop, stop_marketing
from loyalty.use_cases.handovers.take_signal import TakeSignal, take_signal
from loyalty.use_cases.pages.begin_session import begin_session
from loyalty.use_cases.pages.end_session import end_session
from loyalty.use_cases.pages.open_page_link import open_page_link, refuse_spent_link

entrance = pages_of("entrance")
OPEN = Right(None)
ANYONE = PageRight(anyone=True)
UNPROCESSABLE = 422
WAYS_IN = (
    (HOME, "front.staff"),
    ("/verify", "front.verify"),
    ("/docs", "front.docs"),
    ("/openapi.json", "front.contract"),
    ("/readyz", "front.ready"),
)
"""What the first page names: addresses, and by which words."""


@entrance.show(FRONT, OPEN)
def front(_: Mapping[str, str]) -> Response:
    """Say what is served here, and where each kind of reader goes."""
    return page("front.html", "front", ways_in=WAYS_IN)


@entrance.show(HOME, ANYONE, way="pages.home")
def home(_: Mapping[str, str]) -> Response | AnyResponse:
    """Say what there is for whoever is signed in."""
    return page("home.html", "pages.home")


@entrance.show(SIGN_IN, OPEN)
def sign_in_page(_: Mapping[str, str]) -> Response:
    """Ask for a key."""
    return _sign_in()


@entrance.take(SIGN_IN, OPEN, "key", optional=("reason",))
def sign_in(given: Mapping[str, str]) -> Response | AnyResponse:
    """Sign staff in."""
    try:
        begun = proven(parse(given["key"]), lambda key: begin_session(services(), key, given["reason"]))
        return _come_in(begun, HOME)
    except (KeyRefused, ReasonMissing) as refused:
        return _sign_in(refused.code, given["reason"])


@entrance.take("/pages/sign-out", ANYONE)
def sign_out(_: Mapping[str, str]) -> AnyResponse:
    """Sign whoever is signed in out."""
    end_session(services(), signed_in().session.session_id)
    answer = see(SIGN_IN, "signed-out")
    drop_cookie(answer, SESSION)
    return answer


@entrance.show("/pages/enter/<link>", OPEN)
def entrance_page(_: Mapping[str, str], link: str) -> Response:
    """Ask whoever has a link whether to open it: programs that look at links do not use it up."""
    refuse_spent_link(services(), link)
    return page("enter.html", "enter", link=link)


@entrance.take("/pages/enter/<link>", OPEN)
def enter(_: Mapping[str, str], link: str) -> AnyResponse:
    """Let a member in."""
    begun = open_page_link(services(), link)
    member = begun.session.member_id
    if member is not None and asks_to_share_no_more():
        take_signal(services(), TakeSignal(member))
    return _come_in(begun, HOME)


@entrance.show("/pages/stop/<link>", OPEN)
def stop_page(_: Mapping[str, str], link: str) -> Response:
    """Ask whoever has the link of a message whether to stop: programs that look at links stop nothing."""
    refuse_unknown_stop(services(), link)
    return page("stop.html", "stop", link=link, stopped=False)


@entrance.take_one_click("/pages/stop/<link>")
def stop(_: Mapping[str, str], link: str) -> Response:
    """Stop marketing, for who sends the form or has a mail program do it."""
    stop_marketing(services(), link)
    return page("stop.html", "stop", link=link, stopped=True)


def _sign_in(refused: str = "", reason: str = "") -> Response:
    return page(
        "sign_in.html",
        "sign_in",
        UNPROCESSABLE if refused else 200,
        refused=refused,
        reason=reason,
        reasons=[str(each) for each in Reason],
    )


def _come_in(begun: Begun, path: str) -> AnyResponse:
    answer = see(path)
    set_cookie(answer, SESSION, begun.text)
    if cookie(FORM):
        drop_cookie(answer, FORM)
    g.pop("form_cookie", None)
    return answer
