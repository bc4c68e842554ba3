"""Breaches of personal data."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, choice, integer, text
from api.schemas.common import AS_IT_IS, NAME
from loyalty.breaches.breach import HOURS, BreachStep
from loyalty.wording.languages import LANGUAGES

BREACH_ID = caller_id(example="lost-laptop")
SAID = text(200, example="a laptop was left in a train")
TABLE = text(64, example="sealed_field")
MANY = 200
MEMBERS_MAX = 2**53
STEP_EXAMPLE = {"step": "aware", "markets": ["EU"], "tables": ["sealed_field"], "nature": "a laptop was lost"}


class BreachStepIn(StrictSchema):
    """A step that was taken. Nothing of a person belongs in it: tables and counts say enough."""

    step = Member(choice(*BreachStep), "Which.")
    at = Member(INSTANT, "When; without it, now.", required=False)
    reason = Member(SAID, "Why something is not needed, or comes late.", required=False)
    markets = Items(
        Member(choice(*HOURS), "A market."), "What it touches.", fewest=1, most=10, required=False
    )
    tables = Items(Member(TABLE, "A table."), "Tables of the register.", fewest=1, most=MANY, required=False)
    nature = Member(SAID, "What happened.", required=False)
    consequences = Member(SAID, "What may come of it.", required=False)
    measures = Member(SAID, "What was done and will be.", required=False)
    contact = Member(SAID, "Whom to ask.", required=False)


class BreachStepOut(AnswerSchema):
    """A step that was taken."""

    step = Member(choice(*BreachStep), "Which.")
    at = Member(INSTANT, "When.")
    by = Member(NAME, "The label of the key that said so.")
    reason = Member(NAME, "Why.", required=False)


class BreachClockOut(AnswerSchema):
    """The clock of a market."""

    market = Member(choice(*HOURS), "Which.")
    until = Member(INSTANT, "Until when the authority is to be told.")
    told_at = Member(INSTANT, "When it was told, or found not to be needed.", required=False)
    late = Member(TRUTH, "Whether that is late (`BREACH_NOTICE_LATE`).")


class BreachTouchedOut(AnswerSchema):
    """A table that was touched."""

    table = Member(NAME, "Its name.")
    says = Member(AS_IT_IS, "What it holds, by language.")
    columns = Member(AS_IT_IS, "How near each column is to a person.")
    members = Member(integer(0, MEMBERS_MAX), "How many members have rows in it.")


class BreachOut(AnswerSchema):
    """A breach."""

    breach = Member(BREACH_ID, "Your own id.")
    step = Member(choice(*BreachStep), "The step that was taken last.")
    markets = Items(Member(choice(*HOURS), "A market."), "What it touches.", fewest=0, most=10)
    content = Member(AS_IT_IS, "What was said of it last.")
    steps = Items(Part(BreachStepOut), "Every step.", fewest=1, most=1000)
    clocks = Items(Part(BreachClockOut), "The clock of each market.", fewest=0, most=10)
    touched = Items(Part(BreachTouchedOut), "What it touched.", fewest=0, most=MANY)
    keys = Member(AS_IT_IS, "How many members' keys are held, and were destroyed.")


class BreachesOut(AnswerSchema):
    """Every breach."""

    breaches = Items(Part(BreachOut), "Each.", fewest=0, most=10_000)


class BreachTextAsk(StrictSchema):
    """For whom, in which language."""

    reader = Member(choice("authority", "people"), "For whom.")
    lang = Member(choice(*LANGUAGES), "The language.", default="en")


class BreachTextOut(AnswerSchema):
    """A text to send."""

    text = Member(NAME, "The text, with what is known by now.")
