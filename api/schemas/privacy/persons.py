"""Everything that is kept of one member."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, text
from api.schemas.common import AS_IT_IS, LABEL, NAME, member_id
from loyalty.erasure.erasure import Ground, Step
from loyalty.privacy.purpose import Kept

CASE = caller_id(example="case-7")
CHECKED = caller_id(example="code-by-email")
APPROVED_BY = caller_id(example="counsel")
REASON = text(200, example="the books, by the duty to keep them")
TABLES_MAX = 200
CASES_MAX = 1000
ERASURE_EXAMPLE = {"ground": "member-asked", "checked": "code-by-email"}
LEGAL_HOLD_EXAMPLE = {
    "case": "case-7",
    "classes": ["orders"],
    "approved_by": "counsel",
    "until": "2027-06-30T00:00:00Z",
}
LEGAL_HOLD_END_EXAMPLE = {"case": "case-7"}


class ExportOut(AnswerSchema):
    """All that is kept of a member; `schema` is the JSON Schema (2020-12) of `tables`."""

    manifest = Member(
        AS_IT_IS, "Whose it is, when it was made, how many rows of each table, and what is withheld."
    )
    schema = Member(AS_IT_IS, "The JSON Schema of `tables`.")
    tables = Member(AS_IT_IS, "Every row, by table.")
    explanations = Member(AS_IT_IS, "Every explanation that is kept, by id.")
    rules = Member(AS_IT_IS, "The versions of the programme, by which the rows were decided.")


class ErasureIn(StrictSchema):
    """Why somebody is to be erased, and how their identity was checked."""

    ground = Member(choice(*Ground), "Why.", default=str(Ground.MEMBER_ASKED))
    checked = Member(CHECKED, "How the identity was checked, in a word of the house.")


class KeptOut(AnswerSchema):
    """Rows that stay."""

    tables = Items(Member(NAME, "A table."), "Which tables.", fewest=1, most=TABLES_MAX)
    of_class = Member(NAME, "Their class of retention.")
    reason = Member(REASON, "Why they stay, in English.")
    words = Member(LABEL, "The same in words by language.")
    until = Member(INSTANT, "Until when; null: as long as what they are part of.", required=False)


class ErasureOut(AnswerSchema):
    """An erasure: how far it is, what was on offer, what lapsed, what was removed, what stays."""

    erasure = Member(NAME, "The erasure's id.")
    member = member_id()
    programme = Member(NAME, "The programme.")
    step = Member(choice(*Step), "How far it is.")
    ground = Member(choice(*Ground), "Why.")
    checked = Member(NAME, "How the identity was checked.")
    asked_at = Member(INSTANT, "When it was asked for; marketing stopped then.")
    offer = Member(AS_IT_IS, "What the member had in each wallet: to use, give away, or lose.")
    open_cases = Items(
        Member(CASE, "Your own id of a case."),
        "Complaints and reviews of the member that are open; they are removed with the member.",
        fewest=0,
        most=CASES_MAX,
    )
    closed_at = Member(INSTANT, "When the account was closed.", required=False)
    released = Member(AS_IT_IS, "What lapsed in each wallet.", required=False)
    erased_at = Member(INSTANT, "When the person was erased.", required=False)
    removed = Member(AS_IT_IS, "How many rows of each table were removed or lost something.", required=False)
    kept = Items(Part(KeptOut), "What stays, why, and until when.", fewest=0, most=TABLES_MAX)


class LegalHoldIn(StrictSchema):
    """A case for which rows of a member stay."""

    case = Member(CASE, "Your own id of the case.")
    classes = Items(Member(choice(*Kept), "A class."), "The classes of retention.", fewest=1, most=TABLES_MAX)
    approved_by = Member(APPROVED_BY, "Who answers for it.")
    until = Member(INSTANT, "When it ends by itself.")


class LegalHoldEndIn(StrictSchema):
    """Which case has ended."""

    case = Member(CASE, "Your own id of the case.")


class LegalHoldOut(AnswerSchema):
    """A legal hold."""

    case = Member(CASE, "The id of the case.")
    member = member_id()
    classes = Items(Member(choice(*Kept), "A class."), "The classes.", fewest=1, most=TABLES_MAX)
    approved_by = Member(NAME, "Who answers for it.")
    set_at = Member(INSTANT, "Since when.")
    until = Member(INSTANT, "When it ends by itself.")
    ended_at = Member(INSTANT, "When it was ended.", required=False)
