"""Holds and redemptions."""

from api.fields import AnswerSchema, Member, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, integer, our_id
from api.schemas.common import OfMember, member_id, point_count, wallet_name
from loyalty.ledger.account import HoldState

SECONDS_MAX = 7 * 24 * 60 * 60
HOLD = our_id("hld")
REDEMPTION_ID = caller_id(example="voucher-77")
REWARD = caller_id(example="mug-blue")
MEMBER_EXAMPLE = {"member": "mem_01b6esf8g0000"}
HOLD_EXAMPLE = {**MEMBER_EXAMPLE, "points": 500, "seconds": 900}
CAPTURE_EXAMPLE = {**MEMBER_EXAMPLE, "points": 300}
REDEEM_EXAMPLE = {**MEMBER_EXAMPLE, "id": "voucher-77", "points": 500, "reward": "mug-blue"}


class HoldIn(StrictSchema):
    """Points to set aside; a hold always ends."""

    member = member_id()
    points = point_count("How many.", low=1)
    seconds = Member(integer(1, SECONDS_MAX, example=900), "How long it lasts.")
    wallet = wallet_name()


class CaptureIn(OfMember):
    """How much of the hold is taken; the rest is free again."""

    points = point_count("How many; without it, all.", low=1, required=False)


class HoldOut(AnswerSchema):
    """A hold."""

    hold = Member(HOLD, "The hold's id.")
    member = member_id()
    points = point_count("How many points were set aside.")
    captured = point_count("How many of them were taken.")
    state = Member(choice(*HoldState), "Whether and how it ended.")
    expires_at = Member(INSTANT, "When it lapses.")


class RedeemIn(StrictSchema):
    """Points to exchange for a reward."""

    member = member_id()
    id = Member(REDEMPTION_ID, "Your own id of the redemption, once per member.")
    points = point_count("How many.", low=1)
    reward = Member(REWARD, "What they are exchanged for.")
    wallet = wallet_name()


class RedemptionOut(AnswerSchema):
    """A redemption."""

    redemption = Member(REDEMPTION_ID, "Your id.")
    member = member_id()
    points = point_count("How many points.")
    reward = Member(REWARD, "What they were exchanged for.", required=False)
    state = Member(choice("redeemed", "rolled_back"), "Whether it stands.")
