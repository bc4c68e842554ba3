"""A member's wallet as somebody would keep it on paper: lots in a list, and a line for whatever happens.

It knows nothing of postings, entries, chains or rows. A statement of the engine is held to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

Parts = dict[str, int]


@dataclass
class PlainLot:
    """Points that end together; ``vests`` is None once they can be spent, ``lapsed`` what is gone by time."""

    name: str
    points: int
    ends: datetime
    vests: datetime | None = None
    lapsed: int = 0


@dataclass
class PlainHold:
    """Points set aside until a time, by the lot they came from."""

    parts: Parts
    ends: datetime


@dataclass(frozen=True)
class PlainLine:
    """What happened, what it changed in all and lot by lot, and what there was then."""

    at: datetime
    kind: str
    change: int
    lots: Mapping[str, int]
    total: int


@dataclass
class PlainBook:
    """A wallet: its lots by name in the order they came, what is set aside, what is owed, every line."""

    lots: dict[str, PlainLot] = field(default_factory=dict)
    holds: dict[str, PlainHold] = field(default_factory=dict)
    owed: int = 0
    lines: list[PlainLine] = field(default_factory=list)

    @property
    def active(self) -> int:
        """Give what can be spent."""
        return sum(lot.points for lot in self.lots.values() if lot.vests is None)

    @property
    def pending(self) -> int:
        """Give what cannot be spent yet."""
        return sum(lot.points for lot in self.lots.values() if lot.vests is not None)

    @property
    def held(self) -> int:
        """Give what is set aside."""
        return sum(sum(hold.parts.values()) for hold in self.holds.values())

    def note(self, at: datetime, kind: str, change: int, lots: Mapping[str, int] | None = None) -> None:
        """Write a line."""
        moved = {name: points for name, points in (lots or {}).items() if points}
        total = (self.lines[-1].total if self.lines else 0) + change
        assert total == self.active + self.pending + self.held - self.owed
        self.lines.append(PlainLine(at, kind, change, moved, total))

    def until(self, at: datetime) -> None:
        """Let time pass: what vests, comes back from a hold or lapses by then, in that order."""
        while (due := min(self._dues(), default=None)) is not None and due <= at:
            self._vest(due)
            self._holds_end(due)
            self._lapse(due, due)

    def earn(self, at: datetime, lot: PlainLot, kind: str = "earn") -> None:
        """Take in a lot; what can be spent at once repays what is owed."""
        self.until(at)
        points, self.lots[lot.name] = lot.points, lot
        repaid = self._repay({lot.name: points} if lot.vests is None else {})
        self.note(at, kind, points, {lot.name: points - repaid.get(lot.name, 0)})

    def spend(self, at: datetime, points: int, kind: str = "burn") -> Parts:
        """Take points from the lots that end first, and give from which."""
        self.until(at)
        parts = self._take(points)
        self.note(at, kind, -points, negative(parts))
        return parts

    def set_aside(self, at: datetime, name: str, points: int, ends: datetime) -> None:
        """Set points aside, from the lots that end first."""
        self.until(at)
        parts = self._take(points)
        self.holds[name] = PlainHold(parts, ends)
        self.note(at, "hold", 0, negative(parts))

    def capture(self, at: datetime, name: str, points: int) -> None:
        """Take a part of what is set aside; the rest goes back to the lots that end last."""
        self.until(at)
        hold = self.holds.pop(name)
        rest = share(sum(hold.parts.values()) - points, reversed(self._in_order(hold.parts)))
        self._put(rest)
        repaid = self._repay(rest)
        self.note(at, "capture", -points, less(rest, repaid))

    def give_back(self, at: datetime, spent: Parts, points: int) -> None:
        """Put spent points back to where they came from, those that end last first; what has ended lapses."""
        self.until(at)
        parts = share(points, reversed(self._in_order(spent)))
        spent.update(less(spent, parts))
        self._put(parts)
        self.note(at, "restore", points, less(parts, self._repay(parts)))
        self._lapse(at, at)

    def take_back(self, at: datetime, name: str, points: int, kind: str = "clawback") -> None:
        """Take an award back: what lapsed of it costs nothing, then its own lot, then others, then owing."""
        self.until(at)
        award = self.lots[name]
        forgiven = min(points, award.lapsed)
        award.lapsed -= forgiven
        points -= forgiven
        own = min(points, award.points)
        award.points -= own
        others = self._take(min(points - own, self.active))
        self.owed += points - own - sum(others.values())
        self.note(at, kind, -points, negative({**others, name: own}))

    def give(self, at: datetime, other: "PlainBook", points: int) -> None:
        """Give points to another member, from the lots that end first."""
        self.until(at)
        there = {name: lot.points for name, lot in self.lots.items() if lot.vests is None}
        self.hand_over(at, other, share(points, self._in_order(there)), ("transfer", "receive"))

    def hand_over(self, at: datetime, other: "PlainBook", parts: Parts, kinds: tuple[str, str]) -> None:
        """Let parts of lots go to another member, each as a lot that keeps its end."""
        self.until(at)
        other.until(at)
        for name, part in parts.items():
            self.lots[name].points -= part
            self.note(at, kinds[0], -part, {name: -part})
            other.earn(at, PlainLot(f"{name} of {at}", part, self.lots[name].ends), kinds[1])

    def take_over(self, at: datetime, other: "PlainBook") -> None:
        """Become who ``other`` was, too: every lot with its end, what waits, what is set aside."""
        self.until(at)
        other.until(at)
        self.note(at, "merge", 0)
        aside = [hold.parts for hold in other.holds.values()]
        for name, lot in other.lots.items():
            points = lot.points + sum(parts.get(name, 0) for parts in aside)
            if points:
                self.lots[name] = PlainLot(name, points, lot.ends, lot.vests)
                self.note(at, "merge", points, {name: points})
        for key, hold in other.holds.items():
            self.holds[key] = hold
            for name, part in hold.parts.items():
                self.lots[name].points -= part
            self.note(at, "merge", 0, negative(hold.parts))

    def _dues(self) -> Iterator[datetime]:
        for lot in self.lots.values():
            if lot.points:
                yield lot.ends if lot.vests is None else lot.vests
        yield from (hold.ends for hold in self.holds.values())

    def _vest(self, due: datetime) -> None:
        parts = {}
        for name, lot in self.lots.items():
            if lot.vests == due and lot.points:
                lot.vests, parts[name] = None, lot.points
        if parts:
            self.note(due, "vest", 0, negative(self._repay(parts)))

    def _holds_end(self, due: datetime) -> None:
        for key in [key for key, hold in self.holds.items() if hold.ends == due]:
            parts = self.holds.pop(key).parts
            self._put(parts)
            self.note(due, "hold-lapse", 0, less(parts, self._repay(dict(self._in_order(parts)))))

    def _lapse(self, ended: datetime, at: datetime) -> None:
        parts = {}
        for name, lot in self.lots.items():
            if lot.vests is None and lot.ends <= ended and lot.points:
                parts[name] = lot.points
                lot.lapsed, lot.points = lot.lapsed + lot.points, 0
        if parts:
            self.note(at, "lapse", -sum(parts.values()), negative(parts))

    def _take(self, points: int) -> Parts:
        there = {name: lot.points for name, lot in self.lots.items() if lot.vests is None and lot.points}
        parts = share(points, self._in_order(there))
        for name, part in parts.items():
            self.lots[name].points -= part
        return parts

    def _put(self, parts: Parts) -> None:
        for name, part in parts.items():
            self.lots[name].points += part

    def _repay(self, parts: Parts) -> Parts:
        repaid = share(min(self.owed, sum(parts.values())), list(parts.items()))
        for name, part in repaid.items():
            self.lots[name].points -= part
        self.owed -= sum(repaid.values())
        return repaid

    def _in_order(self, parts: Parts) -> list[tuple[str, int]]:
        came = list(self.lots)
        return sorted(parts.items(), key=lambda part: (self.lots[part[0]].ends, came.index(part[0])))


def share(points: int, offers: Iterable[tuple[str, int]]) -> Parts:
    """Give ``points`` as parts of what is offered, each as far as it goes, in the order given."""
    parts: Parts = {}
    for name, offered in offers:
        parts[name] = min(points, offered)
        points -= parts[name]
    assert not points
    return {name: part for name, part in parts.items() if part}


def negative(parts: Mapping[str, int]) -> Parts:
    """Give the parts with their signs turned."""
    return {name: -part for name, part in parts.items()}


def less(parts: Mapping[str, int], others: Mapping[str, int]) -> Parts:
    """Give the parts without the others."""
    return {name: part - others.get(name, 0) for name, part in parts.items()}
