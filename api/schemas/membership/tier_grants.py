"""Tiers that somebody gives a member."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, caller_id, decimal, text
from api.schemas.common import NAME, member_id

TIER_GRANT_ID = caller_id(example="match-2026-11")
TIER = caller_id(example="gold")
MEASURE = caller_id(example="spend")
AMOUNT_MAX = 10**12
NEEDS_MAX = 20
GRANTS_MAX = 10_000
GRANT_EXAMPLE = {
    "id": "match-2026-11",
    "tier": "gold",
    "until": "2027-11-30",
    "reason": "gold at another shop, shown on paper",
    "challenge": {"by": "2027-02-28", "needs": [{"measure": "spend", "least": "500.00"}]},
}
END_EXAMPLE = {"reason": "given by mistake"}
REASON = text(200, example="gold at another shop, shown on paper")


class ChallengeNeed(StrictSchema):
    """At least so much of a measure."""

    measure = Member(MEASURE, "What is counted, by its name in the ladder.")
    least = Member(decimal(most=AMOUNT_MAX, example="500.00"), "How much; of money in major units.")


class ChallengeIn(StrictSchema):
    """What is to be reached from the grant on, or the tier ends."""

    by = Member(DAY, "The last day for it, in the programme's zone.")
    needs = Items(Part(ChallengeNeed), "What is to be reached, all of it.", fewest=1, most=NEEDS_MAX)


class TierGrantIn(StrictSchema):
    """A tier to give, with its end and why. Write nothing personal into the reason."""

    id = Member(TIER_GRANT_ID, "Your own id of the grant, once per member.")
    tier = Member(TIER, "The tier.")
    until = Member(DAY, "Its last day, in the programme's zone.")
    reason = Member(REASON, "Why; whoever looks at the standing reads it.")
    challenge = Part(ChallengeIn, "What keeps it until then; without it, nothing is asked.", required=False)


class TierGrantEndIn(StrictSchema):
    """Why the grant ends. Write nothing personal into the reason."""

    reason = Member(REASON, "Why; whoever looks at the standing reads it.")


class ChallengeNeedOut(AnswerSchema):
    """At least so much of a measure."""

    measure = Member(NAME, "What is counted.")
    least = Member(NAME, "How much; of money in major units.")


class ChallengeOut(AnswerSchema):
    """What was asked for."""

    by = Member(INSTANT, "Until when, outside.")
    needs = Items(Part(ChallengeNeedOut), "What is to be reached, all of it.", fewest=1, most=NEEDS_MAX)


class TierGrantOut(AnswerSchema):
    """A tier that was given."""

    grant = Member(TIER_GRANT_ID, "Your id.")
    tier = Member(NAME, "The tier.")
    given_at = Member(INSTANT, "Since when.")
    until = Member(INSTANT, "Until when at the latest, outside.")
    reason = Member(NAME, "Why.")
    given_by = Member(NAME, "Who gave it: the label of the API key.")
    challenge = Part(ChallengeOut, "What keeps it until then.", required=False)
    ended_at = Member(INSTANT, "When somebody ended it.", required=False)
    ended_by = Member(NAME, "Who ended it: the label of the API key.", required=False)
    ended_why = Member(NAME, "Why.", required=False)


class TierGrantsOut(AnswerSchema):
    """Every tier that a member was given."""

    member = member_id()
    grants = Items(Part(TierGrantOut), "The grants, oldest first.", fewest=0, most=GRANTS_MAX)
