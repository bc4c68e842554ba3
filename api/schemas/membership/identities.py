"""By what a member is known besides the id."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, choice, our_id_text, text
from api.schemas.common import NAME, member_id, programme_name
from loyalty.members.identity import LONGEST, IdentityKind, Shown

IDENTITY_ID = our_id_text("idn")
IDENTITIES_MAX = 10_000
LINK_EXAMPLE = {"identity": {"kind": "email", "value": "ada@example.org"}}
UNLINK_EXAMPLE = {"identity": "idn_01b6esf8g0000"}
FIND_EXAMPLE = {"programme": "corner-coffee", **LINK_EXAMPLE}


class IdentityIn(StrictSchema):
    """Something that was shown. Only a keyed hash of it is kept."""

    kind = Member(choice(*IdentityKind), "What it is.")
    value = Member(
        text(LONGEST, example="ada@example.org"),
        "The text. E-mail addresses are compared in lower case, phone numbers by their digits with the "
        "country (E.164), cards without blanks and hyphens; a partner's id is `partner:id`.",
    )


class LinkIn(StrictSchema):
    """By what a member is to be known."""

    identity = Part(IdentityIn, "What was shown.")


class UnlinkIn(StrictSchema):
    """What a member is to be known by no longer."""

    identity = Member(IDENTITY_ID, "Its id.")


class FindIn(StrictSchema):
    """Whom to find."""

    programme = programme_name()
    identity = Part(IdentityIn, "What was shown.")


class FoundOut(AnswerSchema):
    """Who is known by it."""

    member = member_id()
    programme = programme_name()


class IdentityOut(AnswerSchema):
    """Something a member is or was known by, without saying what it is."""

    identity = Member(IDENTITY_ID, "Its id.")
    member = member_id()
    kind = Member(choice(*IdentityKind), "What it is.")
    linked_at = Member(INSTANT, "Since when.")
    linked_by = Member(NAME, "Who linked it: the label of the API key.")
    unlinked_at = Member(INSTANT, "Until when; absent where it is linked.", required=False)
    unlinked_by = Member(NAME, "Who unlinked it.", required=False)


class IdentitiesOut(AnswerSchema):
    """All that a member is or was known by."""

    member = member_id()
    identities = Items(Part(IdentityOut), "Each, the oldest first.", fewest=0, most=IDENTITIES_MAX)


def shown_of(identity: Mapping[str, Any]) -> Shown:
    """Give what was shown as the engine takes it."""
    return Shown(IdentityKind(identity["kind"]), identity["value"])
