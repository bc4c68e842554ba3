"""Which earlier sale a cancellation undoes: the latest ones first that have something left."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from loyalty.history.bill import Bill, Content, Line
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
        for line, content in sale.lines:
            mine.setdefault(_key(content), []).append(Kept(sale.number, line, content.quantity))

    def take(self, buyer: str | None, line: Line) -> tuple[Share, ...] | Outcome:
        """Take what comes back off the latest sales, all of it, or take nothing and give the reason."""
        kept = self._lines[buyer].get(_key(line.content), []) if buyer is not None else []
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


BringBack = Callable[[str, list[Share]], str | None]
"""Books the return of shares of one order; gives the code of the refusal where it was refused."""


def match(sold: Sold, cancellation: Bill, bring_back: BringBack, count: Callable[..., None]) -> None:
    """Bring back what each line of a cancellation names, with one return for every order it comes from.

    ``count`` is told the outcome of every row, how many, and the code of a refusal, by position.
    """
    taken: dict[str, tuple[Share, ...]] = {}
    for line in cancellation.lines:
        found = sold.take(cancellation.buyer, line)
        if isinstance(found, Outcome):
            count(found)
        else:
            taken[line.id] = found
    by_order: dict[str, list[Share]] = defaultdict(list)
    for share in (share for shares in taken.values() for share in shares):
        by_order[share.kept.order_id].append(share)
    refused: dict[str, str] = {}
    for order_id, shares in by_order.items():
        code = bring_back(order_id, shares)
        if code is not None:
            give_back(shares)
            refused[order_id] = code
    for shares_of_line in taken.values():
        codes = (refused[s.kept.order_id] for s in shares_of_line if s.kept.order_id in refused)
        code = next(codes, None)
        count(Outcome.RETURNED if code is None else Outcome.REFUSED, 1, code or "")


def quantities(shares: Iterable[Share]) -> dict[str, Fraction]:
    """Give the quantity that comes back of each line of one order, by the line's id."""
    lines: dict[str, Fraction] = defaultdict(Fraction)
    for share in shares:
        lines[share.kept.line_id] += share.quantity
    return dict(lines)


def give_back(shares: Iterable[Share]) -> None:
    """Undo what `Sold.take` took, where the return was refused."""
    for share in shares:
        share.kept.left += share.quantity


def _key(content: Content) -> _Key:
    return content.article, content.price if content.is_service else None


def _reason(buyer: str | None, line: Line, *, has_some: bool) -> Outcome:
    if line.is_service:
        return Outcome.SERVICE_CREDIT
    if buyer is None:
        return Outcome.CANCELLED_BY_NOBODY
    return Outcome.MORE_THAN_SOLD if has_some else Outcome.NO_EARLIER_SALE
