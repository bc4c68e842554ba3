"""The statement on accessibility: what the pages are held to, what checks it, what no check can see."""

from collections.abc import Mapping

from flask import Response

from api.auth import Right
from api.pages.frame import page
from api.pages.group import pages_of

statement = pages_of("statement")
ACCESSIBILITY = "/pages/accessibility"
CHECKED = ("axe", "keyboard", "reflow", "total", "script")
BY_HAND = ("reader", "words", "zoom", "print")


@statement.show(ACCESSIBILITY, Right(None))
def statement_page(_: Mapping[str, str]) -> Response:
    """Say how accessible the pages are, and where to turn."""
    return page("statement.html", "statement", checked=CHECKED, by_hand=BY_HAND)
