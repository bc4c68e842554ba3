"""What another version would have made of kept decisions."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, query_integer
from api.schemas.common import DIGEST, EXPLANATION, NAME, plain
from api.schemas.desk.sign_offs import VERSION
from loyalty.use_cases.desk.compare_decisions import MOST

WHOLE = plain({"type": "integer"})


class DecisionsAsk(StrictSchema):
    """Which versions, and which receipts."""

    old = Member(VERSION, "The digest of the version that decided, or its first 12 digits.")
    new = Member(VERSION, "The digest of the other version, or its first 12 digits.")
    since = Member(INSTANT, "Receipts told at or after this instant.", required=False)
    until = Member(INSTANT, "Receipts told before this instant.", required=False)
    limit = Member(query_integer(1, MOST), "How many at most, the last ones.", default=MOST)


class BothOut(AnswerSchema):
    """A number by both versions."""

    old = Member(WHOLE, "By the version that decided.")
    new = Member(WHOLE, "By the other one.")


class DecidedTwiceOut(AnswerSchema):
    """A receipt that the other version decides otherwise."""

    explanation = Member(EXPLANATION, "The receipt.")
    due = Part(BothOut, "What is due, in minor units.")
    points = Part(BothOut, "The points it earns.")


class UndecidedOut(AnswerSchema):
    """A receipt on which the other version decides nothing."""

    explanation = Member(EXPLANATION, "The receipt.")
    code = Member(NAME, "Why not: the code of the refusal.")


class DecisionsOut(AnswerSchema):
    """What the other version would have made of the receipts; nothing is booked."""

    old = Member(DIGEST, "The version that decided.")
    new = Member(DIGEST, "The other version.")
    currency = Member(NAME, "The currency of all amounts.")
    decided = Member(WHOLE, "How many receipts both versions decide.")
    changed = Member(WHOLE, "How many come to something else.")
    dearer = Member(WHOLE, "Of how many the total rises.")
    cheaper = Member(WHOLE, "Of how many it falls.")
    due = Part(BothOut, "What is due of all together, in minor units.")
    points = Part(BothOut, "The points of all together.")
    assumed = Items(
        Member(NAME, "A fact."),
        "Facts that the other version reads and that were not kept: taken as of somebody unknown.",
        fewest=0,
        most=10_000,
    )
    more = Member(TRUTH, "Whether there are older receipts that were not looked at.")
    receipts = Items(Part(DecidedTwiceOut), "Those that change.", fewest=0, most=MOST)
    undecided = Items(Part(UndecidedOut), "Those that could not be decided.", fewest=0, most=MOST)
