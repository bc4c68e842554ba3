"""Whose page it is: always that of the member who is signed in, so that no address can name another."""

from flask import request

from api.auth import PageRight, signed_in
from api.refusals import PageNotYours
from loyalty.kernel.identity import MemberId

MEMBERS = PageRight(member=True)
OF_MEMBERS = PageRight(member=True, books=True)


def own_member() -> MemberId:
    """Give the member who is signed in. Raises PageNotYours where staff is."""
    member = signed_in().member
    if member is None:
        raise PageNotYours
    return member


def source() -> str:
    """Give the label that what the member does is kept under: of whoever let them in."""
    return signed_in().session.by


def asks_to_share_no_more() -> bool:
    """Say whether the browser asks that data be not sold or shared: Global Privacy Control."""
    return request.headers.get("Sec-GPC") == "1"
