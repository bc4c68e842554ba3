"""Two versions beside each other: totals, who wins and who loses, groups, and whether it all adds up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from loyalty.backtest.member import Row, Worth
from loyalty.backtest.tally import Tally
from loyalty.decision.explain import Document

NOBODY = ""
NO_GROUP = ""
STEPS = (Fraction(1), Fraction(10), Fraction(100))
"""Between which amounts, in major units, gains are counted together; as many below nothing."""


class Unit(StrEnum):
    """What a number counts."""

    MONEY = "money"
    POINTS = "points"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Pair:
    """A number under both versions; money in minor units."""

    name: str
    unit: Unit
    old: Fraction
    new: Fraction

    @property
    def difference(self) -> Fraction:
        """Give the new number less the old one."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Group:
    """Members of one kind and what the new version is for them: sums of differences, new less old.

    ``paid`` is money that stayed paid, ``earned`` points less what was taken back, ``open`` points
    there at the end, ``gain`` what they are better off by, in minor units.
    """

    name: str
    members: int
    better: int
    worse: int
    paid: int
    earned: int
    open: int
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many members gain from ``above`` on and less than ``below`` (minor units, None: no border).

    Those who gain nothing have a stretch of their own, of which both borders are 0.
    """

    above: Fraction | None
    below: Fraction | None
    members: int


@dataclass(frozen=True, slots=True)
class Loser:
    """One who loses, and the order that shows it as both versions explain it; None: no order does."""

    row: Row
    gain: Fraction
    number: str = ""
    old: Document | None = None
    new: Document | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """A sum of the differences of all who bought, beside the difference of the totals booked apart."""

    name: str
    unit: Unit
    of_members: int
    of_totals: int

    @property
    def holds(self) -> bool:
        """Whether both are one."""
        return self.of_members == self.of_totals


@dataclass(frozen=True, slots=True)
class About:
    """What was set beside what: digests, the last instant of the history, what a point is worth."""

    programme: str
    old: str
    new: str
    currency: str
    exponent: int
    timezone: str
    until: datetime
    worth: Worth
    redeem: bool = False


@dataclass(frozen=True, slots=True)
class Backtest:
    """All of it. ``moves`` counts members by the tier they end with under either version.

    ``not_told`` says by table how many groups are missing, of too few members or for the sake of such.
    """

    about: About
    totals: tuple[Pair, ...]
    members: Group
    nobody: Group
    tiers: tuple[Group, ...]
    moves: tuple[tuple[str, str, int], ...]
    rfm: tuple[Group, ...]
    segments: tuple[Group, ...]
    stretches: tuple[Stretch, ...]
    months: tuple[Pair, ...]
    losers: tuple[Loser, ...]
    left_out: tuple[tuple[str, str, int, int], ...]
    balances: tuple[Balance, ...]
    not_told: Mapping[str, int]

    @property
    def adds_up(self) -> bool:
        """Whether every sum of differences is the difference of the totals."""
        return all(balance.holds for balance in self.balances)


def totals_of(old: Tally, new: Tally, worth: Worth) -> tuple[Pair, ...]:
    """Give every total under both versions."""
    asked = (
        (Unit.COUNT, ("members", "orders_of_members", "orders_of_nobody", "orders_refused")),
        (Unit.COUNT, ("returns", "returns_refused")),
        (Unit.MONEY, ("sold", "discounts", "paid", "refunded", "revenue")),
        (Unit.POINTS, ("issued", "taken_back", "spent", "lapsed", "open", "pending", "owed")),
        (Unit.COUNT, ("risen", "fallen")),
    )
    pairs = [
        Pair(name, unit, Fraction(getattr(old, name)), Fraction(getattr(new, name)))
        for unit, names in asked
        for name in names
    ]
    liability = Pair("liability", Unit.MONEY, worth.old * old.open, worth.new * new.open)
    return (*pairs, liability)


def grouped(
    rows: Sequence[Row], names: Iterable[str], of: Callable[[Row], Iterable[str]], worth: Worth
) -> tuple[Group, ...]:
    """Give the groups of ``names``; a member is in every group that ``of`` names."""
    found: dict[str, list[Row]] = {name: [] for name in names}
    for row in rows:
        for name in of(row):
            found.setdefault(name, []).append(row)
    return tuple(group_of(name, members, worth) for name, members in found.items())


def group_of(name: str, rows: Sequence[Row], worth: Worth) -> Group:
    """Give what a group comes to."""
    gains = [row.gain(worth) for row in rows]
    return Group(
        name=name,
        members=len(rows),
        better=sum(gain > 0 for gain in gains),
        worse=sum(gain < 0 for gain in gains),
        paid=sum(row.new.paid - row.old.paid for row in rows),
        earned=sum(row.new.earned - row.old.earned for row in rows),
        open=sum(row.new.open - row.old.open for row in rows),
        gain=sum(gains, Fraction(0)),
    )


def stretches_of(rows: Sequence[Row], worth: Worth, minor: int) -> tuple[Stretch, ...]:
    """Give how many members gain how much, from the most that is lost to the most that is won.

    ``minor`` is how many minor units make a major one.
    """
    edges = [step * minor for step in STEPS]
    borders = [None, *(-edge for edge in reversed(edges)), Fraction(0)]
    gains = [row.gain(worth) for row in rows]
    below = [
        Stretch(low, high, sum((low is None or gain >= low) and gain < high for gain in gains))
        for low, high in pairwise(borders)
        if high is not None
    ]
    upper = [Fraction(0), *edges, None]
    above = [
        Stretch(low, high, sum(_between(gain, low, high) for gain in gains)) for low, high in pairwise(upper)
    ]
    return (*below, Stretch(Fraction(0), Fraction(0), sum(not gain for gain in gains)), *above)


def _between(gain: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return gain > 0 and (low is None or gain >= low) and (high is None or gain < high)


def balances_of(rows: Sequence[Row], old: Tally, new: Tally) -> tuple[Balance, ...]:
    """Give the sums of differences over everybody beside the differences of the totals.

    The one come from what each member has at the end, the other were added up order by order
    and posting by posting.
    """
    asked = (
        ("revenue", Unit.MONEY, "paid", "revenue"),
        ("earned", Unit.POINTS, "earned", "earned"),
        ("lapsed", Unit.POINTS, "lapsed", "lapsed"),
        ("open", Unit.POINTS, "open", "open"),
    )
    return tuple(
        Balance(
            name,
            unit,
            sum(getattr(row.new, side) - getattr(row.old, side) for row in rows),
            getattr(new, total) - getattr(old, total),
        )
        for name, unit, side, total in asked
    )


def months_of(old: Tally, new: Tally) -> tuple[Pair, ...]:
    """Give the points issued in each month, as they were issued before anything came back."""
    names = sorted(old.issued_in.keys() | new.issued_in.keys())
    return tuple(
        Pair(name, Unit.POINTS, Fraction(old.issued_in[name]), Fraction(new.issued_in[name]))
        for name in names
    )


def moves_of(rows: Sequence[Row]) -> tuple[tuple[str, str, int], ...]:
    """Give how many members end in which tier under either version, those first who end in another."""
    counted = Counter((row.old.tier, row.new.tier) for row in rows)
    ordered = sorted(counted.items(), key=lambda found: (found[0][0] == found[0][1], -found[1], found[0]))
    return tuple((old, new, members) for (old, new), members in ordered)


def left_out_of(old: Tally, new: Tally) -> tuple[tuple[str, str, int, int], ...]:
    """Give what rows of the file came to under either version: outcome, code of a refusal, two counts."""
    keys = dict.fromkeys((*old.rows, *new.rows))
    return tuple((outcome, code, old.rows[outcome, code], new.rows[outcome, code]) for outcome, code in keys)
