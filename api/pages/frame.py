"""What every page has around it: language, navigation, who is signed in; and pages that say no."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from api.auth import right_of, signed_in
from api.cookies import FORM, FORM_BITS, LANGUAGE, SESSION, cookie, drop_cookie, on_pages, set_cookie
from api.current import services
from api.pages.group import DONE, LANG, Pages, Way, form_secret
from api.problems import ROWS
from api.refusals import TooManyWrongKeys
from api.tracing import current_trace
from loyalty.access.refusals import SessionEnded
from loyalty.access.session import form_token
from loyalty.kernel.refusal import Refusal
from loyalty.use_cases.pages.find_session import SignedIn
from loyalty.wording.catalogue import PATTERNS, say
from loyalty.wording.languages import EN, LANGUAGES

_NAME = "loyalty_pages"
HOME, SIGN_IN = "/pages", "/pages/sign-in"
SEE_OTHER = 303


def frame_pages(app: Flask, groups: tuple[Pages, ...]) -> None:
    """Serve groups of pages, with their ways in the navigation, in their order."""
    app.extensions[_NAME] = [way for group in groups for way in group.ways]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for group in groups:
        app.register_blueprint(group.blueprint)
    app.after_request(_keep_cookies)


def page(template: str, title: str, status: int = 200, **parts: object) -> Response:
    """Give a page in the language of its reader; ``title`` is a pattern's key or a sentence."""
    _tie_form()
    language = reader_language()
    speak = partial(say, language=language)
    who = _who()
    heading = speak(title) if title in PATTERNS else title
    done = f"done.{request.args.get(DONE, '')}"
    text = render_template(
        f"pages/{template}",
        lang=language,
        say=speak,
        title=heading,
        who=who,
        token=form_token(form_secret()),
        ways=list(_ways(who)),
        switches=[(code, speak(f"language.{code}"), _switch(code)) for code in LANGUAGES],
        done=speak(done) if done in PATTERNS else "",
        moment=moment,
        **parts,
    )
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def see(path: str, done: str = "", **query: str) -> AnyResponse:
    """Send the browser on to a page, which says what has just been done."""
    asked = {**query, **({DONE: done} if done else {})}
    return redirect(f"{path}?{urlencode(asked)}" if asked else path, SEE_OTHER)


def problem_page(refusal: Refusal) -> AnyResponse:
    """Answer a refusal on a page: in the reader's words, with what to do now."""
    if isinstance(refusal, SessionEnded) and request.method in {"GET", "HEAD"}:
        answer = see(SIGN_IN, "session-ended" if cookie(SESSION) else "")
        drop_cookie(answer, SESSION)
        return answer
    row = ROWS[refusal.code]
    known = f"problem.{refusal.code}" in PATTERNS
    return page(
        "problem.html",
        f"problem.{refusal.code}" if known else "problem.other",
        row.status,
        code=refusal.code,
        remedy=f"problem.{refusal.code}.remedy" if known else "problem.other.remedy",
        trace_id=current_trace().trace_id,
    )


def reader_language() -> str:
    """Give the language: the one that was switched to, else what the browser asks for, else English."""
    for code in (request.args.get(LANG, ""), cookie(LANGUAGE)):
        if code in LANGUAGES:
            return code
    return _accepted()


def moment(at: datetime) -> str:
    """Give an instant in UTC to the minute, alike in every language."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _accepted() -> str:
    """Give the first language of the browser that there is; Chinese of any place reads ``zh-CN``."""
    for asked, _ in request.accept_languages:
        found = next((code for code in LANGUAGES if code[:2] == asked[:2].lower()), None)
        if found is not None:
            return found
    return EN


def _who() -> SignedIn | None:
    with suppress(SessionEnded, TooManyWrongKeys):
        return signed_in() if cookie(SESSION) else None
    return None


def _ways(who: SignedIn | None) -> Iterator[Way]:
    ways: list[Way] = current_app.extensions[_NAME]
    if who is not None:
        yield from (way for way in ways if way.right.lets_in(who))


def _switch(code: str) -> str:
    """Give the address of the same page in a language; what a form answered is no page of its own."""
    shown = request.method == "GET" and request.endpoint is not None
    path = request.path if shown and right_of(current_app, request.endpoint or "") is not None else HOME
    asked = {**request.args.to_dict(), LANG: code} if shown else {LANG: code}
    return f"{path}?{urlencode({name: asked[name] for name in asked if name != DONE})}"


def _tie_form() -> None:
    """Tie the forms of a page to the browser before anybody is signed in."""
    if not cookie(SESSION) and not cookie(FORM) and "form_cookie" not in g:
        g.form_cookie = services().entropy.bits(FORM_BITS).hex()


def _keep_cookies(response: Response) -> Response:
    """Let the browser keep what ties it to a form, and the language."""
    if not on_pages():
        return response
    if "form_cookie" in g:
        set_cookie(response, FORM, g.form_cookie)
    if request.args.get(LANG, "") in LANGUAGES:
        set_cookie(response, LANGUAGE, request.args[LANG])
    return response
