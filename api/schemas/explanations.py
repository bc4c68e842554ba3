"""Explanations: every number with its reasons."""

from marshmallow import INCLUDE

from api.fields import AnswerSchema, Items, Member, StrictSchema
from api.reading.forms import choice
from api.schemas.common import AS_IT_IS, EXPLANATION, NAME, plain, wallet_name
from api.schemas.desk.documents import DOCUMENT
from loyalty.decision.telling.views import VIEWS
from loyalty.desk.filed import KINDS
from loyalty.wording.languages import LANGUAGES

FORMATS = {
    "json": "application/json",
    "text": "text/plain",
    "html": "text/html",
    "csv": "text/csv",
    "pdf": "application/pdf",
}
PARTS_MAX = 100_000


class ExplanationAsk(StrictSchema):
    """In which form and language."""

    format = Member(choice(*FORMATS), "The form; without it, what `Accept` asks for.", required=False)
    lang = Member(choice(*LANGUAGES), "The language of all forms but data.", default="en")
    view = Member(
        choice(*VIEWS),
        "For whom; without it, the widest view that the key may see. An agent's needs the scope "
        "`explanations:agent`, an auditor's `explanations:audit`.",
        required=False,
    )


COURSE_SAID = (
    "How it stands now: `status` is `offered`, `committed`, `expired` or `withdrawn`; `earlier` and `later` "
    "are the documents it follows and those that follow it, each with what the later one `did`. It is told "
    "beside the document and is no part of what the seal is of."
)


class PointsChangeAsk(ExplanationAsk):
    """In which form and language, and of which wallet."""

    wallet = wallet_name()


class PointsChangeOut(AnswerSchema):
    """A change of points as data; `python -m loyalty.sumcheck` re-adds an auditor's."""

    class Meta:
        """Further members may follow: the document grows."""

        unknown = INCLUDE

    id = Member(NAME, "Its id: `chg_` and the first digits of the hash of the entry.")
    kind = Member(choice("points_change"), "What it explains.")
    what = Member(NAME, "What happened: `transfer`, `receive`, `lapse`, `clawback`, …")
    wallet = Member(NAME, "The wallet.")
    programme = Member(AS_IT_IS, "Name, digest and days of the programme.")
    change = Member(AS_IT_IS, "By how many points `available`, `pending`, `held` and `owed` changed.")
    profiles = Items(
        Member(AS_IT_IS, "A profile: its id, its version, and constraints that were looked at alike."),
        "To an auditor, which profiles of markets bound it and which checks ran, since version 4.",
        fewest=0,
        most=PARTS_MAX,
        required=False,
    )
    course = Member(AS_IT_IS, COURSE_SAID, required=False)


class DocumentOut(AnswerSchema):
    """A document of any kind: what else is in it follows from its kind."""

    class Meta:
        """Further members may follow: the document grows."""

        unknown = INCLUDE

    id = Member(DOCUMENT, "Its id.")
    kind = Member(choice(*KINDS, "sums"), "What it explains; `sums` are the amounts left of an erased one.")
    version = Member(plain({"type": "integer", "examples": [2]}), "The version of its form.")
    programme = Member(AS_IT_IS, "Name and digest of the programme.")
    integrity = Member(AS_IT_IS, "Its seal, where it is sealed.", required=False)
    course = Member(AS_IT_IS, COURSE_SAID)


class ExplanationOut(AnswerSchema):
    """The explanation as data, in minor units; `python -m loyalty.sumcheck` re-adds an auditor's."""

    class Meta:
        """Further members may follow: the document grows."""

        unknown = INCLUDE

    id = Member(EXPLANATION, "The explanation's id.")
    kind = Member(choice("quote", "receipt", "refund", "usage", "event"), "What it explains.")
    programme = Member(AS_IT_IS, "Name, digest and days of the programme.")
    currency = Member(NAME, "The currency of all amounts.")
    total = Member(AS_IT_IS, "The sums.")
    status = Member(
        choice("offered", "committed"), "What it was when it was told; absent in version 1.", required=False
    )
    lines = Items(Member(AS_IT_IS, "A line."), "How the total comes about.", fewest=0, most=PARTS_MAX)
    points = Member(AS_IT_IS, "What is earned and used.")
    steps = Items(
        Member(AS_IT_IS, "A step."),
        "Every value; to an auditor, with its formula. To a customer, only how points were rounded.",
        fewest=0,
        most=PARTS_MAX,
    )
    facts = Member(AS_IT_IS, "To an auditor, every fact that a step reads, but for personal ones.")
    not_applied = Items(Member(AS_IT_IS, "A rule."), "Rules that did not apply.", fewest=0, most=PARTS_MAX)
    course = Member(AS_IT_IS, COURSE_SAID, required=False)
