"""A member's points: what they have in a wallet, and every change of it with its reasons."""

from collections.abc import Mapping
from fractions import Fraction

from flask import Response
from markupsafe import Markup

from api.current import services
from api.faults import NOT_ID
from api.pages.frame import page, reader_language
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, own_member
from api.refusals import RequestInvalid
from api.schemas.members import entry_shown
from loyalty.decision.telling.views import View
from loyalty.language.shapes.wallets import POINTS
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.show_ledger import show_ledger
from loyalty.wording.amounts import number
from loyalty.wording.page import as_part
from loyalty.wording.statement import entry_word

own_points = pages_of("own_points")
AT_ONCE = 50
DIGITS_MAX = 9


@own_points.show("/pages/me/points", MEMBERS, "wallet", "before", way="way.points")
def points_page(asked: Mapping[str, str]) -> Response:
    """List the changes of a wallet, the newest first, and what is in every wallet."""
    member, language = own_member(), reader_language()
    wallet, before = asked["wallet"] or POINTS, asked["before"]
    shown = show_balances(services(), member, wallet=wallet)
    entries = show_ledger(
        services(), member, limit=AT_ONCE + 1, before_seq=_seq(before) if before else None, wallet=wallet
    )
    rows = [
        {
            "seq": entry.seq,
            "at": entry.recorded_at,
            "what": entry_word(entry.kind, language),
            "points": number(Fraction(str(entry_shown(entry)["points"])), language),
        }
        for entry in entries[:AT_ONCE]
    ]
    holdings = shown.holdings
    has = [
        (name, number(Fraction(count), language))
        for name, count in (
            ("available", holdings.available),
            ("pending", holdings.pending),
            ("held", holdings.held),
            ("owed", holdings.owed),
        )
        if count or name == "available"
    ]
    more = entries[AT_ONCE - 1].seq if len(entries) > AT_ONCE else ""
    names = {each.wallet: each.name.get(language, each.wallet) for each in shown.wallets}
    return page("own/points.html", "own.points", rows=rows, has=has, wallet=wallet, names=names, more=more)


@own_points.show("/pages/me/points/<wallet>/<seq>", MEMBERS)
def change_page(_: Mapping[str, str], wallet: str, seq: str) -> Response:
    """Explain one change of points."""
    document = show_points_change(services(), own_member(), _seq(seq), wallet)
    part = as_part(document, reader_language(), View.BUYER)
    total, inner = Markup(part.total), Markup(part.inner)  # noqa: S704  escaped where they are made
    return page("explanation.html", part.title, total=total, inner=inner, views=[])


def _seq(text: str) -> int:
    """Give the number of an entry. Raises `RequestInvalid`."""
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX):
        raise RequestInvalid([NOT_ID.at("{seq}")])
    return int(text)
