"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class UnknownBreach(Refusal):
    """No breach of this id."""

    code: ClassVar[str] = "unknown-breach"
    title: ClassVar[str] = "There is no such breach"


class BreachStepEarly(Refusal):
    """A step of a breach before what has to come first, or without its reason; facts: step."""

    code: ClassVar[str] = "breach-step-early"
    title: ClassVar[str] = "This step of the breach cannot be taken yet"


class BreachNoticeLate(Refusal):
    """An authority is told after its time; the reason for the delay has to be said (GDPR Art. 33(1))."""

    code: ClassVar[str] = "breach-notice-late"
    title: ClassVar[str] = "The time to tell the authority is over; say why it is late"


class UnknownTable(Refusal):
    """A table that the register of personal fields does not have; facts: table."""

    code: ClassVar[str] = "unknown-table"
    title: ClassVar[str] = "The register has no such table"


class DrillDiffers(Refusal):
    """The id was used for another drill."""

    code: ClassVar[str] = "drill-differs"
    title: ClassVar[str] = "This id was used for another drill"
