"""What both versions come to on a part of a history, by member; parts add up to the whole."""

from dataclasses import dataclass, field

from loyalty.backtest.member import Losers, Row
from loyalty.backtest.tally import Tally


@dataclass(slots=True)
class Part:
    """What both versions came to on a part of a history; parts of the same versions add up."""

    old: Tally
    new: Tally
    losers: Losers
    rows: list[Row] = field(default_factory=list)

    def add(self, other: "Part") -> None:
        """Take in another part."""
        self.old.add(other.old)
        self.new.add(other.new)
        self.rows += other.rows
        for row, case in other.losers.kept:
            self.losers.offer(row, case)
