"""What people and keys did that changes who may do what."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, choice, integer, query_integer, text
from api.schemas.common import LABEL, NAME, PAGE_MAX, PAGE_USUAL, plain
from loyalty.deeds.deed import What
from loyalty.deeds.label import Place

BY = text(80, example="desk-anna")
NUMBER_MAX = 10**12
SAYS = plain(
    {
        "type": "object",
        "additionalProperties": {
            "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "maxItems": 100}]
        },
    }
)


class DeedsAsk(StrictSchema):
    """Which deeds."""

    by = Member(BY, "Only what was done by this name, label or id of a key.", required=False)
    what = Member(choice(*What), "Only this.", required=False)
    day = Member(DAY, "Only what was done on this day of UTC.", required=False)
    after = Member(query_integer(0, NUMBER_MAX), "Only deeds with numbers above this.", default=0)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)


class ErasedOut(AnswerSchema):
    """Which names and labels of a deed were erased since their time was over; the deed itself stays."""

    places = Items(Member(choice(*Place), ""), "Where in the deed they stood.", fewest=1, most=2)
    says = Member(LABEL, "What is to be said of it, by language.")


class DeedOut(AnswerSchema):
    """What somebody did; never a secret, an address or a member."""

    number = Member(integer(1, NUMBER_MAX), "They are counted from 1, over all programmes.")
    at = Member(INSTANT, "When.")
    what = Member(choice(*What), "What was done.")
    by = Member(NAME, "Who: the label of the API key, or a name; `(erased)` where `erased` names it.")
    key = Member(NAME, "The id of the API key, where it came by one.", required=False)
    on = Member(NAME, "To what: the id of a key, a token or an endpoint, or what was exported.")
    programme = Member(NAME, "Whose it is; absent where it is of all programmes.", required=False)
    erased = Part(ErasedOut, "What was erased of it; absent where nothing was.", required=False)
    says = Member(SAYS, "What else is told: of a key `label`, `role`, `kind` and `scopes`.")


class DeedsOut(AnswerSchema):
    """A stretch of deeds, in their order."""

    deeds = Items(Part(DeedOut), "The deeds.", fewest=0, most=PAGE_MAX)
    next = Member(
        integer(1, NUMBER_MAX), "The `after` of the next stretch; absent at the end.", required=False
    )
