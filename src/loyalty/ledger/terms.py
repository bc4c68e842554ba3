"""By which terms a wallet's points are spent and owed, as its programme states them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import Lot

Turn = tuple[bool, int, bool, datetime | None, int]
"""What lots are sorted by into the order of spending."""


class SpendOrder(StrEnum):
    """Which lots are spent first."""

    EARLIEST_EXPIRY = "earliest_expiry"
    OLDEST = "oldest"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one wallet.

    ``first`` lists by `SpendOrder.PRIORITY` where points came from, in the order of spending;
    points of the same origin, and those of none that is listed, follow by their end.
    ``owe_at_most`` is the most a member may come to owe by points taken back, None: any.
    ``extend_to`` is the end that earning or spending now gives to every lot that ends sooner,
    None where lots keep their end. ``revive_until`` is the end that points get which come back
    to a lot that has ended, None where they lapse. ``drawn`` are lots that came for this very
    spending and go first. ``told``: members are promised to be told before points lapse.
    """

    spend: SpendOrder = SpendOrder.EARLIEST_EXPIRY
    first: tuple[str, ...] = ()
    owe_at_most: int | None = None
    extend_to: datetime | None = None
    revive_until: datetime | None = None
    drawn: frozenset[EntryId] = frozenset()
    told: bool = False

    def turn(self) -> Callable[[Lot], Turn]:
        """Give the key that sorts lots into the order of spending."""
        if self.spend is SpendOrder.OLDEST:
            return lambda lot: (lot.lot_id not in self.drawn, 0, False, None, lot.lot_id)
        places = {origin: place for place, origin in enumerate(self.first)}
        last = len(places)
        by_priority = self.spend is SpendOrder.PRIORITY

        def key(lot: Lot) -> Turn:
            place = places.get(origin_of(lot), last) if by_priority else 0
            return lot.lot_id not in self.drawn, place, lot.expires_at is None, lot.expires_at, lot.lot_id

        return key


USUAL = Terms()
"""What holds where a programme says nothing else."""


def origin_of(lot: Lot) -> str:
    """Give where a lot's points came from: what stands before the colon of its reference."""
    return lot.external_ref.partition(":")[0]
