"""What one version comes to on a history, or on a part of it: whole numbers that can be added up."""

from collections import Counter
from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class Tally:
    """Money is in minor units, points are whole points; `add` takes in the tally of another part.

    ``sold`` is the price of all orders before points, ``discounts`` what was taken off it less
    what came back, ``paid`` what was left to pay in money, ``refunded`` what went back of that.
    Points issued = taken back + spent + lapsed + open, as in the book; ``pending`` and ``owed``
    are parts of what is open. The months are of the orders, ``2011-03``, for members only.
    """

    members: int = 0
    orders_of_members: int = 0
    orders_of_nobody: int = 0
    orders_refused: int = 0
    returns: int = 0
    returns_refused: int = 0
    sold: int = 0
    discounts: int = 0
    paid: int = 0
    refunded: int = 0
    issued: int = 0
    taken_back: int = 0
    spent: int = 0
    lapsed: int = 0
    pending: int = 0
    owed: int = 0
    open: int = 0
    risen: int = 0
    fallen: int = 0
    tiers: Counter[str] = field(default_factory=Counter)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    issued_in: Counter[str] = field(default_factory=Counter)
    paid_in: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Take in what another part of the history came to."""
        for each in fields(self):
            mine, more = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, Counter):
                mine.update(more)
            else:
                setattr(self, each.name, mine + more)

    @property
    def revenue(self) -> int:
        """Give the money that was paid and did not go back."""
        return self.paid - self.refunded

    @property
    def earned(self) -> int:
        """Give the points that were issued and not taken back."""
        return self.issued - self.taken_back
