"""Cases: what members ask a person to look at."""

from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import CURRENCY, INSTANT, TRUTH, caller_id, choice, integer, query_integer, text
from api.schemas.common import (
    DIGEST,
    EXPLANATION,
    GIVEN_DIGEST,
    NAME,
    POINTS_MAX,
    OfProgramme,
    member_id,
    programme_name,
)
from loyalty.cases.case import WORDS_MAX, Cause, Clock, Kind, Outcome, Step, Topic
from loyalty.cases.remedy import RemedyState
from loyalty.language.shapes.wallets import POINTS
from loyalty.use_cases.cases.take_case_step import BY_SOMEBODY

CASE_ID = caller_id(example="T-4711")
WORDS = text(WORDS_MAX, example="The second bag was half price on the shelf.")
PERSON = caller_id(example="service-bea")
MANY = 1000
REMEDIES_MAX = 100_000
CASE_EXAMPLE = {
    "programme": "corner-coffee",
    "kind": "complaint",
    "topic": "service",
    "words": "Nobody answers the phone.",
}
STEP_EXAMPLE = {"programme": "corner-coffee", "step": "assigned", "to": "service-bea"}
SCOPE_EXAMPLE = {"programme": "corner-coffee", "rule": "spring-sale", "repaired": "0f" * 32}
SETTLE_EXAMPLE = {
    "programme": "corner-coffee",
    "source": "till-1",
    "order": "A-1",
    "reference": "refund-77",
}


class CaseIn(StrictSchema):
    """What somebody asks a person to look at."""

    programme = programme_name()
    kind = Member(choice(*Kind), "A review of a decision, or a complaint.")
    topic = Member(choice(*Topic), "What it is about.")
    member = member_id(required=False)
    explanation = Member(EXPLANATION, "The document whose price or points it is about.", required=False)
    seq = Member(integer(1, 10**9), "The number of the entry of points it is about.", required=False)
    wallet = Member(caller_id(example="status"), "The entry's wallet.", default=POINTS)
    words = Member(WORDS, "What the member says, in short.", required=False)


class CaseStepIn(StrictSchema):
    """A step of a case."""

    programme = programme_name()
    step = Member(choice(*BY_SOMEBODY), "Which.")
    words = Member(WORDS, "What is said to the member; an answer needs it.", required=False)
    to = Member(PERSON, "Who is to answer: the label of their key.", required=False)
    outcome = Member(choice(*Outcome), "What was found.", required=False)
    cause = Member(
        choice(*Cause),
        "Why it came to this; a complaint, and a decision found wrong, end with it.",
        required=False,
    )
    rule = Member(caller_id(example="spring-sale"), "The rule that was wrong.", required=False)
    repaired = Member(GIVEN_DIGEST, "The version in which the rule is right.", required=False)
    score = Member(integer(1, 5), "How content the member is with how it went.", required=False)
    recommends = Member(integer(0, 10), "How likely the member is to recommend the shop.", required=False)


class CaseClockOut(AnswerSchema):
    """A clock of a case."""

    clock = Member(choice(*Clock), "What is awaited.")
    of = Member(NAME, "Who sets it: a profile of law, or `programme`.")
    until = Member(INSTANT, "By when.")
    met_at = Member(INSTANT, "When it was done.", required=False)
    late = Member(TRUTH, "Whether that is late.")


class CaseStepOut(AnswerSchema):
    """A step that was taken."""

    step = Member(choice(*Step), "Which.")
    at = Member(INSTANT, "When.")
    by = Member(NAME, "The label of the key that took it.")
    words = Member(NAME, "What was said.", required=False)
    to = Member(NAME, "Who is to answer.", required=False)
    outcome = Member(choice(*Outcome), "What was found.", required=False)
    cause = Member(choice(*Cause), "Why it came to this.", required=False)
    rule = Member(NAME, "The rule that was wrong.", required=False)
    repaired = Member(DIGEST, "The version in which the rule is right.", required=False)
    score = Member(integer(1, 5), "How content the member is.", required=False)
    recommends = Member(integer(0, 10), "How likely the member is to recommend the shop.", required=False)
    ran_out = Member(choice(*Clock), "Which clock ran out.", required=False)
    points = Member(integer(0, POINTS_MAX), "What the published table gave.", required=False)


