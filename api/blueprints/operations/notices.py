"""Notices: what members are to be told, and that they were."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK, Answer, chosen_programme, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.operations.jobs import (
    DELIVERED_EXAMPLE,
    DeliveredIn,
    NoticeOut,
    NoticesAsk,
    NoticesOut,
    notice_shown,
)
from loyalty.access.scopes import Scope
from loyalty.jobs.notice import NoticeState
from loyalty.use_cases.jobs.deliver_notice import deliver_notice
from loyalty.use_cases.jobs.list_notices import list_notices

notices = Resource("notices", "What members are to be told; you send it, and say here that you did.")
DELIVERED = Exchange(NoticeOut, takes=DeliveredIn, own_id=True, request_example=DELIVERED_EXAMPLE)


@notices.route("GET", "/v1/notices", Right(Scope.NOTICES_READ), Exchange(NoticesOut, asks=NoticesAsk))
def notices_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List notices with their sentences in every language."""
    state = NoticeState(query["state"]) if "state" in query else None
    limit = query["limit"]
    found = list_notices(services(), chosen_programme(query), state, query.get("cursor"), limit)
    more = found[-1].notice_id if len(found) == limit else None
    return {"notices": [notice_shown(each) for each in found], "next": more}


@notices.route("POST", "/v1/notices/delivered", Right(Scope.NOTICES_WRITE, books=True), DELIVERED)
def notice_delivered(body: dict[str, Any]) -> Answer:
    """Say that a notice has reached the member; said again, it stays as it was said first."""
    kept, before = deliver_notice(services(), body["notice"], caller().label, caller().programme)
    return notice_shown(kept), OK, replayed(before)
