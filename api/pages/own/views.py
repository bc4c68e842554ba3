"""Who of the staff looked at the member."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response

from api.current import services
from api.faults import NOT_ID
from api.pages.frame import page, reader_language
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, own_member
from api.refusals import RequestInvalid
from loyalty.language.shapes.recipients import CONTACT
from loyalty.privacy.view import View
from loyalty.use_cases.handovers.list_hand_overs import list_hand_overs
from loyalty.use_cases.handovers.list_marketing import list_marketing
from loyalty.use_cases.pages.show_kept import show_kept
from loyalty.use_cases.privacy.list_views import list_views
from loyalty.wording.catalogue import say, say_known
from loyalty.wording.privacy.words import fact_called, word

own_views = pages_of("own_views")
AT_ONCE = 50
SHOWN = {
    "explanations": ("explanation", "explain"),
    "documents": ("/documents", "desk"),
    "everything": ("/export", "export"),
    "contact": ("contact",),
    "choices": (
        "/consents",
        "/choices",
        "/age",
        "consent",
        "privacy choose",
        "privacy choices",
        "privacy age",
    ),
    "bills": ("subscription", "invoice", "/credit", "credit", "/value"),
    "orders": ("/orders", "/quotes", "order"),
    "points": ("/balances", "/ledger", "/forecast", "/statement", "points", "balances", "/holds"),
}
"""What a route or command shows, by a part of its name; the first that fits."""
DIGITS_MAX = 19


@own_views.show("/pages/me/views", MEMBERS, "before", way="way.views")
def views_page(asked: Mapping[str, str]) -> Response:
    """List the looks that staff took, each with role and reason, the newest first."""
    before = asked["before"]
    if before and not (before.isascii() and before.isdecimal() and len(before) < DIGITS_MAX):
        raise RequestInvalid([NOT_ID.at("?before")])
    found = list_views(services(), own_member(), int(before) if before else None, AT_ONCE + 1)
    more = str(found[AT_ONCE - 1].view_id) if len(found) > AT_ONCE else ""
    names = show_kept(services(), own_member()).names
    return page(
        "own/views.html",
        "own.views",
        views=[_told(each) for each in found[:AT_ONCE]],
        more=more,
        handed=[_handed(each, names) for each in list_hand_overs(services(), own_member())],
        marketing=list_marketing(services(), own_member()),
    )


def _handed(each: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """Give a hand-over in words."""
    language = reader_language()
    told = []
    for notice in each["told"]:
        what = say(f"told.{notice['kind']}", language)
        told.append(what if notice["told_at"] else say("told.waits", language, what=what))
    facts = [
        word("label", name, language) if name == CONTACT else fact_called(name, names, language)
        for name in each["facts"]
    ]
    return {
        "at": datetime.fromisoformat(each["at"]),
        "recipient": each["recipient"],
        "facts": facts,
        "basis": word("basis", each["basis"], language),
        "told": told,
    }


def _told(view: View) -> dict[str, object]:
    """Give a look in words; the route or command stands beside them."""
    language = reader_language()
    word, _, case = view.reason.partition(":")
    reason = say_known("reason", word, language)
    return {
        "at": view.at,
        "role": say_known("role", view.role, language),
        "viewer": view.viewer,
        "reason": say("reason.case", language, reason=reason, case=case) if case else reason,
        "shown": say(f"shown.{shown_by(view.what)}", language),
        "what": view.what,
    }


def shown_by(what: str) -> str:
    """Give which kind of thing a route or command shows."""
    return next((kind for kind, parts in SHOWN.items() if any(part in what for part in parts)), "membership")
