"""Invoices, credit notes and previews: one model for all, amounts in minor units of `currency`."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import CURRENCY, INSTANT, TRUTH, caller_id, choice, integer, our_id_text
from api.schemas.common import AS_IT_IS, DIGEST, EXPLANATION, LABEL, NAME, plain, point_count, programme_name
from api.schemas.explanations import COURSE_SAID
from api.schemas.quotes import ROWS_MAX, SaidBesideOut
from loyalty.wording.languages import LANGUAGES

INVOICE_ID = our_id_text("inv")
AMOUNT = plain({"type": "integer", "examples": [2900]})
PERIODS_MAX = 10_000
SUBSCRIPTION = caller_id(example="desk-7")
PREVIEW_EXAMPLE = {"programme": "corner-coffee", "subscription": "desk-7"}
VOID_EXAMPLE = {"programme": "corner-coffee"}
FORMATS = {
    "json": "application/json",
    "text": "text/plain",
    "html": "text/html",
    "csv": "text/csv",
    "pdf": "application/pdf",
}
KINDS = ("invoice", "credit_note", "preview")


class BilledPeriodOut(AnswerSchema):
    """One plan in one period, and the explanation of what it costs with everything known."""

    start = Member(INSTANT, "The first moment of the period.")
    end = Member(INSTANT, "The first moment after it.")
    plan = Member(NAME, "The plan.")
    plan_name = Member(LABEL, "Its name by language.")
    digest = Member(DIGEST, "The digest of the programme that decided.")
    explanation = Member(EXPLANATION, "The id of the explanation; absent in a preview.", required=False)
    told_at = Member(INSTANT, "When that was told; absent in a preview.", required=False)


class InvoicePeriodOut(AnswerSchema):
    """The period of a line."""

    start = Member(INSTANT, "The first moment.")
    end = Member(INSTANT, "The first moment after it.")


class ShareOut(AnswerSchema):
    """A part of a period, counted in seconds or days."""

    part = Member(NAME, "How many.")
    total = Member(NAME, "Of how many.")


class InvoiceLineOut(AnswerSchema):
    """A difference: what the line comes to now, less what was booked of it before."""

    n = Member(integer(1, ROWS_MAX), "The place of the line.")
    key = Member(NAME, "The step of the explanation that it is about.")
    label = Member(LABEL, "Its name by language.")
    category = Member(NAME, "What kind of amount it is.")
    plan = Member(NAME, "The plan.")
    period = Part(InvoicePeriodOut, "The period.")
    now = Member(AMOUNT, "What it comes to.")
    booked = Member(AMOUNT, "What was booked of it before.")
    amount = Member(AMOUNT, "`now` less `booked`.")
    quantity = Member(NAME, "How much was used, exactly; on lines about a meter.", required=False)
    inside = Member(TRUTH, "Whether it is contained in other lines, as tax may be, and not counted.")
    note = Part(ShareOut, "Which part of the period it is about; absent: all of it.", required=False)


class InvoiceTotalOut(AnswerSchema):
    """The sums."""

    net = Member(AMOUNT, "Every line but taxes that are added.")
    tax_added = Member(AMOUNT, "Tax on top.")
    tax_inside = Member(AMOUNT, "Tax contained in the lines.")
    due = Member(AMOUNT, "`net` and `tax_added`: what the invoice is about, below zero for a credit note.")


class PaidOut(AnswerSchema):
    """What was paid with something other than money, after tax."""

    kind = Member(choice("credit", "points"), "With what.")
    label = Member(LABEL, "Its name by language.")
    amount = Member(AMOUNT, "How much it paid; below zero: given back.")
    grant = Member(NAME, "The grant of credit it came from.", required=False)
    points = point_count("How many points.", required=False)


class InvoiceProgrammeOut(AnswerSchema):
    """Whose rules."""

    name = programme_name()
    digest = Member(DIGEST, "The digest of the version that decided the last period.")


class ConvertedOut(AnswerSchema):
    """What is left to pay in another currency, rounded once."""

    currency = Member(NAME, "The currency.")
    exponent = Member(integer(0, 4), "How many decimals it has.")
    amount = Member(AMOUNT, "The amount in its minor units.")
    rate = Member(NAME, "What one unit of the invoice's currency is in it.")
    day = Member(NAME, "The day from which the rate holds.")
    source = Member(NAME, "Who says so.")


class InvoiceOut(AnswerSchema):
    """An invoice, a credit note, or a preview of one."""

    version = Member(integer(1, 1), "The version of this model.")
    id = Member(INVOICE_ID, "Its id; absent in a preview.", required=False)
    kind = Member(choice(*KINDS), "What it is.")
    number = Member(NAME, "Its number, without gaps; absent in a preview.", required=False)
    programme = Part(InvoiceProgrammeOut, "Name and digest of the programme.")
    subscription = Member(SUBSCRIPTION, "The subscription.")
    issued_at = Member(INSTANT, "When it was booked; absent in a preview.", required=False)
    currency = Member(NAME, "The currency of all amounts.")
    exponent = Member(integer(0, 4), "How many decimals the currency has.")
    timezone = Member(NAME, "The zone in which days begin.")
    periods = Items(Part(BilledPeriodOut), "The periods it is about.", fewest=0, most=PERIODS_MAX)
    lines = Items(Part(InvoiceLineOut), "The lines.", fewest=0, most=ROWS_MAX)
    total = Part(InvoiceTotalOut, "The sums.")
    paid = Items(Part(PaidOut), "What is paid without money.", fewest=0, most=ROWS_MAX)
    payable = Member(AMOUNT, "What is left to pay; below zero: to be given back.")
    overage = Member(AMOUNT, "What prepaid credit for this did not cover.")
    converted = Part(ConvertedOut, "The same in the currency that was asked for.", required=False)
    cancels = Member(NAME, "The number of the invoice that it cancels.", required=False)
    provisional = Member(TRUTH, "Whether the period runs on, so that it may change.")
    notices = Items(
        Part(SaidBesideOut),
        "What is to be shown beside the amount; absent in bills that were told without it.",
        fewest=0,
        most=20,
        required=False,
    )
    seller = Member(AS_IT_IS, "Who sells: name, contact and register number.", required=False)
    market = Member(NAME, "Where it is sold.", required=False)
    course = Member(AS_IT_IS, COURSE_SAID, required=False)
    integrity = Member(AS_IT_IS, "Its seal, where it is sealed.", required=False)


class BilledOut(AnswerSchema):
    """What is due."""

    invoice = Part(InvoiceOut, "The invoice or credit note; absent where nothing is due.", required=False)


class InvoicesOut(AnswerSchema):
    """The invoices and credit notes of a subscription."""

    invoices = Items(Part(InvoiceOut), "What was booked, oldest first.", fewest=0, most=PERIODS_MAX)


class PreviewIn(StrictSchema):
    """What would be billed if the periods that run ended now, with what was used so far."""

    programme = programme_name()
    subscription = Member(SUBSCRIPTION, "The subscription.")


class VoidIn(StrictSchema):
    """Whose invoice is cancelled."""

    programme = programme_name()


class InvoiceAsk(StrictSchema):
    """In which form and language."""

    format = Member(choice(*FORMATS), "The form; without it, what `Accept` asks for.", required=False)
    lang = Member(choice(*LANGUAGES), "The language of every form but JSON.", default="en")
    currency = Member(CURRENCY, "A currency to tell it in besides, at the day of issue.", required=False)


class InvoicesAsk(StrictSchema):
    """Of which subscription."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)
    subscription = Member(SUBSCRIPTION, "The subscription.")
