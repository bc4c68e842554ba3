"""Where members are reached."""

from api.fields import AnswerSchema, Items, Member, StrictSchema
from api.reading.forms import choice, text
from api.schemas.common import NAME as PLAIN
from api.schemas.common import member_id
from loyalty.vault.contact import ADDRESS_MAX, FIELDS, NAME_MAX, Channel

CONTACT_EXAMPLE = {"channel": "email", "address": "ada@example.org"}
_CHANNEL = Member(choice(*Channel), "By what the member is reached: one of them, no more is kept.")
_ADDRESS = Member(
    text(ADDRESS_MAX, example="ada@example.org"), "The address, or the number with its country (E.164)."
)


class ContactIn(StrictSchema):
    """Where a member is reached from now on; what was kept before is forgotten."""

    channel = _CHANNEL
    address = _ADDRESS
    name = Member(text(NAME_MAX, example="Ada"), "How to call the member, if they say so.", required=False)


class ContactOut(AnswerSchema):
    """Where a member is reached; nothing but the member where nothing is kept."""

    member = member_id()
    channel = Member(choice(*Channel), "By what the member is reached.", required=False)
    address = Member(PLAIN, "The address, or the number.", required=False)
    name = Member(PLAIN, "How to call the member.", required=False)


class ContactKeptOut(AnswerSchema):
    """Which fields are kept, without what is in them."""

    member = member_id()
    kept = Items(Member(choice(*sorted(FIELDS)), "A field."), "What is kept.", fewest=0, most=len(FIELDS))
