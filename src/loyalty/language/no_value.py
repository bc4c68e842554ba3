"""Refusals of the arithmetic itself: a table without a matching row, a value past its limit."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal

NO_TAX_RATE = "no-tax-rate"
SAID = {
    NO_TAX_RATE: "No row of the tax table is for this case; look at the facts named under its `by`",
    "no-exchange-rate": "The programme's exchange rates have none of this currency for this day; add a row",
    "no-value-yet": "A value of the programme begins only on a later day",
}
"""What each missing value means."""


class NoValue(Refusal):
    """A table has no row for this case, so there is no number to work with."""

    code: ClassVar[str] = "no-value"
    title: ClassVar[str] = "The programme has no value for this case"

    def __init__(self, reason: str, asked_by: tuple[str, ...] = ()) -> None:
        """Keep which value is missing, for example ``no-tax-rate``, and by which facts it was sought."""
        said = SAID.get(reason, "The programme states no value for this case")
        if asked_by:
            said += f": {', '.join(f'`{name}`' for name in asked_by)}"
        super().__init__(f"{said} ({reason}).", reason=reason, pointer="")
        self.reason = reason


class OutOfBounds(Refusal):
    """A value is larger than the programme's ``numbers.limits`` allow."""

    code: ClassVar[str] = "out-of-bounds"
    title: ClassVar[str] = "A value is beyond the programme's limits"

    def __init__(self, name: str, most: int, said: str = "") -> None:
        """Keep the name of the value and the largest one allowed (minor units for money), as it is said."""
        super().__init__(
            f"`{name}` is beyond the programme's limit of {said or most}.", name=name, limit=most
        )
        self.name, self.most = name, most
