"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class UnknownCase(Refusal):
    """No case of this id in the programme."""

    code: ClassVar[str] = "unknown-case"
    title: ClassVar[str] = "There is no such case"


class CaseDiffers(Refusal):
    """The id was used for another case."""

    code: ClassVar[str] = "case-differs"
    title: ClassVar[str] = "This id was used for another case"


class CaseUnfit(Refusal):
    """What a case is about does not go with its topic; facts: topic."""

    code: ClassVar[str] = "case-unfit"
    title: ClassVar[str] = "The case does not say what it is about"


class CaseStepEarly(Refusal):
    """A step of a case before what has to come first, or without what it has to say; facts: step."""

    code: ClassVar[str] = "case-step-early"
    title: ClassVar[str] = "This step of the case cannot be taken yet"


class NoHumanRoute(Refusal):
    """Nobody else looks at it: a case is answered by a person who did not make what it is about (PP-07)."""

    code: ClassVar[str] = "no-human-route"
    title: ClassVar[str] = "A case is answered by a person who did not make what it is about"


class RemedyScopeMissing(Refusal):
    """A wrong rule was not repaired for everybody it hit (OP-03); facts: open, how many are left."""

    code: ClassVar[str] = "remedy-scope-missing"
    title: ClassVar[str] = "A wrong rule is repaired for everybody it hit before the case is closed"
