"""Notices: what members are to be told, and that they were."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK, Answer, chosen_programme, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.operations.notices import (
    DELIVERED_EXAMPLE,
    REPORT_EXAMPLE,
    DeliveredIn,
    NoticeOut,
    NoticeReportsOut,
    NoticesAsk,
    NoticesOut,
    ReportIn,
    notice_shown,
    report_shown,
)
from loyalty.access.scopes import Scope
from loyalty.jobs.notice import NoticeState
from loyalty.jobs.refusals import UnknownNotice
from loyalty.kernel.identity import parse_id
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import UNSAID, ReportNotice, report_notice
from loyalty.use_cases.jobs.show_notice import show_notice

notices = Resource("notices", "What members are to be told; you send it, and say here that you did.")
WRITE = Right(Scope.NOTICES_WRITE, books=True)
DELIVERED = Exchange(NoticeOut, takes=DeliveredIn, own_id=True, request_example=DELIVERED_EXAMPLE)
REPORT = Exchange(NoticeOut, takes=ReportIn, own_id=True, request_example=REPORT_EXAMPLE)


@notices.route("GET", "/v1/notices", Right(Scope.NOTICES_READ), Exchange(NoticesOut, asks=NoticesAsk))
def notices_listed(query: Mapping[str, Any]) -> dict[str, object]:
    """List notices with their sentences in every language."""
    state = NoticeState(query["state"]) if "state" in query else None
    limit = query["limit"]
    found = list_notices(services(), chosen_programme(query), state, query.get("cursor"), limit)
    more = found[-1].notice_id if len(found) == limit else None
    return {"notices": [notice_shown(each) for each in found], "next": more}


@notices.route("GET", "/v1/notices/<notice_id>", Right(Scope.NOTICES_READ), Exchange(NoticeReportsOut))
def notice_with_reports(notice_id: str) -> dict[str, object]:
    """Show a notice with everything that became of it: the proof that the member was told in time."""
    number = parse_id("ntc", notice_id)
    if number is None:
        raise UnknownNotice
    found, reports = show_notice(services(), number, caller().programme)
    return {**notice_shown(found), "reports": [report_shown(each) for each in reports]}


@notices.route("POST", "/v1/notices/reports", WRITE, REPORT)
def notice_reported(body: dict[str, Any]) -> Answer:
    """Say what became of a notice on its way: handed to a channel, delivered, or failed.

    Every report is kept. What was delivered stays so, as it was said first.
    """
    return _reported(body, NoticeState(body["state"]))


@notices.route("POST", "/v1/notices/delivered", WRITE, DELIVERED)
def notice_delivered(body: dict[str, Any]) -> Answer:
    """Say that a notice has reached the member; said again, it stays as it was said first."""
    return _reported(body, NoticeState.DELIVERED)


def _reported(body: Mapping[str, Any], state: NoticeState) -> Answer:
    channel, at = body.get("channel", UNSAID), body.get("at")
    command = ReportNotice(body["notice"], state, caller().label, caller().programme, channel, at)
    kept, before = report_notice(services(), command)
    return notice_shown(kept), OK, replayed(before)
