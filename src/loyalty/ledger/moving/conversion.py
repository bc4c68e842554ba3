"""Points of one wallet made into points of another, by a rate, through ``X.conversion``.

The two accounts are of one member, or of a person who is a member of two programmes. Both
sides are booked in one transaction, or neither. The rate stands in the reason of both entries,
so that an audit can work the second out of the first.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Kind, LotTerms

_WRITTEN = re.compile(r"(\d+) for (\d+), ([a-z_]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many points of the other wallet (``get``) for so many of this one (``give``), rounded."""

    give: int
    get: int
    round: Rounding

    def of(self, points: int) -> int:
        """Give what ``points`` become, rounded once."""
        return round_fraction(Fraction(points * self.get, self.give), self.round)

    def text(self) -> str:
        """Give the rate as it is written into the reason of entries."""
        return f"{self.get} for {self.give}, {self.round}"


def reason_of(conversion: str, rate: Rate | None = None) -> str:
    """Give the reason of the entries of a conversion, or how it begins whatever the rate is."""
    return f"{conversion}: {rate.text() if rate is not None else ''}"


def rate_in(reason: str) -> Rate | None:
    """Give the rate that a reason states, None where it states none."""
    found = _WRITTEN.search(reason)
    if found is None or found[3] not in set(Rounding) or not int(found[2]):
        return None
    return Rate(int(found[2]), int(found[1]), Rounding(found[3]))


def plan_conversion(
    accounts: tuple[AccountState, AccountState],
    cause: Cause,
    amount: int,
    new: LotTerms,
    recordings: tuple[Recording, Recording],
) -> tuple[Booked, Booked]:
    """Give both bookings of turning ``amount`` points of one account into the lot ``new`` of the other.

    Lots are taken in the order of spending. The new points are new: they have the end that the
    other wallet gives to what comes in. Raises `InsufficientPoints`.
    """
    giver, receiver = (opened(state, of) for state, of in zip(accounts, recordings, strict=True))
    giver.need(amount)
    out = giver.draft(Kind.CONVERT, cause)
    out.spend(Account.CONVERSION, amount)
    out.book()
    into = receiver.draft(Kind.CONVERT, cause)
    into.open_lot(Account.CONVERSION, new)
    into.book()
    return closed(giver), closed(receiver)
