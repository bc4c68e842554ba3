"""Handing data of members over, telling recipients, browsers' signals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import reached
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.handing import (
    CONFIRM_EXAMPLE,
    HAND_OVER_EXAMPLE,
    SIGNAL_EXAMPLE,
    ConfirmedOut,
    ConfirmIn,
    HandOverIn,
    HandOverOut,
    HandOversOut,
    RecipientNoticesAsk,
    RecipientNoticesOut,
    SignalIn,
    SignalOut,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.handovers.confirm_recipient_notices import (
    ConfirmRecipientNotices,
    confirm_recipient_notices,
)
from loyalty.use_cases.handovers.hand_over import HandOverData, hand_over
from loyalty.use_cases.handovers.list_hand_overs import list_hand_overs
from loyalty.use_cases.handovers.list_recipient_notices import list_recipient_notices
from loyalty.use_cases.handovers.take_signal import TakeSignal, take_signal
from loyalty.wording.catalogue import say
from loyalty.wording.languages import LANGUAGES

handing = Resource("handing over", "Who else gets something of members, and what they are told of it.")
READ = Right(Scope.PRIVACY_READ)
WRITE = Right(Scope.PRIVACY_WRITE, books=True)
HAND = Exchange(HandOverOut, takes=HandOverIn, status=CREATED, own_id=True, request_example=HAND_OVER_EXAMPLE)
SIGNAL = Exchange(SignalOut, takes=SignalIn, own_id=True, request_example=SIGNAL_EXAMPLE)
CONFIRM = Exchange(ConfirmedOut, takes=ConfirmIn, own_id=True, request_example=CONFIRM_EXAMPLE)


@handing.route("POST", "/v1/members/<member_id>/hand-overs", WRITE, HAND)
def hand(body: dict[str, Any], member_id: str) -> Answer:
    """Hand data of a member over: the answer has the values, and is the only place where they stand.

    What the member agreed to is checked now. That it was handed over is kept for the member to see.
    """
    command = HandOverData(
        member_from_path(member_id), body["id"], body["recipient"], tuple(body["facts"]), caller().label
    )
    told = hand_over(services(), command)
    data = {**_handed(told.data), "told": []}
    return data, OK if told.replayed else CREATED, replayed(told.replayed)


@handing.route("GET", "/v1/members/<member_id>/hand-overs", READ, Exchange(HandOversOut))
def handed_over(member_id: str) -> Mapping[str, object]:
    """List who else got something of a member, on which ground, and what they are told since."""
    member = member_from_path(member_id)
    found = list_hand_overs(services(), member)
    return {
        "member": member,
        "hand_overs": [
            {**_handed(each), "told": [_noticed(notice) for notice in each["told"]]} for each in found
        ],
    }


@handing.route("POST", "/v1/members/<member_id>/signals", WRITE, SIGNAL)
def signalled(body: dict[str, Any], member_id: str) -> Answer:  # noqa: ARG001  there is one signal
    """Take a signal of a member's browser that their data be not sold or shared; it counts at once.

    The membership goes on. Where the programme gives something for data, ask the member whether they
    want to leave as well; a member who chooses sharing afterwards is taken at their word.
    """
    told = take_signal(services(), TakeSignal(member_from_path(member_id)))
    question = {each: say("own.signal.about", each) for each in LANGUAGES} if told.data["ask"] else None
    return {**told.data, "question": question}, OK, replayed(told.replayed)


@handing.route(
    "GET",
    "/v1/programmes/<name>/recipient-notices",
    READ,
    Exchange(RecipientNoticesOut, asks=RecipientNoticesAsk),
)
def to_be_told(query: Mapping[str, Any], name: str) -> Mapping[str, object]:
    """List what recipients are still to be told: that what they got was erased, corrected, taken back."""
    limit = query["limit"]
    found = list_recipient_notices(services(), reached(name), query.get("cursor", 0), limit)
    more = found[-1]["notice"] if len(found) == limit else None
    return {"notices": [_noticed(each) for each in found], "next": more}


@handing.route("POST", "/v1/programmes/<name>/recipient-notices/confirmations", WRITE, CONFIRM)
def were_told(body: dict[str, Any], name: str) -> Answer:
    """Say that recipients were told; said again, it stays as it was said first."""
    command = ConfirmRecipientNotices(reached(name), body["notices"], caller().label)
    told = confirm_recipient_notices(services(), command)
    return told.data, OK, replayed(told.replayed)


def _handed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "at": datetime.fromisoformat(data["at"])}


def _noticed(data: Mapping[str, Any]) -> dict[str, Any]:
    told_at = data["told_at"]
    return {
        **data,
        "made_at": datetime.fromisoformat(data["made_at"]),
        "told_at": None if told_at is None else datetime.fromisoformat(told_at),
    }
