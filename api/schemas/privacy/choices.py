"""What members choose about the use of their data."""

from api.fields import AnswerSchema, Member, StrictSchema
from api.reading.forms import TRUTH, choice
from api.schemas.common import member_id
from loyalty.privacy.choice import AgeBand

CHOICES_EXAMPLE = {"personalise": False}
AGE_EXAMPLE = {"age": "teen", "guardian": "mem_01b6esf8g0000"}
_PERSONALISE = "Whether prices may rest on what is known of the member."
_PROFILING = "Whether personal facts are read and the member is put in segments; false is an objection."
_MARKETING = "Whether marketing may be sent at all; false is an objection, whatever was agreed to."
_SHARING = "Whether data may be sold or shared with others as far as was agreed to."
_RESTRICTED = "Whether the use of personal data is restricted to keeping it."


class ChoicesIn(StrictSchema):
    """What is to be as the member says; what is not named stays as it is."""

    personalise = Member(TRUTH, _PERSONALISE, required=False)
    profiling = Member(TRUTH, _PROFILING, required=False)
    direct_marketing = Member(TRUTH, _MARKETING, required=False)
    sharing = Member(TRUTH, _SHARING, required=False)
    restricted = Member(TRUTH, _RESTRICTED, required=False)


class AgeIn(StrictSchema):
    """Whether a member is grown up. A date of birth is not taken."""

    age = Member(choice(*AgeBand), "How old, as far as that matters.")
    guardian = member_id(required=False)
    corrects = Member(
        TRUTH, "What was said before was a mistake, and this is how it was all the time.", required=False
    )


class ChoicesOut(AnswerSchema):
    """How a member's choices stand."""

    member = member_id()
    personalise = Member(TRUTH, _PERSONALISE)
    profiling = Member(TRUTH, _PROFILING)
    direct_marketing = Member(TRUTH, _MARKETING)
    sharing = Member(TRUTH, _SHARING)
    restricted = Member(TRUTH, _RESTRICTED)
    age = Member(choice(*AgeBand), "How old; who never said is taken for grown up.")
    guardian = member_id(required=False)
