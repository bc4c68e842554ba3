"""Consents: asked, answered, withdrawn; and the notice that is shown before."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, text
from api.schemas.common import DIGEST, EXPLANATION, GIVEN_DIGEST, NAME, member_id, programme_name
from loyalty.privacy.consent import ConsentState, Way
from loyalty.privacy.purpose import Purpose
from loyalty.use_cases.privacy.record_consent import RecordConsent
from loyalty.wording.languages import LANGUAGES

FIELDS_MAX = 100
SENTENCE = text(10_000, example="Points end 24 months later.")
RECORDS_MAX = 10_000
_RECIPIENT = "Whom data may be handed over to: a recipient the programme declares."
CONSENT_ID = caller_id(example="ada-offers-1")
CONSENT_EXAMPLE = {
    "id": "ada-offers-1",
    "purpose": "personal_offers",
    "answer": "given",
    "notice": "0f" * 32,
    "way": "form",
    "jurisdiction": "DE",
}
WITHDRAW_EXAMPLE = {"purpose": "personal_offers", "way": "form"}


class ConsentIn(StrictSchema):
    """What a member answered when asked for one purpose."""

    id = Member(CONSENT_ID, "Your own id of the record.")
    purpose = Member(choice(*Purpose), "What was asked for.")
    answer = Member(choice("given", "refused"), "What the member said.")
    notice = Member(GIVEN_DIGEST, "The `sha256` of the notice that was shown.")
    way = Member(choice(*Way), "How it was asked.")
    jurisdiction = Member(caller_id(example="DE"), "Whose law holds, such as DE, US-CA or CN.")
    facts = Items(
        Member(text(64, example="member.offers"), "A fact."),
        "The facts it covers; without them all that need this purpose.",
        fewest=0,
        most=FIELDS_MAX,
    )
    proof = Member(caller_id(example="form-4711"), "Where the proof is kept.", required=False)
    until = Member(INSTANT, "When it ends by itself.", required=False)
    guardian = member_id(required=False)
    receipt = Member(EXPLANATION, "The document the member was given of it.", required=False)
    recipient = Member(caller_id(example="ad-house"), _RECIPIENT, required=False)


class WithdrawIn(StrictSchema):
    """What a member agrees to no longer."""

    purpose = Member(choice(*Purpose), "For what.")
    way = Member(choice(*Way), "How the member said so.")


class NoticeCitedOut(AnswerSchema):
    """The notice that was shown."""

    notice = Member(NAME, "Which notice.")
    version = Member(NAME, "Its version.")
    sha256 = Member(DIGEST, "The SHA-256 of its sentences, a line each.")
    language = Member(choice(*LANGUAGES), "The language it was shown in.")


class ConsentOut(AnswerSchema):
    """A consent as it stands."""

    id = Member(CONSENT_ID, "Your own id of the record.")
    member = member_id()
    purpose = Member(choice(*Purpose), "What was asked for.")
    state = Member(choice(*ConsentState), "How it stands.")
    facts = Items(Member(NAME, "A fact."), "The facts it covers.", fewest=0, most=FIELDS_MAX)
    notice = Part(NoticeCitedOut, "What was shown.")
    decided_at = Member(INSTANT, "When the member answered.")
    way = Member(choice(*Way), "How it was asked.")
    proof = Member(NAME, "Where the proof is kept.", required=False)
    until = Member(INSTANT, "When it ends by itself.", required=False)
    jurisdiction = Member(NAME, "Whose law holds.")
    guardian = member_id(required=False)
    receipt = Member(EXPLANATION, "The document the member was given of it.", required=False)
    recipient = Member(NAME, _RECIPIENT, required=False)
    recorded_by = Member(NAME, "Who recorded it: the label of the API key.")
    withdrawn_at = Member(INSTANT, "When it was withdrawn.", required=False)
    way_back = Member(choice(*Way), "How the member said so.", required=False)
    withdrawn_by = Member(NAME, "Who told that it was withdrawn.", required=False)


class ConsentsOut(AnswerSchema):
    """Every consent a member was asked for."""

    member = member_id()
    consents = Items(Part(ConsentOut), "Each, the oldest first.", fewest=0, most=RECORDS_MAX)


class WithdrawnOut(AnswerSchema):
    """What is not agreed to any more."""

    member = member_id()
    purpose = Member(choice(*Purpose), "For what.")
    forgotten = Items(
        Member(NAME, "A fact."), "Facts that were told for it and are gone.", fewest=0, most=FIELDS_MAX
    )


class CollectionNoticeAsk(StrictSchema):
    """In which language."""

    language = Member(choice(*LANGUAGES), "The language.", default=LANGUAGES[0])


class CollectionNoticeOut(AnswerSchema):
    """What whoever gives data is told before."""

    programme = programme_name()
    notice = Member(NAME, "Which notice.")
    version = Member(NAME, "Its version.")
    sha256 = Member(DIGEST, "By which it is cited: the SHA-256 of its sentences, a line each.")
    language = Member(choice(*LANGUAGES), "Its language.")
    text = Items(Member(NAME, "A sentence."), "Its sentences.", fewest=1, most=1000)


class TermsSectionOut(AnswerSchema):
    """A heading of the terms with what stands below it."""

    title = Member(NAME, "The heading.")
    sentences = Items(Member(SENTENCE, "A sentence."), "Sentences, one for each rule.", fewest=1, most=1000)


class TermsSheetOut(AnswerSchema):
    """The terms of a programme, made from its rules."""

    programme = programme_name()
    digest = Member(DIGEST, "The version they are of.")
    language = Member(choice(*LANGUAGES), "Their language.")
    sections = Items(Part(TermsSectionOut), "Heading by heading.", fewest=1, most=20)


def consent_asked(body: Mapping[str, Any], member: Any, source: str) -> RecordConsent:  # noqa: ANN401  a member's id
    """Give the command of a body."""
    return RecordConsent(
        member=member,
        record_id=body["id"],
        purpose=Purpose(body["purpose"]),
        given=body["answer"] == "given",
        notice=body["notice"],
        way=Way(body["way"]),
        jurisdiction=body["jurisdiction"],
        source=source,
        facts=tuple(body["facts"]),
        proof=body.get("proof"),
        until=body.get("until"),
        guardian=body.get("guardian"),
        receipt=body.get("receipt"),
        recipient=body.get("recipient"),
    )
