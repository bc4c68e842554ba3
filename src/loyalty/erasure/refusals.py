"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class ExportIncomplete(Refusal):
    """An export has not as many rows of a table as the register counts; facts: table, needed, available."""

    code: ClassVar[str] = "export-incomplete"
    title: ClassVar[str] = "The export lacks rows that are kept of the member"


class ExportUnfit(Refusal):
    """What is to be taken in is not an export as this release writes it; facts: table where it is of one."""

    code: ClassVar[str] = "export-unfit"
    title: ClassVar[str] = "This is not an export of a member that can be taken in"


class UnknownErasure(Refusal):
    """Nobody asked for this member to be erased."""

    code: ClassVar[str] = "unknown-erasure"
    title: ClassVar[str] = "Nobody asked for this member to be erased"


class ErasureAsked(Refusal):
    """The member asked to be erased: nothing is agreed to, widened or merged any more."""

    code: ClassVar[str] = "erasure-asked"
    title: ClassVar[str] = "The member asked to be erased"


class ErasureWaits(Refusal):
    """Something of the member has to end first; facts: what, such as a subscription or stored value."""

    code: ClassVar[str] = "erasure-waits"
    title: ClassVar[str] = "Something of the member has to end before the account can be closed"


class ErasureIncomplete(Refusal):
    """A former value was found after erasing; facts: where, never which."""

    code: ClassVar[str] = "erasure-incomplete"
    title: ClassVar[str] = "Something of the member would be left; nothing has been erased"


class UnknownLegalHold(Refusal):
    """No legal hold of this case on this member."""

    code: ClassVar[str] = "unknown-legal-hold"
    title: ClassVar[str] = "There is no such legal hold"
