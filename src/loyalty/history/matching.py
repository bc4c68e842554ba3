"""Which earlier sale a cancellation undoes: the latest ones first that have something left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from loyalty.history.bill import Bill, Line
from loyalty.history.outcome import Outcome


@dataclass(slots=True)
class Kept:
    """A line that was sold, and how much of it the buyer still has."""

    order_id: str
    line_id: str
    left: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a sold line that comes back."""

    kept: Kept
    quantity: Fraction


# A code that names no article says nothing without its price: carriage of 40.00 is another than of 3.95.
_Key = tuple[str, Fraction | None]


class Sold:
    """What every buyer bought and still has. Nothing is remembered of sales to nobody."""

    def __init__(self) -> None:
        """Start before the first sale."""
        self._lines: dict[str, dict[_Key, list[Kept]]] = defaultdict(dict)

    def add(self, sale: Bill) -> None:
        """Remember a sale; sales come in order of time."""
        if sale.buyer is None:
            return
        mine = self._lines[sale.buyer]
        for line in sale.lines:
            mine.setdefault(_key(line), []).append(Kept(sale.number, line.id, line.quantity))

    def take(self, buyer: str | None, line: Line) -> tuple[Share, ...] | Outcome:
        """Take what comes back off the latest sales, all of it, or take nothing and give the reason."""
        kept = self._lines[buyer].get(_key(line), []) if buyer is not None else []
        left = sum(each.left for each in kept)
        if left < line.quantity:
            return _reason(buyer, line, has_some=left > 0)
        shares: list[Share] = []
        wanted = line.quantity
        for latest in reversed(kept):
            share = min(wanted, latest.left)
            if share:
                shares.append(Share(latest, share))
                latest.left -= share
                wanted -= share
        return tuple(shares)


def give_back(shares: Iterable[Share]) -> None:
    """Undo what `Sold.take` took, where the return was refused."""
    for share in shares:
        share.kept.left += share.quantity


def _key(line: Line) -> _Key:
    return line.article, line.price if line.is_service else None


def _reason(buyer: str | None, line: Line, *, has_some: bool) -> Outcome:
    if line.is_service:
        return Outcome.SERVICE_CREDIT
    if buyer is None:
        return Outcome.CANCELLED_BY_NOBODY
    return Outcome.MORE_THAN_SOLD if has_some else Outcome.NO_EARLIER_SALE
