"""A part of a period's bill: one charge, and what reductions have left of it."""

from dataclasses import dataclass

from loyalty.language.tree import Node


@dataclass(slots=True)
class Part:
    """One charge of a period: whole minor units over the period, 0 while it is not due.

    ``sum`` is the name of the sum it belongs to: price, seats, add_ons, usage or fees.
    ``charged`` is the charge before any reduction, ``left`` what the reductions so far leave.
    """

    name: str
    sum: str
    charged: Node
    left: Node
    taxed_as: str | None = None

    @classmethod
    def of(cls, name: str, sum_: str, charged: Node, taxed_as: str | None = None) -> "Part":
        """Give a part of which nothing has been taken yet."""
        return cls(name, sum_, charged, charged, taxed_as)