class CaseOut(AnswerSchema):
    """A case as it stands."""

    case = Member(CASE_ID, "Your own id.")
    programme = programme_name()
    kind = Member(choice(*Kind), "What is asked for.")
    topic = Member(choice(*Topic), "What it is about.")
    state = Member(choice(*Step), "How far it is.")
    member = member_id(required=False)
    about = Member(NAME, "The document, or `wallet:seq` of the entry.", required=False)
    digest = Member(DIGEST, "The version that decided it, else the one in force when it was opened.")
    assigned_to = Member(NAME, "Who is to answer.", required=False)
    opened_at = Member(INSTANT, "Since when.")
    closed_at = Member(INSTANT, "When it was closed.", required=False)
    clocks = Items(Part(CaseClockOut), "Each clock.", fewest=0, most=MANY)
    steps = Items(Part(CaseStepOut), "Every step.", fewest=1, most=MANY)


class CasesAsk(OfProgramme):
    """Which cases."""

    member = member_id(required=False)
    state = Member(choice("open", "late", "all"), "Those that are open, late, or all.", default="all")
    limit = Member(query_integer(1, 200), "How many at most.", default=50)
    after = Member(CASE_ID, "The `next` of the answer before.", required=False)


class CasesOut(AnswerSchema):
    """Cases, by id."""

    cases = Items(Part(CaseOut), "Each.", fewest=0, most=MANY)
    next = Member(CASE_ID, "Ask with this as `after` for more.", required=False)


class ScopeIn(StrictSchema):
    """The rule that was wrong, and where it is right."""

    programme = programme_name()
    rule = Member(caller_id(example="spring-sale"), "The rule.")
    repaired = Member(GIVEN_DIGEST, "The version in which it is right.")


class SettleIn(StrictSchema):
    """An order that is made good."""

    programme = programme_name()
    source = Member(caller_id(example="till-1"), "Who booked the order.")
    order = Member(caller_id(example="A-1"), "The order's id.")
    reference = Member(
        text(128, example="refund-77"), "Where money was paid back, or why nothing is owed.", required=False
    )


class SumOut(AnswerSchema):
    """What several orders come to."""

    orders = Member(integer(0, 2**53), "How many.")
    money = Member(integer(0, 2**53), "In minor units.")
    points = Member(integer(0, POINTS_MAX), "Points.")


class RemedyOut(AnswerSchema):
    """An order that a wrong rule hit."""

    source = Member(NAME, "Who booked it.")
    order = Member(NAME, "Its id.")
    member = member_id(required=False)
    explanation = Member(EXPLANATION, "The document of it.")
    money = Member(integer(0, 2**53), "What was paid too much, in minor units.")
    points = Member(integer(0, POINTS_MAX), "What was earned too little.")
    state = Member(choice(*RemedyState), "Owed, unclear, or settled.")
    settled_at = Member(INSTANT, "When it was made good.", required=False)
    settled_by = Member(NAME, "Who made it good.", required=False)
    reference = Member(NAME, "Where money was paid back.", required=False)


class RemediesOut(AnswerSchema):
    """Everybody whom a wrong rule hit."""

    case = Member(CASE_ID, "The case.")
    programme = programme_name()
    rule = Member(NAME, "The rule that was wrong.", required=False)
    wrong = Member(DIGEST, "The version in which it is wrong.")
    repaired = Member(DIGEST, "The version in which it is right.", required=False)
    looked_at = Member(integer(0, 2**53), "How many orders of the wrong version there were.", required=False)
    currency = Member(CURRENCY, "The currency of all sums.")
    owed = Part(SumOut, "What is still to be made good.")
    settled = Part(SumOut, "What was made good.")
    remedies = Items(Part(RemedyOut), "Each order.", fewest=0, most=REMEDIES_MAX)


def case_shown(told: dict[str, Any]) -> dict[str, Any]:
    """Give a case of the engine with its times as the contract writes them."""
    from_text = INSTANT.read
    times = {name: from_text(told[name]) for name in ("opened_at", "closed_at") if told[name] is not None}
    clocks = [
        {
            **each,
            "until": from_text(each["until"]),
            "met_at": None if each["met_at"] is None else from_text(each["met_at"]),
        }
        for each in told["clocks"]
    ]
    steps = [{**each, "at": from_text(each["at"])} for each in told["steps"]]
    return {**told, **times, "clocks": clocks, "steps": steps}
