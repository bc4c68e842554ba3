"""Refusals of the arithmetic itself: a table without a matching row, a value past its limit."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal

SAID = {
    "no-tax-rate": "No row of the tax table is for this case; look at the facts named under its `by`",
    "no-exchange-rate": "The programme's exchange rates have none of this currency for this day; add a row",
    "no-value-yet": "A value of the programme begins only on a later day",
}
"""What each missing value means."""


class NoValue(Refusal):
    """A table has no row for this case, so there is no number to work with."""

    code: ClassVar[str] = "no-value"
    title: ClassVar[str] = "The programme has no value for this case"

    def __init__(self, reason: str) -> None:
        """Keep which value is missing, for example ``no-tax-rate``."""
        said = SAID.get(reason, "The programme states no value for this case")
        super().__init__(f"{said} ({reason}).", reason=reason)


class OutOfBounds(Refusal):
    """A value is larger than the programme's ``numbers.limits`` allow."""

    code: ClassVar[str] = "out-of-bounds"
    title: ClassVar[str] = "A value is beyond the programme's limits"

    def __init__(self, name: str, most: int) -> None:
        """Keep the name of the value and the largest one allowed (minor units for money)."""
        super().__init__(f"`{name}` is beyond the programme's limit of {most}.", name=name, limit=most)
