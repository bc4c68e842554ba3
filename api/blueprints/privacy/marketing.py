"""Marketing to members: only while they agree to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.operating.hosts import public_address
from api.resource import Exchange, Resource
from api.schemas.privacy.handing import (
    MESSAGE_EXAMPLE,
    REPORT_MESSAGE_EXAMPLE,
    MarketingIn,
    MarketingListedOut,
    MarketingOut,
    MarketingReportIn,
    MarketingsOut,
)
from loyalty.access.scopes import Scope
from loyalty.handovers.message import Medium, Outcome
from loyalty.use_cases.handovers.list_marketing import list_marketing
from loyalty.use_cases.handovers.report_marketing import ReportMarketing, report_marketing
from loyalty.use_cases.handovers.send_marketing import SendMarketing, send_marketing

marketing = Resource("marketing", "Marketing to members, each message with the link that stops it.")
READ = Right(Scope.PRIVACY_READ)
WRITE = Right(Scope.PRIVACY_WRITE, books=True)
ADDRESS = "/v1/members/<member_id>/marketing"
SEND = Exchange(MarketingOut, takes=MarketingIn, status=CREATED, own_id=True, request_example=MESSAGE_EXAMPLE)
REPORT = Exchange(
    MarketingListedOut, takes=MarketingReportIn, own_id=True, request_example=REPORT_MESSAGE_EXAMPLE
)
_INSTANTS = ("sent_at", "outcome_at", "stopped_at")


@marketing.route("POST", ADDRESS, WRITE, SEND)
def write_to(body: dict[str, Any], member_id: str) -> Answer:
    """Send a member marketing: the answer has the address, and the text with the link that stops it.

    Consent, objection and age are checked now; send it on at once. The same again is checked again.
    """
    command = SendMarketing(
        member_from_path(member_id),
        body["id"],
        Medium(body["medium"]),
        body["text"],
        body["language"],
        caller().label,
        public_address(),
    )
    told = send_marketing(services(), command)
    return _shown(told.data), OK if told.replayed else CREATED, replayed(told.replayed)


@marketing.route("GET", ADDRESS, READ, Exchange(MarketingsOut))
def written_to(member_id: str) -> Mapping[str, object]:
    """List the marketing a member was sent: by what, why, and what became of it."""
    member = member_from_path(member_id)
    return {"member": member, "messages": [_shown(each) for each in list_marketing(services(), member)]}


@marketing.route("POST", f"{ADDRESS}/reports", WRITE, REPORT)
def became_of(body: dict[str, Any], member_id: str) -> Answer:
    """Say what became of a message on its way; what was delivered stays so."""
    command = ReportMarketing(member_from_path(member_id), body["id"], Outcome(body["outcome"]))
    told = report_marketing(services(), command)
    return _shown(told.data), OK, replayed(told.replayed)


def _shown(data: Mapping[str, Any]) -> dict[str, Any]:
    instants = {
        name: None if data[name] is None else datetime.fromisoformat(data[name]) for name in _INSTANTS
    }
    return {**data, **instants}
