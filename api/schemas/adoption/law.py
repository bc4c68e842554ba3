"""What law and good practice ask, and what the law of each market sets."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import choice
from api.schemas.common import AS_IT_IS, LABEL, NAME
from loyalty.language.texts.jurisdictions import PARENTS, UNIVERSAL

CODE = choice(UNIVERSAL, *PARENTS)
MANY = 1000
FEW = 100


class ConstraintsAsk(StrictSchema):
    """Of which market."""

    market = Member(CODE, "Only those that bind in this market.", required=False)


class CatalogueRowOut(AnswerSchema):
    """A constraint of law or good practice, and how it is checked here."""

    constraint = Member(NAME, "Its id.")
    profiles = Items(Member(NAME, "A profile."), "The profiles it is part of.", fewest=1, most=FEW)
    says = Member(LABEL, "What must hold, by language.")
    sources = Items(Member(NAME, "A source."), "Where it is from.", fewest=1, most=FEW)
    stages = Items(Member(NAME, "A stage."), "When it is looked at.", fewest=1, most=FEW)
    codes = Items(Member(NAME, "A code."), "The codes of what breaks it.", fewest=0, most=FEW)
    checks = Items(Member(NAME, "A module."), "The code that checks it.", fewest=0, most=FEW)
    tests = Items(Member(NAME, "A file."), "The tests that fail without it.", fewest=0, most=FEW)
    evidence = Member(NAME, "How strong the check is: PROVED, TESTED, MEASURED, DECLARED, NOT CHECKED.")


class CatalogueOut(AnswerSchema):
    """The catalogue."""

    constraints = Items(Part(CatalogueRowOut), "Each, chapter by chapter.", fewest=0, most=MANY)


class ProfileRowOut(AnswerSchema):
    """A market whose law is known."""

    profile = Member(CODE, "Its code.")
    version = Member(NAME, "The version of what is known.")
    name = Member(LABEL, "What it is called, by language.")


class ProfilesOut(AnswerSchema):
    """Every market whose law is known."""

    profiles = Items(Part(ProfileRowOut), "Each.", fewest=1, most=FEW)


class ProfileOut(ProfileRowOut):
    """What the law of a market sets: values with status, days and source."""

    parameters = Member(
        AS_IT_IS,
        "By parameter a list of values, each with `status`, `valid_from`, `valid_to`, `source`, whether it "
        "was `seen` or is from `memory`, and when it was checked by whom.",
    )
