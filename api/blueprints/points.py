"""Holds, redemptions, and events that earn."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, path_value, reached_member, replayed, told
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.common import OfMember
from api.schemas.events import EVENT_EXAMPLE, DoneEventIn, DoneEventOut, event_shown
from api.schemas.points import (
    CAPTURE_EXAMPLE,
    CONVERT_EXAMPLE,
    HOLD,
    HOLD_EXAMPLE,
    MEMBER_EXAMPLE,
    REDEEM_EXAMPLE,
    REDEMPTION_ID,
    TAKE_BACK_EXAMPLE,
    TRANSFER_EXAMPLE,
    CaptureIn,
    ConversionIn,
    ConversionOut,
    HoldIn,
    HoldOut,
    RedeemIn,
    RedemptionOut,
    RewardsOut,
    TakeBackIn,
    TakenBackOut,
    TransferIn,
    TransferOut,
    reward_shown,
)
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import HoldId
from loyalty.ledger.refusals import HoldUnknown
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.convert_points import ConvertPoints, convert_points
from loyalty.use_cases.points.list_rewards import list_rewards
from loyalty.use_cases.points.take_back_points import TakeBackPoints, take_back_points
from loyalty.use_cases.points.transfer_points import TransferPoints, transfer_points
from loyalty.use_cases.record_event import RecordEvent, record_event
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.roll_back_redemption import RollBackRedemption, roll_back_redemption
from loyalty.use_cases.show_hold import show_hold

points = Resource("points", "Setting points aside, spending them on rewards, and earning them by events.")
WRITE = Right(Scope.POINTS_WRITE, books=True)
SEND = Exchange(DoneEventOut, takes=DoneEventIn, status=CREATED, request_example=EVENT_EXAMPLE, own_id=True)


@points.route(
    "POST", "/v1/holds", WRITE, Exchange(HoldOut, takes=HoldIn, status=CREATED, request_example=HOLD_EXAMPLE)
)
def hold(once: Once, body: dict[str, Any]) -> Answer:
    """Set points aside for a time."""
    command = HoldPoints(
        reached_member(body["member"]), body["points"], body["seconds"], caller().label, body["wallet"]
    )
    return told(hold_points(services(), command, once), CREATED, "expires_at")


@points.route("GET", "/v1/holds/<hold_id>", Right(Scope.POINTS_READ), Exchange(HoldOut, asks=OfMember))
def hold_again(query: Mapping[str, Any], hold_id: str) -> dict[str, object]:
    """Show a hold of a member."""
    member = reached_member(query["member"])
    found = show_hold(services(), member, _hold(hold_id))
    return {
        "hold": found.hold_id,
        "member": member,
        "points": found.amount,
        "captured": found.captured,
        "state": found.state,
        "expires_at": found.expires_at,
    }


@points.route(
    "POST",
    "/v1/holds/<hold_id>/capture",
    WRITE,
    Exchange(HoldOut, takes=CaptureIn, request_example=CAPTURE_EXAMPLE),
)
def capture(once: Once, body: dict[str, Any], hold_id: str) -> Answer:
    """Take what is held, or a part of it; the rest is free again."""
    return _end(once, body["member"], hold_id, body.get("points"))


@points.route(
    "POST",
    "/v1/holds/<hold_id>/void",
    WRITE,
    Exchange(HoldOut, takes=OfMember, request_example=MEMBER_EXAMPLE),
)
def void_hold(once: Once, body: dict[str, Any], hold_id: str) -> Answer:
    """Give everything that is held back."""
    return _end(once, body["member"], hold_id, 0)


@points.route(
    "POST",
    "/v1/redemptions",
    WRITE,
    Exchange(RedemptionOut, takes=RedeemIn, status=CREATED, request_example=REDEEM_EXAMPLE),
)
def redeem(once: Once, body: dict[str, Any]) -> Answer:
    """Spend points on a reward."""
    member = reached_member(body["member"])
    command = RedeemPoints(
        member, body["id"], body.get("points"), body["reward"], caller().label, body.get("wallet")
    )
    return told(redeem_points(services(), command, once), CREATED)


@points.route(
    "POST",
    "/v1/redemptions/<redemption_id>/rollback",
    WRITE,
    Exchange(RedemptionOut, takes=OfMember, request_example=MEMBER_EXAMPLE),
)
def roll_back(once: Once, body: dict[str, Any], redemption_id: str) -> Answer:
    """Undo a redemption, once; the points go back to where they came from."""
    name = path_value(REDEMPTION_ID, redemption_id, "redemption_id")
    command = RollBackRedemption(reached_member(body["member"]), name, caller().label)
    return told(roll_back_redemption(services(), command, once), OK)


@points.route("GET", "/v1/rewards", Right(Scope.POINTS_READ), Exchange(RewardsOut, asks=OfMember))
def rewards(query: Mapping[str, Any]) -> dict[str, object]:
    """Show the rewards a member may have now, with what they cost and how many are left."""
    member = reached_member(query["member"])
    return {"member": member, "rewards": [reward_shown(each) for each in list_rewards(services(), member)]}


@points.route("POST", "/v1/events", WRITE, SEND)
def send_event(body: dict[str, Any]) -> Answer:
    """Keep something a member did, and book what it earns.

    The id is yours, for ever: the same event again is answered with 200 and what it earned the
    first time; another event under the same id is refused. An event that earns nothing is kept
    too and says why, rule by rule.
    """
    member = reached_member(body["member"])
    command = RecordEvent(
        member, body["id"], body["event"], caller().label, body.get("at"), facts=body.get("facts", {})
    )
    kept = record_event(services(), command)
    return event_shown(kept), OK if kept.replayed else CREATED, replayed(kept.replayed)


@points.route(
    "POST",
    "/v1/clawbacks",
    WRITE,
    Exchange(TakenBackOut, takes=TakeBackIn, status=CREATED, request_example=TAKE_BACK_EXAMPLE),
)
def claw_back(once: Once, body: dict[str, Any]) -> Answer:
    """Take back points that were awarded by error or by proven fraud; the member reads why and can contest.

    What lapsed of the award goes first, then what is left of it, then other points; the rest is owed
    as the programme says. What comes back of an order is a return.
    """
    command = TakeBackPoints(
        reached_member(body["member"]),
        body["award"],
        body["case"],
        body["points"],
        body["reason"],
        caller().label,
        body["wallet"],
    )
    return told(take_back_points(services(), command, once), CREATED)


@points.route(
    "POST",
    "/v1/transfers",
    WRITE,
    Exchange(TransferOut, takes=TransferIn, status=CREATED, request_example=TRANSFER_EXAMPLE),
)
def transfer(once: Once, body: dict[str, Any]) -> Answer:
    """Give points to another member; they keep their end."""
    giver, receiver = reached_member(body["member"]), reached_member(body["to"])
    command = TransferPoints(giver, receiver, body["id"], body["points"], caller().label, body["wallet"])
    return told(transfer_points(services(), command, once), CREATED)


@points.route(
    "POST",
    "/v1/conversions",
    WRITE,
    Exchange(ConversionOut, takes=ConversionIn, status=CREATED, request_example=CONVERT_EXAMPLE),
)
def convert(once: Once, body: dict[str, Any]) -> Answer:
    """Turn points into those of another wallet, or of another programme, by the rate of the day.

    What comes in is new there and ends as points earned there now. Pending points stay.
    """
    to = reached_member(body["to"]) if "to" in body else None
    command = ConvertPoints(
        reached_member(body["member"]), body["id"], body["conversion"], body["points"], caller().label, to
    )
    return told(convert_points(services(), command, once), CREATED)


def _end(once: Once, member: int, hold_id: str, count: int | None) -> Answer:
    command = EndHold(reached_member(member), _hold(hold_id), count, caller().label)
    return told(end_hold(services(), command, once), OK, "expires_at")


def _hold(hold_id: str) -> HoldId:
    try:
        return HoldId(int(str(HOLD.read(hold_id))))
    except Wrong:
        raise HoldUnknown from None
