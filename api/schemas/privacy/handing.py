"""What others get of members and are told of it, the marketing members get, and browsers' signals."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, TRUTH, caller_id, choice, integer, our_id, query_integer, text
from api.schemas.common import AS_IT_IS, CURSOR, LABEL, NAME, PAGE_MAX, PAGE_USUAL, member_id
from loyalty.handovers.handover import Told
from loyalty.handovers.message import Medium, Outcome, Why
from loyalty.privacy.purpose import Basis
from loyalty.wording.languages import LANGUAGES

HAND_OVER_ID = caller_id(example="parcel-4711")
MESSAGE_ID = caller_id(example="spring-ada")
RECIPIENT = caller_id(example="parcel-post")
RECIPIENT_NOTICE = our_id("rcn")
FACTS_MAX = 100
MANY = 10_000
MESSAGE_TEXT_MAX = 2000
HAND_OVER_EXAMPLE = {"id": "parcel-4711", "recipient": "parcel-post", "facts": ["contact"]}
MESSAGE_EXAMPLE = {"id": "spring-ada", "medium": "email", "text": "New beans are here.", "language": "en"}
REPORT_MESSAGE_EXAMPLE = {"id": "spring-ada", "outcome": "delivered"}
SIGNAL_EXAMPLE = {"signal": "gpc"}
CONFIRM_EXAMPLE = {"notices": ["rcn_01b6esf8g0000"]}
_FACT = Member(text(64, example="contact"), "A fact, or `contact` for where the member is reached.")


class HandOverIn(StrictSchema):
    """What is to be handed over, and to whom."""

    id = Member(HAND_OVER_ID, "Your own id, by which the recipient knows it too.")
    recipient = Member(RECIPIENT, "A recipient that the programme declares.")
    facts = Items(_FACT, "What it is to get.", fewest=1, most=FACTS_MAX)


class RecipientToldOut(AnswerSchema):
    """What a recipient is told of what it got."""

    notice = Member(RECIPIENT_NOTICE, "Its id.")
    recipient = Member(NAME, "The recipient.")
    hand_over = Member(NAME, "The id of the hand-over.")
    kind = Member(
        choice(*Told), "What it is told: erase it, it was corrected, stop, keep it unused, use it again."
    )
    made_at = Member(INSTANT, "Since when.")
    told_at = Member(INSTANT, "When it was told; absent until then.", required=False)
    told_by = Member(NAME, "Who told it.", required=False)


class HandOverListedOut(AnswerSchema):
    """That something was handed over: names of facts, never their values."""

    id = Member(HAND_OVER_ID, "Your own id.")
    member = member_id()
    recipient = Member(NAME, "To whom.")
    facts = Items(Member(NAME, "A fact."), "What it got.", fewest=0, most=FACTS_MAX)
    basis = Member(choice(*Basis), "On which ground.")
    consents = Member(AS_IT_IS, "The consents it rests on: ids by purpose.")
    at = Member(INSTANT, "When.")
    by = Member(NAME, "By whom: the label of the key.")
    told = Items(Part(RecipientToldOut), "What the recipient is told since.", fewest=0, most=MANY)


class HandOverOut(HandOverListedOut):
    """What was handed over: the only place where the values stand."""

    values = Member(AS_IT_IS, "By fact what is known of the member, to be passed on.")


class HandOversOut(AnswerSchema):
    """Who else got something of a member."""

    member = member_id()
    hand_overs = Items(Part(HandOverListedOut), "Each, the oldest first.", fewest=0, most=MANY)


class RecipientNoticesAsk(StrictSchema):
    """Which page."""

    limit = Member(query_integer(1, PAGE_MAX), "How many.", default=PAGE_USUAL)
    cursor = Member(CURSOR, "The `next` of the page before.", required=False)


class RecipientNoticesOut(AnswerSchema):
    """What recipients are still to be told."""

    notices = Items(Part(RecipientToldOut), "Each, the oldest first.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The `cursor` of the rest; absent where there is none.", required=False)


class ConfirmIn(StrictSchema):
    """Which notices the recipients were told of."""

    notices = Items(Member(RECIPIENT_NOTICE, "A notice."), "The notices.", fewest=1, most=PAGE_MAX)


class ConfirmedOut(AnswerSchema):
    """How many that was news of."""

    confirmed = Member(integer(0, PAGE_MAX), "How many were confirmed now.")


class MarketingIn(StrictSchema):
    """A marketing message to one member."""

    id = Member(MESSAGE_ID, "Your own id of the message.")
    medium = Member(choice(*Medium), "By what.")
    text = Member(text(MESSAGE_TEXT_MAX, example="New beans are here."), "What the member reads.")
    language = Member(choice(*LANGUAGES), "The language of the text.", default="en")


class MarketingListedOut(AnswerSchema):
    """A message that was sent; its text is not kept."""

    id = Member(MESSAGE_ID, "Your own id.")
    member = member_id()
    medium = Member(choice(*Medium), "By what.")
    why = Member(choice(*Why), "Why it may be sent.")
    consent = Member(NAME, "The consent it rests on.", required=False)
    sent_at = Member(INSTANT, "When.")
    sent_by = Member(NAME, "By whom: the label of the key.")
    outcome = Member(choice(*Outcome), "What became of it.", required=False)
    outcome_at = Member(INSTANT, "Since when.", required=False)
    stopped_at = Member(INSTANT, "When the member stopped marketing by its link.", required=False)


class MarketingOut(MarketingListedOut):
    """What is to be sent on now, and where to."""

    to = Member(NAME, "The address or number.")
    text = Member(NAME, "The text with the link that stops it.")
    stop = Member(NAME, "That link, behind the address of the service.")


class MarketingsOut(AnswerSchema):
    """The marketing a member was sent."""

    member = member_id()
    messages = Items(Part(MarketingListedOut), "Each, the oldest first.", fewest=0, most=MANY)


class MarketingReportIn(StrictSchema):
    """What became of a message."""

    id = Member(MESSAGE_ID, "Your own id of the message.")
    outcome = Member(choice(*Outcome), "What.")


class SignalIn(StrictSchema):
    """What a member's browser asks for."""

    signal = Member(choice("gpc"), "Global Privacy Control: the header `Sec-GPC: 1`.")


class SignalOut(AnswerSchema):
    """What came of it; the membership goes on."""

    member = member_id()
    sharing = Member(TRUTH, "Whether data may be sold or shared from now on.")
    ask = Member(TRUTH, "Whether to ask the member if they want to leave the programme as well.")
    question = Member(LABEL, "What to ask, by language; absent where nothing is asked.", required=False)
