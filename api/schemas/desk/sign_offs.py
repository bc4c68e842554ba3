"""Sign-offs: who held what to be right or wrong."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, choice, query_integer, text
from api.schemas.common import DIGEST, NAME, PAGE_MAX, PAGE_USUAL, plain
from api.schemas.desk.ids import document_id
from loyalty.desk.sign_off import Judgement
from loyalty.privacy.free_text import NOTE_MAX

NOTE = text(NOTE_MAX, example="compared with the published tariff of November")
SUBJECT = text(160, example="exp_01b6esf8g0000")
VERSION = text(64, example="3f2a91c04b77")
COUNT = plain({"type": "integer", "minimum": 1})
SIGN_EXAMPLE = {"judgement": "right", "note": "compared with the published tariff of November"}
COMPARISON_EXAMPLE = {"old": "3f2a91c04b77", "new": "494e593eb0b8", **SIGN_EXAMPLE}


class SignOffIn(StrictSchema):
    """What the reviewer holds."""

    judgement = Member(choice(*Judgement), "Whether it is right or wrong.")
    note = Member(NOTE, "Why; kept for ever, so name no person.", required=False)


class ComparisonSignOffIn(SignOffIn):
    """What the reviewer holds of what changes between two versions."""

    old = Member(VERSION, "The digest of the one version, or its first 12 digits.")
    new = Member(VERSION, "The digest of the other version, or its first 12 digits.")


class SubjectOut(AnswerSchema):
    """What was signed off."""

    explanation = Member(document_id(), "The document.", required=False)
    old = Member(DIGEST, "The digest of the one version.", required=False)
    new = Member(DIGEST, "The digest of the other version.", required=False)
    sha256 = Member(DIGEST, "The SHA-256 of the canonical form (RFC 8785) of what was looked at.")


class SignOffOut(AnswerSchema):
    """A sign-off as it was signed, but for members that are null."""

    form = Member(NAME, "The version of this record.")
    programme = Member(NAME, "The programme.")
    number = Member(COUNT, "Its number in the programme, from 1.")
    of = Part(SubjectOut, "What was signed off.")
    judgement = Member(choice(*Judgement), "What was held.")
    note = Member(NAME, "Why.", required=False)
    by = Member(NAME, "Who.")
    key = Member(NAME, "The API key they came by.", required=False)
    at = Member(INSTANT, "When.")
    before = Member(DIGEST, "The SHA-256 of the sign-off before it; of the first, zeros.")
    key_id = Member(NAME, "The published key that signed it.")
    signature = Member(NAME, "The Ed25519 signature (RFC 8032).")


class SignOffsAsk(StrictSchema):
    """Which sign-offs."""

    subject = Member(SUBJECT, "A document's id, or two digests as `OLD..NEW`.", required=False)
    after = Member(query_integer(0, 10**9), "Only those with numbers above this.", default=0)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)


class SignOffsOut(AnswerSchema):
    """Sign-offs in their order."""

    sign_offs = Items(Part(SignOffOut), "Each of them.", fewest=0, most=PAGE_MAX)
    next = Member(COUNT, "Pass it as `after` to go on; absent at the end.", required=False)
