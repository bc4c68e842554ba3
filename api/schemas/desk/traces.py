"""Numbers of explanations, and the walk from one to its rule lines."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, text
from api.schemas.common import AS_IT_IS, DIGEST, NAME, plain
from api.schemas.desk.documents import DOCUMENT

MOST = 100_000
POINTER = text(200, example="/lines/1/amount")
COUNT = plain({"type": "integer", "minimum": 1})
ANYTHING = plain({})


class NumberOut(AnswerSchema):
    """A number that can be followed."""

    number = Member(NAME, "Where it stands in the document: a JSON pointer.")
    value = Member(NAME, "What it says.")
    step = Member(NAME, "The step that worked it out.")
    rule = Member(NAME, "The rule behind it.")
    place = Member(
        NAME, "Where the rule stands: file, line, column; absent where the engine says so.", required=False
    )
    again = Member(TRUTH, "Whether the step was worked out again, with other facts than the document's.")


class NumbersOut(AnswerSchema):
    """Every number of an explanation that can be followed."""

    explanation = Member(DOCUMENT, "The explanation.")
    numbers = Items(Part(NumberOut), "The numbers, as they stand in it.", fewest=0, most=MOST)


class TraceAsk(StrictSchema):
    """Which number."""

    number = Member(POINTER, "Where it stands in the document: a JSON pointer.")


class TraceStepOut(AnswerSchema):
    """A step on the way."""

    id = Member(NAME, "Its id in the document.")
    rule = Member(NAME, "The rule that says so.")
    place = Member(NAME, "Where that stands.", required=False)
    exact = Member(NAME, "The exact value.")
    value = Member(NAME, "The value after rounding.")
    mode = Member(NAME, "How it was rounded.", required=False)
    formula = Member(ANYTHING, "The formula as data.")
    reads = Items(Member(NAME, "A fact or step."), "What it reads itself.", fewest=0, most=MOST)


class RuleLine(AnswerSchema):
    """A line of a rule file."""

    line = Member(COUNT, "Its number.")
    text = Member(NAME, "What it says.")
    own = Member(TRUTH, "Whether it is of the rule, and not around it.")


class RulePlaceOut(AnswerSchema):
    """A place in the files of the version that decided."""

    rule = Member(NAME, "The rule.")
    file = Member(NAME, "The file.")
    line = Member(COUNT, "The line.")
    column = Member(COUNT, "The column.")
    lines = Items(Part(RuleLine), "The rule's lines, and two before and behind.", fewest=0, most=MOST)


class DecidingVersionOut(AnswerSchema):
    """The version that decided."""

    programme = Member(NAME, "The programme.")
    digest = Member(DIGEST, "The digest of its files.")
    adopted_at = Member(INSTANT, "When it was adopted.")
    binds_from = Member(INSTANT, "From when it binds.")


class TraceOut(AnswerSchema):
    """The walk from a number to the rule lines behind it."""

    explanation = Member(DOCUMENT, "The explanation.")
    number = Part(NumberOut, "The number.")
    steps = Items(Part(TraceStepOut), "The steps behind it, the nearest first.", fewest=1, most=MOST)
    facts = Member(AS_IT_IS, "The facts they read; null where a personal value is withheld.")
    days = Member(AS_IT_IS, "Of those facts that are days, which day it is.")
    places = Items(Part(RulePlaceOut), "The rule lines, the nearest first.", fewest=0, most=MOST)
    version = Part(DecidingVersionOut, "The version that decided.")
