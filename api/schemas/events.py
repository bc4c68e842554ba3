"""Events that earn points."""

from api.fields import AnswerSchema, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice
from api.schemas.common import EXPLANATION, NAME, member_id, point_count
from api.schemas.reasons import NotAppliedOut, not_applied
from loyalty.earning.events.event import Why
from loyalty.use_cases.record_event import Happened

EVENT_ID = caller_id(example="review-4711")
RULE = caller_id(example="review")
RULES_MAX = 1_000
EVENT_EXAMPLE = {"id": "review-4711", "member": "mem_01b6esf8g0000", "event": "review"}


class DoneEventIn(StrictSchema):
    """Something a member did."""

    id = Member(EVENT_ID, "Your own id of the event, once per programme and key label, for ever.")
    member = member_id()
    event = Member(RULE, "What was done, as the programme names it.")
    at = Member(INSTANT, "When it was done; now, where it is left out.", required=False)
    facts = Facts("Facts of the event without `event.`, such as `words`; the programme declares them.")


class RuleAwardOut(AnswerSchema):
    """What one rule gave."""

    rule = Member(NAME, "The id of the rule.")
    wallet = Member(NAME, "The wallet the points are in.")
    points = point_count("How many points it gave.")
    why = Member(choice(*Why), "Why it gave less than it can, if so.", required=False)


class DoneEventOut(AnswerSchema):
    """What it earned."""

    id = Member(EVENT_ID, "Your id.")
    member = member_id()
    event = Member(RULE, "What was done.")
    at = Member(INSTANT, "When it was done.")
    points = point_count("How many points it earned by all rules, in all wallets.")
    why = Member(choice(*Why), "Why the first rule gave less than it can, if so.", required=False)
    awards = Items(
        Part(RuleAwardOut), "What each rule gave, in the order of the file.", fewest=0, most=RULES_MAX
    )
    not_applied = Items(Part(NotAppliedOut), "Rules that did not apply, and why.", fewest=0, most=RULES_MAX)
    pending_until = Member(
        INSTANT, "From when the points of the first wallet can be spent, if not at once.", required=False
    )
    expires_at = Member(INSTANT, "When the points of the first wallet end, if they do.", required=False)
    explanation = Member(EXPLANATION, "The whole explanation's id, none of events of before.", required=False)


def event_shown(kept: Happened) -> dict[str, object]:
    """Give the members of `DoneEventOut`."""
    event, document = kept.event, kept.document()
    return {
        "id": event.key.event_id,
        "member": event.member_id,
        "event": event.rule,
        "at": event.occurred_at,
        "points": event.points,
        "why": event.why or None,
        "awards": [
            {"rule": each.rule, "wallet": each.wallet, "points": each.points, "why": each.why or None}
            for each in kept.given
        ],
        "not_applied": list(not_applied(document)) if document is not None else [],
        "pending_until": event.pending_until,
        "expires_at": event.expires_at,
        "explanation": event.explanation_id,
    }
