"""Documents that a reviewer finds."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, MINOR_MAX, Form, caller_id, choice, money, query_integer, text
from api.schemas.common import DIGEST, MEMBER, NAME, PAGE_MAX, PAGE_USUAL, plain
from api.schemas.desk.ids import document_id
from loyalty.desk.filed import KINDS

DOCUMENT = document_id()
WHOLE = plain({"type": "integer"})
NUMBER = text(200, example="order-1001")
RULES_MAX = 10_000
AMOUNT: Form = query_integer(-MINOR_MAX, MINOR_MAX)


class DocumentsAsk(StrictSchema):
    """What is known of a document; what is not named is not asked for."""

    number = Member(
        NUMBER,
        "Its id, that of an order, quote, event or invoice, `PROGRAMME/SOURCE/ORDER`, or `MEMBER/7`.",
        required=False,
    )
    member = Member(MEMBER, "Whose it is.", required=False)
    rule = Member(
        caller_id(example="tier-discount"), "A rule that made a line or awarded points.", required=False
    )
    kind = Member(choice(*KINDS), "What it explains.", required=False)
    since = Member(INSTANT, "Told at or after this instant.", required=False)
    until = Member(INSTANT, "Told before this instant.", required=False)
    least = Member(AMOUNT, "The least amount, in minor units of its currency.", required=False)
    most = Member(AMOUNT, "The greatest amount, in minor units of its currency.", required=False)
    before = Member(DOCUMENT, "The `next` of the answer before, to go on.", required=False)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)


class FoundDocument(AnswerSchema):
    """A document that was told."""

    explanation = Member(DOCUMENT, "Its id: `GET /v1/documents/{document_id}` shows it.")
    kind = Member(choice(*KINDS), "What it explains.")
    at = Member(INSTANT, "When it was told.")
    member = Member(MEMBER, "Whose it is; none where nobody was known.", required=False)
    number = Member(NAME, "What the world calls it, if it has such a name.", required=False)
    amount = Member(money(-MINOR_MAX), "What is due; of a refund, the money given back.", required=False)
    points = Member(WHOLE, "Of a change of points: how many the member has more.", required=False)
    rules = Items(
        Member(NAME, "A rule."), "The rules that made its lines and awards.", fewest=0, most=RULES_MAX
    )
    digest = Member(DIGEST, "The version that decided.")


class DocumentsOut(AnswerSchema):
    """Documents, those told last first."""

    documents = Items(Part(FoundDocument), "What was found.", fewest=0, most=PAGE_MAX)
    next = Member(DOCUMENT, "Pass it as `before` for older ones; null at the end.", required=False)
