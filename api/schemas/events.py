"""Events that earn points."""

from api.fields import AnswerSchema, Member, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice
from api.schemas.common import member_id, point_count
from loyalty.earning.event import Why

EVENT_ID = caller_id(example="review-4711")
RULE = caller_id(example="review")
EVENT_EXAMPLE = {"id": "review-4711", "member": "mem_01b6esf8g0000", "event": "review"}


class DoneEventIn(StrictSchema):
    """Something a member did."""

    id = Member(EVENT_ID, "Your own id of the event, once per programme and key label, for ever.")
    member = member_id()
    event = Member(RULE, "What was done, as the programme names it.")
    at = Member(INSTANT, "When it was done; now, where it is left out.", required=False)


class DoneEventOut(AnswerSchema):
    """What it earned."""

    id = Member(EVENT_ID, "Your id.")
    member = member_id()
    event = Member(RULE, "What was done.")
    at = Member(INSTANT, "When it was done.")
    points = point_count("How many points it earned.")
    why = Member(choice(*Why), "Why it earned less than the programme gives, if so.", required=False)
    pending_until = Member(INSTANT, "From when the points can be spent, if not at once.", required=False)
    expires_at = Member(INSTANT, "When they end, if they do.", required=False)
