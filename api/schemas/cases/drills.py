"""Texts of a crisis, and that they were tried."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, choice, integer, text
from api.schemas.common import NAME
from loyalty.breaches.drill import FOUND_MAX
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.crisis import CRISES

DRILL_ID = caller_id(example="d-1")
FOUND = text(FOUND_MAX, example="The contact was an old one.")
DRILL_EXAMPLE = {
    "id": "d-1",
    "text": "breach",
    "language": "en",
    "minutes": 25,
    "found": "The contact was an old one.",
}


class DrillIn(StrictSchema):
    """A text that was tried. Nothing of a person belongs in it."""

    id = Member(DRILL_ID, "Your own id.")
    text = Member(choice(*CRISES), "Which text.")
    language = Member(choice(*LANGUAGES), "In which language.")
    minutes = Member(integer(0, 10_000), "How long it took.")
    found = Member(FOUND, "What was learnt.")
    at = Member(INSTANT, "When; without it, now.", required=False)


class DrillOut(AnswerSchema):
    """A drill."""

    drill = Member(DRILL_ID, "Your own id.")
    text = Member(choice(*CRISES), "Which text.")
    language = Member(choice(*LANGUAGES), "In which language.")
    at = Member(INSTANT, "When.")
    by = Member(NAME, "The label of the key that said so.")
    minutes = Member(integer(0, 10_000), "How long it took.")
    found = Member(NAME, "What was learnt.")


class DrillDueOut(AnswerSchema):
    """A text in a language."""

    text = Member(choice(*CRISES), "Which text.")
    language = Member(choice(*LANGUAGES), "In which language.")
    last = Member(INSTANT, "When it was tried last.", required=False)
    overdue = Member(TRUTH, "Whether that is more than half a year ago, or never.")


class DrillsOut(AnswerSchema):
    """Every text with its last drill, and every drill."""

    texts = Items(Part(DrillDueOut), "Each text in each language.", fewest=0, most=100)
    drills = Items(Part(DrillOut), "Each drill, the oldest first.", fewest=0, most=100_000)


class CrisisAsk(StrictSchema):
    """Which text, in which language."""

    kind = Member(choice(*CRISES), "Which.")
    lang = Member(choice(*LANGUAGES), "The language.", default="en")


class CrisisOut(AnswerSchema):
    """A text to send."""

    text = Member(NAME, "What members read first.")
