"""What members hold as a liability: a roll-forward of a wallet, and what of a sale belongs to the points.

Points that a sale gives are a right of their own (IFRS 15 B39-B43, ASC 606-10-55-41 to 45): the price is
shared over goods and points by what each costs alone, and the part of the points is a liability until
they are used or lapse. Points that will never be used (breakage, IFRS 15 B46) are taken as revenue with
the others, in the pattern in which those are used; a new estimate changes what is still to come, and never
how the price was shared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.ledger.entry import Account

Moved = Mapping[tuple[Account, Account], int]
"""Points that moved from one account to another."""
_HELD = frozenset({Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED})


@dataclass(frozen=True, slots=True)
class RollForward:
    """What members held at the start of a time, what became of it, and what they held at its end.

    ``closing`` is counted from all that ever moved, not from the flows: that they agree is a check.
    ``between`` is what went to other members less what came from others, over all members nothing.
    """

    opening: int
    issued: int
    used: int
    given_back: int
    lapsed: int
    revived: int
    clawed_back: int
    converted: int
    between: int
    closing: int

    @property
    def adds_up(self) -> bool:
        """Whether opening and flows come to closing."""
        gained = self.issued + self.given_back + self.revived + self.converted
        lost = self.used + self.lapsed + self.clawed_back + self.between
        return self.opening + gained - lost == self.closing


def held(moved: Moved) -> int:
    """Give what members hold after all that moved, less what they owe."""
    return sum(
        amount * ((destination in _HELD) - (source in _HELD))
        for (source, destination), amount in moved.items()
    )


def roll_forward(before: Moved, within: Moved, after: Moved) -> RollForward:
    """Give the roll-forward; ``before`` and ``after`` are all that moved until the start and the end."""

    def came(*others: Account) -> int:
        return sum(within.get((other, mine), 0) for other in others for mine in _HELD)

    def went(*others: Account) -> int:
        return sum(within.get((mine, other), 0) for other in others for mine in _HELD)

    return RollForward(
        opening=held(before),
        issued=came(Account.ISSUED),
        used=went(Account.REDEEMED),
        given_back=came(Account.REDEEMED),
        lapsed=went(Account.LAPSED),
        revived=came(Account.LAPSED),
        clawed_back=went(Account.ISSUED),
        converted=came(Account.CONVERSION) - went(Account.CONVERSION),
        between=went(Account.TRANSFER, Account.MERGE) - came(Account.TRANSFER, Account.MERGE),
        closing=held(after),
    )


@dataclass(frozen=True, slots=True)
class Breakage:
    """How much of lots whose time is over lapsed, as it was measured: ``lots`` of them, with their points."""

    lots: int
    issued: int
    lapsed: int

    @property
    def share(self) -> Fraction | None:
        """The part that lapsed, None where no lot has come to its end."""
        return Fraction(self.lapsed, self.issued) if self.issued else None

    def expected(self, points: int) -> int:
        """Give how many of so many points are expected to lapse, rounded down."""
        return round_fraction(points * (self.share or Fraction(0)), Rounding.DOWN)


@dataclass(frozen=True, slots=True)
class Dormant:
    """An account with something in it, and when its member last did anything with it."""

    member_id: MemberId
    unit: str
    there: int
    last: datetime


def allocated(price: int, alone: int, worth: Fraction) -> tuple[int, int]:
    """Give the parts of a price in minor units that belong to the goods and to the points.

    ``alone`` is what the goods cost alone, ``worth`` what the points do: their number times what one
    pays times the share that is expected to be used (IFRS 15 B42). The points' part is rounded half up,
    the goods have the rest, so that both come to the price.
    """
    if price < 0 or alone < 0 or worth < 0:
        message = f"a price of {price} cannot be shared over {alone} and {worth}"
        raise InvariantBroken(message)
    whole = alone + worth
    points = round_fraction(price * worth / whole, Rounding.HALF_UP) if whole else 0
    return price - points, points


def recognised(part: int, used: int, expected: int) -> int:
    """Give the revenue by now of the points' part of a price, in minor units, rounded half up.

    ``used`` of ``expected`` points that will ever be used have been; never more than the part.
    """
    if not expected:
        return part
    return min(part, round_fraction(Fraction(part * used, expected), Rounding.HALF_UP))
