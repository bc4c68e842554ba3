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
