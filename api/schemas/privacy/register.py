"""The register of personal fields."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, choice, integer, text
from api.schemas.common import LABEL, NAME
from loyalty.privacy.purpose import Basis, Kept, Purpose, Recipient, Sensitivity
from loyalty.privacy.retention import Counts
from loyalty.wording.languages import LANGUAGES

COLUMN = text(64, example="member_id")
WHO = text(200, example="Corner Coffee Ltd")
DAYS_MAX = 4000
ROWS_MAX = 2**53


class ColumnOut(AnswerSchema):
    """One column."""

    column = Member(COLUMN, "Its name.")
    label = Member(choice(*Sensitivity), "How close it is to a person.")


class RegisteredOut(AnswerSchema):
    """A table in which something of a person is kept."""

    table = Member(NAME, "Its name.")
    says = Member(LABEL, "What it holds, by language.")
    purpose = Member(choice(*Purpose), "What it is kept for.")
    basis = Member(choice(*Basis), "On which ground.")
    kept = Member(choice(*Kept), "Its class of retention.")
    days = Member(integer(0, DAYS_MAX), "How many days that is.")
    counts_from = Member(choice(*Counts), "From when the days count.")
    recipients = Items(Member(choice(*Recipient), "Who."), "Who sees it.", fewest=0, most=10)
    columns = Items(Part(ColumnOut), "Its columns.", fewest=1, most=100)


class RegisterOut(AnswerSchema):
    """The whole register."""

    tables = Items(Part(RegisteredOut), "Each table.", fewest=1, most=1000)


class AgedOut(AnswerSchema):
    """A table whose rows have an age: the oldest of them beside its limit."""

    table = Member(NAME, "Its name.")
    kept = Member(choice(*Kept), "Its class of retention.")
    days = Member(integer(0, DAYS_MAX), "How many days that is.")
    oldest = Member(INSTANT, "When the oldest row was made; null without rows.", required=False)
    limit = Member(INSTANT, "Rows made before this are over.")
    over = Member(integer(0, ROWS_MAX), "How many rows are over, and wait for the next run of the job.")
    overdue = Member(TRUTH, "Whether a row is there two days after its time (`RETENTION_OVERDUE`).")


class RetentionOut(AnswerSchema):
    """The report of ages."""

    tables = Items(Part(AgedOut), "Each table.", fewest=0, most=1000)


class RecordAsk(StrictSchema):
    """Who answers for the data, and in which language the record is."""

    controller = Member(WHO, "Who answers for the data.")
    contact = Member(WHO, "Whom to ask.")
    lang = Member(choice(*LANGUAGES), "The language.", default="en")


class RecordOut(AnswerSchema):
    """The record of processing activities."""

    text = Member(NAME, "The record, in Markdown.")
