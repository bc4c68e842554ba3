"""One thing members would lose, with the code a reviewer knows it by; one of which a balance buys less."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from loyalty.comparison.losing.sayings import Said
from loyalty.comparison.losing.worth import Worth

Unit = Literal["money", "pieces", "points"]
"""What a balance buys: steps of money, pieces of a reward, points of another wallet."""

EXPIRY = "RETROACTIVE_EXPIRY"
"""Points that are there would end sooner than they would have."""
LOSS = "RETROACTIVE_LOSS"
"""Something else that was earned, bought or promised would be less."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost; ``where`` is the rule, wallet, tier or plan."""

    code: str
    where: str
    said: Said

    @property
    def what(self) -> str:
        """Give what is lost as an English sentence without its full stop."""
        return self.said.text()


@dataclass(frozen=True, slots=True)
class Less:
    """Something some balance buys less of, from a day on; ``balance`` is the smallest that does.

    ``balance`` is None where every one does, or where it cannot be said, which ``open`` tells.
    ``worth`` is what a balance buys before and now, where that is a number: of ``unit``.
    """

    where: str
    said: Said
    since: date
    balance: int | None = None
    open: bool = False
    worth: tuple[Worth, Worth] | None = None
    unit: Unit = "money"

    @property
    def what(self) -> str:
        """Give what is less as an English sentence without its full stop."""
        return self.said.text()
