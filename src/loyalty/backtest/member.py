"""What one member had of each version, as it is kept until the versions are compared: a few numbers."""

from dataclasses import dataclass, field
from fractions import Fraction

from loyalty.decision.situation import Situation

MOST_LOSERS = 10


@dataclass(frozen=True, slots=True)
class Side:
    """What a member had of one version: money that stayed paid (minor units), and points.

    ``earned`` is less what returns took back, ``lapsed`` what ended unspent, ``open`` what is there at the
    end, less what is owed.
    """

    paid: int = 0
    earned: int = 0
    lapsed: int = 0
    open: int = 0
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An order as both versions decided it, with its number in the history."""

    number: str
    old: Situation
    new: Situation


@dataclass(frozen=True, slots=True)
class Row:
    """A member of the history by the buyer's number, with both sides.

    ``segments`` are those of the old version at the end; ``last_day`` (an ordinal), ``orders`` and ``money``
    are what the groups by recency and frequency are made of, by the old version too. ``who`` is empty
    for all who bought without being known.
    """

    who: str
    old: Side
    new: Side
    segments: tuple[str, ...] = ()
    last_day: int = 0
    orders: int = 0
    money: int = 0

    def gain(self, worth: "Worth") -> Fraction:
        """Give what the new version is better for the member by, in minor units; below zero: worse."""
        return (self.old.paid - self.new.paid) + worth.new * self.new.open - worth.old * self.old.open


@dataclass(frozen=True, slots=True)
class Worth:
    """What a point buys under each version, in minor units; 0 where points pay for nothing."""

    old: Fraction
    new: Fraction


@dataclass(slots=True)
class Losers:
    """Those who lose most, each with the order that shows it; only so many are kept."""

    worth: Worth
    kept: list[tuple[Row, Case | None]] = field(default_factory=list)

    def offer(self, row: Row, case: Case | None) -> None:
        """Keep a member where they are among those who lose most; of equals the lower number goes first."""
        if row.gain(self.worth) >= 0:
            return
        self.kept.append((row, case))
        self.kept.sort(key=self._turn)
        del self.kept[MOST_LOSERS:]

    def _turn(self, found: tuple[Row, Case | None]) -> tuple[Fraction, int, str]:
        row = found[0]
        return row.gain(self.worth), len(row.who), row.who
