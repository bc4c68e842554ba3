"""Explanations: every number with its reasons."""

from marshmallow import INCLUDE

from api.fields import AnswerSchema, Items, Member, StrictSchema
from api.reading.forms import choice
from api.schemas.common import AS_IT_IS, EXPLANATION, NAME
from loyalty.wording.languages import LANGUAGES

FORMATS = {"json": "application/json", "text": "text/plain", "html": "text/html"}
PARTS_MAX = 100_000


class ExplanationAsk(StrictSchema):
    """In which form and language."""

    format = Member(choice(*FORMATS), "The form; without it, what `Accept` asks for.", required=False)
    lang = Member(choice(*LANGUAGES), "The language of text and HTML.", default="en")


class ExplanationOut(AnswerSchema):
    """The explanation as data, in minor units of `currency`; `python -m loyalty.sumcheck` re-adds it."""

    class Meta:
        """Further members may follow: the document grows."""

        unknown = INCLUDE

    id = Member(EXPLANATION, "The explanation's id.")
    kind = Member(choice("quote", "receipt", "refund", "usage", "event"), "What it explains.")
    programme = Member(AS_IT_IS, "Name, digest and days of the programme.")
    currency = Member(NAME, "The currency of all amounts.")
    total = Member(AS_IT_IS, "The sums.")
    lines = Items(Member(AS_IT_IS, "A line."), "How the total comes about.", fewest=0, most=PARTS_MAX)
    points = Member(AS_IT_IS, "What is earned and used.")
    steps = Items(Member(AS_IT_IS, "A step."), "Every value with its formula.", fewest=0, most=PARTS_MAX)
    facts = Member(AS_IT_IS, "Every fact that a step reads.")
    not_applied = Items(Member(AS_IT_IS, "A rule."), "Rules that did not apply.", fewest=0, most=PARTS_MAX)
