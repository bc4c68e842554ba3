"""A price that is compared with another one: what somebody wants to announce, and what is wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period
from loyalty.price_history.row import Priced, PriceRow

GAP: Final = "PRICE_HISTORY_GAP"
PRIOR: Final = "PRIOR_PRICE_WRONG"
PERCENT: Final = "PERCENT_BASE_WRONG"
COMPARED: Final = "COMPARED_PRICE_TOO_HIGH"


@dataclass(frozen=True, slots=True)
class Claim:
    """A reduction that begins on a day of the programme's zone.

    ``now`` is the price it comes to, ``was`` the one struck through and ``percent`` the reduction in per
    cent; one of the last two is stated at least. Prices are in major units.
    """

    of: Priced
    day: date
    zone: ZoneInfo
    now: Fraction
    was: Fraction | None = None
    percent: Fraction | None = None

    @property
    def base(self) -> Fraction | None:
        """Give the price it is compared with: the one struck through, else the least that bears the per cent.

        None where neither is stated, or all of the price is taken off.
        """
        if self.was is not None or self.percent is None or self.percent >= 100:  # noqa: PLR2004 - per cent
            return self.was
        return self.now * 100 / (100 - self.percent)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the constraint of the catalogue, its code, what the history says, what to do."""

    constraint: str
    code: str
    message: str
    help: str


class Sort(StrEnum):
    """What a price to compare with is, which is how it has to be called beside the reduction."""

    LOWEST = "lowest"
    LOWEST_DEAL = "lowest_deal"
    LAST_DEAL = "last_deal"
    PAST = "past"
    REGULAR = "regular"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Reference:
    """The price a reduction may be compared with, the row that decided, and the time that was looked at."""

    price: Fraction
    row: PriceRow
    window: Period
    sort: Sort

    def percent(self, now: Fraction) -> int:
        """Give the reduction to ``now`` in whole per cent, rounded down; nothing or less is none."""
        return 0 if self.price <= 0 else (self.price - now) * 100 // self.price


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one market says to a claim.

    ``doubts`` are what the law of the market leaves open, for a person to look at; ``shares`` are named
    shares in per cent that were looked at. ``binds`` is whether the market's rule about earlier prices is
    about this audience; without such a rule it is False, too.
    """

    market: str
    reference: Reference | None
    faults: tuple[Fault, ...] = ()
    shares: tuple[tuple[str, Fraction], ...] = ()
    binds: bool = True
    doubts: tuple[Fault, ...] = ()
