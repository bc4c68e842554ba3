"""Holds and redemptions."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, integer, our_id
from api.schemas.common import LABEL, MEMBER, NAME, POINTS_MAX, OfMember, member_id, point_count, wallet_name
from loyalty.ledger.account import HoldState
from loyalty.use_cases.points.list_rewards import Offered

SECONDS_MAX = 7 * 24 * 60 * 60
HOLD = our_id("hld")
REDEMPTION_ID = caller_id(example="voucher-77")
TRANSFER_ID = caller_id(example="gift-12")
CONVERSION = caller_id(example="points-to-miles")
REWARD = caller_id(example="mug-blue")
NAME_OF_WALLET = caller_id(example="points")
MEMBER_EXAMPLE = {"member": "mem_01b6esf8g0000"}
HOLD_EXAMPLE = {**MEMBER_EXAMPLE, "points": 500, "seconds": 900}
CAPTURE_EXAMPLE = {**MEMBER_EXAMPLE, "points": 300}
TAKE_BACK_EXAMPLE = {**MEMBER_EXAMPLE, "case": "case-4", "award": 7, "points": 100, "reason": "error"}
TRANSFER_EXAMPLE = {**MEMBER_EXAMPLE, "to": "mem_01b6esf8g0001", "id": "gift-12", "points": 100}
CONVERT_EXAMPLE = {**MEMBER_EXAMPLE, "id": "trip-1", "conversion": "points-to-miles", "points": 300}
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
    points = point_count(
        "What it costs, which is checked; needed where the programme has no rewards.",
        low=1,
        required=False,
    )
    reward = Member(REWARD, "What they are exchanged for.")
    wallet = Member(NAME_OF_WALLET, "Where they are taken from, if not the reward's own.", required=False)


class RedemptionOut(AnswerSchema):
    """A redemption."""

    redemption = Member(REDEMPTION_ID, "Your id.")
    member = member_id()
    points = point_count("How many points.")
    reward = Member(REWARD, "What they were exchanged for.", required=False)
    code = Member(NAME, "What the member shows for it.", required=False)
    state = Member(choice("redeemed", "rolled_back"), "Whether it stands.")


class RewardOut(AnswerSchema):
    """A reward this member may have now."""

    reward = Member(REWARD, "Its name.")
    label = Member(LABEL, "What the member reads.")
    kind = Member(choice("good", "voucher", "partner", "donation"), "What is handed over.")
    wallet = Member(NAME, "The wallet its points are taken from.")
    points = point_count("What it costs now.", low=1)
    left = Member(integer(0, POINTS_MAX), "How many are left for this member, if not any.", required=False)


class RewardsOut(AnswerSchema):
    """The rewards a member may have now."""

    member = member_id()
    rewards = Items(Part(RewardOut), "Each reward.", fewest=0, most=10_000)


class ConversionIn(StrictSchema):
    """Points to turn into others, by a conversion of the programme."""

    member = member_id()
    id = Member(TRANSFER_ID, "Your own id of this conversion, once per member.")
    conversion = Member(CONVERSION, "Which conversion of the programme's files.")
    points = point_count("How many are given.", low=1)
    to = Member(MEMBER, "Who gets them, where it is into another programme.", required=False)


class ConversionOut(AnswerSchema):
    """Points that were converted."""

    conversion = Member(TRANSFER_ID, "Your id.")
    member = member_id()
    to = Member(MEMBER, "Who got them.")
    points = point_count("How many were given.")
    got = point_count("How many they became.")
    wallet = Member(NAME, "The wallet they are in now.")


class TakeBackIn(StrictSchema):
    """Points that were awarded by error or by fraud."""

    member = member_id()
    case = Member(TRANSFER_ID, "The member's case about this award, once.")
    award = Member(integer(1, 10**9, example=7), "The number of the award in its wallet.")
    points = point_count("How many.", low=1)
    reason = Member(caller_id(example="error"), "`error` or `proven-fraud`.")
    wallet = wallet_name()


class TakenBackOut(AnswerSchema):
    """Points that were taken back."""

    member = member_id()
    case = Member(TRANSFER_ID, "Your id of the case.")
    wallet = Member(NAME, "The wallet.")
    points = point_count("How many.")
    reason = Member(NAME, "Why.")
    seq = Member(integer(1, 10**9), "The number of the entry in the wallet.")
    explanation = Member(NAME, "The document that says why, and where the member turns to contest it.")


class TransferIn(StrictSchema):
    """Points to give to another member."""

    member = member_id()
    to = Member(MEMBER, "Who gets them.")
    id = Member(TRANSFER_ID, "Your own id of the transfer, once per member who gives.")
    points = point_count("How many.", low=1)
    wallet = wallet_name()


class TransferOut(AnswerSchema):
    """Points that were given."""

    transfer = Member(TRANSFER_ID, "Your id.")
    member = member_id()
    to = Member(MEMBER, "Who got them.")
    wallet = Member(NAME, "The wallet, the same of both.")
    points = point_count("How many.")


def reward_shown(offered: Offered) -> dict[str, object]:
    """Give the members of `RewardOut`."""
    return {
        "reward": offered.reward,
        "label": dict(offered.name),
        "kind": offered.kind,
        "wallet": offered.wallet,
        "points": offered.points,
        "left": offered.left,
    }
