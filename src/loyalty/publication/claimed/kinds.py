"""What can be claimed: each claim of a text has a kind, its words, and mostly a number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What is claimed."""

    PRAISE = "praise"
    FREE = "free"
    MONTHS_FREE = "so many months free"
    SAVING = "saving"
    SHARE_OFF = "share off"
    MONEY_OFF = "money off"
    WORTH = "worth"
    EARLIER = "an earlier price"
    TIMES = "times the points"
    POINTS = "so many points"
    LASTING = "that points never end"
    BARE = "a share alone"
    FROM = "from an amount on"
    BEGINS = "a price that goods begin at"
    TAX_FREE = "that no tax is charged"
    DEAL = "that there is a deal"
    SET = "units besides those bought, for an amount"
    BACK = "a share that comes back"
    MULTIPLE = "times another discount"
    INCLUDED = "that a fee is in the price"
    BEARER = "the amount that a voucher is of"
    NUMBER_OFF = "a number off, of money or per cent"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a text: ``number`` is a share, an amount or a factor, ``most`` where it says up to.

    ``besides`` is another number that the same digits can mean.
    """

    kind: Kind
    words: str
    number: Fraction = Fraction(0)
    most: bool = False
    besides: tuple[Fraction, ...] = ()

    def meanings(self) -> Iterator["Claim"]:
        """Give the claim with each of the numbers that its digits can mean."""
        return (replace(self, number=number) for number in (self.number, *self.besides))
