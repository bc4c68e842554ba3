"""Every look that staff takes at a member is kept before the answer goes out.

A key of the staff says with each request why, on the pages once for a session;
whoever an answer names was looked at. What is kept is found in the answer itself, so a route cannot
forget it; a route that answers with a finished page or file says whom it is about (`look_at`).
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import g, request

from api.current import services
from loyalty.access.key import ApiKey, Role
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.privacy.view import reason_of
from loyalty.use_cases.privacy.list_views import Looking, keep_views

HEADER = "Loyalty-Reason"
_NAMING = frozenset({"member", "guardian", "head", "survivor", "merged", "loser", "referrer", "referred"})


def look_at(member: MemberId | None) -> None:
    """Say that the answer being made is about a member."""
    if member is not None and "looked_at" in g:
        g.looked_at.add(member)


def watched(view: Callable[..., Any], route: str) -> Callable[..., Any]:
    """Give the view of a route, which keeps whom staff looked at. It raises ReasonMissing, ViewsExhausted."""

    @functools.wraps(view)
    def watching(*read: object, **path: object) -> object:
        key: ApiKey | None = g.get("api_key")
        if key is None or key.role is Role.SYSTEM:
            return view(*read, **path)
        reason = reason_of(g.signed_in.session.reason if "signed_in" in g else request.headers.get(HEADER))
        g.looked_at = set[MemberId]()
        answer = view(*read, **path)
        seen = g.looked_at | set(_named_in(answer))
        keep_views(services(), seen, Looking(str(key.role), key.label, route, reason))
        return answer

    return watching


def _named_in(data: object, key: str = "") -> Iterator[MemberId]:
    match data:
        case Mapping():
            for name, value in data.items():
                yield from _named_in(value, str(name))
        case list() | tuple():
            for value in data:
                yield from _named_in(value, key)
        case bool():
            pass
        case int() if key in _NAMING:
            yield MemberId(data)
        case str():
            found = parse_id("mem", data)
            if found is not None:
                yield MemberId(found)
