"""Links by which members come to their own pages."""

from api.fields import AnswerSchema, Member
from api.reading.forms import INSTANT
from api.schemas.common import NAME, member_id


class PageLinkOut(AnswerSchema):
    """A link; it opens once."""

    member = member_id()
    address = Member(NAME, "The address, behind scheme and host of this service.")
    until = Member(INSTANT, "Until when it can be opened.")
