"""What a membership was worth."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, choice, integer
from api.schemas.common import DIGEST, EXPLANATION, MEMBER, NAME, plain, programme_name
from api.schemas.explanations import FORMATS
from api.schemas.quotes import ROWS_MAX
from loyalty.wording.languages import LANGUAGES

AMOUNT = plain({"type": "integer", "examples": [1240]})


class ValueAsk(StrictSchema):
    """Of which time, in which form and language."""

    start = Member(INSTANT, "The first moment; orders bought and periods begun from then on count.")
    end = Member(INSTANT, "The first moment after it.")
    format = Member(
        choice(*FORMATS),
        "The form: `json`, `text` or `html`; others are refused. Without it, what `Accept` asks for.",
        required=False,
    )
    lang = Member(choice(*LANGUAGES), "The language of text and HTML.", default="en")


class TimeOut(AnswerSchema):
    """A stretch of time, its end outside."""

    start = Member(INSTANT, "The first moment.")
    end = Member(INSTANT, "The first moment after it.")


class WorthOut(AnswerSchema):
    """What was paid, and would have been paid without membership."""

    public = Member(AMOUNT, "What somebody who is no member would have paid.")
    paid = Member(AMOUNT, "What was paid, before points and prepaid credit.")
    fee = Member(AMOUNT, "How much of it is the price of having the plan; 0 for orders.")
    saved = Member(AMOUNT, "`public` less `paid`; below zero: membership made it dearer.")
    explanation = Member(EXPLANATION, "The id of the explanation of what was paid.")


class OrderWorthOut(WorthOut):
    """An order, as it was kept after its returns."""

    order = Member(NAME, "The order's id.")
    source = Member(NAME, "Where it was booked.")
    at = Member(INSTANT, "When it was bought.")


class PlanWorthOut(WorthOut):
    """A period of a plan, as it was billed last."""

    subscription = Member(NAME, "The subscription.")
    plan = Member(NAME, "The plan.")
    period = Part(TimeOut, "The period.")


class ValueTotalOut(AnswerSchema):
    """The sums."""

    public = Member(AMOUNT, "What it all would have cost without membership.")
    paid = Member(AMOUNT, "What was paid.")
    saved = Member(AMOUNT, "`public` less `paid`.")
    fee = Member(AMOUNT, "What plans cost by themselves.")
    net = Member(AMOUNT, "`saved` less `fee`; below zero: the membership cost more than it saved.")


class ValueProgrammeOut(AnswerSchema):
    """Whose rules."""

    name = programme_name()
    digest = Member(DIGEST, "The digest of the version that binds now.")


class ValueOut(AnswerSchema):
    """What a membership saved against what its plans cost; amounts in minor units of `currency`."""

    version = Member(integer(1, 1), "The version of this model.")
    kind = Member(choice("value"), "What it is.")
    programme = Part(ValueProgrammeOut, "Name and digest of the programme.")
    member = Member(MEMBER, "The member.")
    period = Part(TimeOut, "The time that is looked at.")
    currency = Member(NAME, "The currency of all amounts.")
    exponent = Member(integer(0, 4), "How many decimals the currency has.")
    timezone = Member(NAME, "The zone in which days begin.")
    orders = Items(Part(OrderWorthOut), "The orders.", fewest=0, most=ROWS_MAX)
    plans = Items(Part(PlanWorthOut), "The periods of plans.", fewest=0, most=ROWS_MAX)
    left_out = Items(
        Member(EXPLANATION, "An id."), "What was paid in another currency.", fewest=0, most=ROWS_MAX
    )
    total = Part(ValueTotalOut, "The sums.")
