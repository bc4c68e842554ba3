"""Who of the staff looked at the member."""

from collections.abc import Mapping

from flask import Response

from api.current import services
from api.faults import NOT_ID
from api.pages.frame import page
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, own_member
from api.refusals import RequestInvalid
from loyalty.use_cases.privacy.list_views import list_views

own_views = pages_of("own_views")
AT_ONCE = 50
DIGITS_MAX = 19


@own_views.show("/pages/me/views", MEMBERS, "before", way="way.views")
def views_page(asked: Mapping[str, str]) -> Response:
    """List the looks that staff took, each with role and reason, the newest first."""
    before = asked["before"]
    if before and not (before.isascii() and before.isdecimal() and len(before) < DIGITS_MAX):
        raise RequestInvalid([NOT_ID.at("?before")])
    found = list_views(services(), own_member(), int(before) if before else None, AT_ONCE + 1)
    more = str(found[AT_ONCE - 1].view_id) if len(found) > AT_ONCE else ""
    return page("own/views.html", "own.views", views=found[:AT_ONCE], more=more)
