"""Notices: what members are to be told, and that they were."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK, Answer, chosen_programme, replayed
from api.current import services
from api.reading.forms import Wrong
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.operations.jobs import NOTICE, NoticeOut, NoticesAsk, NoticesOut, notice_shown
from loyalty.access.scopes import Scope
from loyalty.jobs.notice import NoticeState
from loyalty.use_cases.jobs.deliver_notice import deliver_notice
from loyalty.use_cases.jobs.list_notices import list_notices

notices = Resource("notices", "What members are to be told; you send it, and say here that you did.")


@notices.route("GET", "/v1/notices", Right(Scope.NOTICES_READ), Exchange(NoticesOut, asks=NoticesAsk))
def notices_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List notices with their sentences in every language."""
    state = NoticeState(query["state"]) if "state" in query else None
    limit = query["limit"]
    found = list_notices(services(), chosen_programme(query), state, query.get("cursor"), limit)
    more = found[-1].notice_id if len(found) == limit else None
    return {"notices": [notice_shown(each) for each in found], "next": more}


@notices.route(
    "POST",
    "/v1/notices/<notice_id>/delivered",
    Right(Scope.NOTICES_WRITE, books=True),
    Exchange(NoticeOut, own_id=True),
)
def notice_delivered(notice_id: str) -> Answer:
    """Say that a notice has reached the member; said again, it stays as it was said first."""
    try:
        number = int(str(NOTICE.read(notice_id)))
    except Wrong as wrong:
        raise RequestInvalid([wrong.fault.at("{notice_id}")]) from wrong
    kept, before = deliver_notice(services(), number, caller().label, caller().programme)
    return notice_shown(kept), OK, replayed(before)
