"""Refusals of the arithmetic itself: a table without a matching row, a value past its limit."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class NoValue(Refusal):
    """A table has no row for this case, so there is no number to work with."""

    code: ClassVar[str] = "no-value"
    title: ClassVar[str] = "The programme has no value for this case"

    def __init__(self, reason: str) -> None:
        """Keep which value is missing, for example ``no-tax-rate``."""
        super().__init__(f"The programme states no value for this case ({reason}).", reason=reason)


class OutOfBounds(Refusal):
    """A value is larger than the programme's ``numbers.limits`` allow."""

    code: ClassVar[str] = "out-of-bounds"
    title: ClassVar[str] = "A value is beyond the programme's limits"

    def __init__(self, name: str, most: int) -> None:
        """Keep the name of the value and the largest one allowed (minor units for money)."""
        super().__init__(f"`{name}` is beyond the programme's limit of {most}.", name=name, limit=most)
