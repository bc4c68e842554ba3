"""The protocol of a charge model: terms and a quantity in, the slices of an exact amount out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar

from loyalty.language import tree
from loyalty.language.dated import Dated
from loyalty.language.tree import Kind, Node

T_contra = TypeVar("T_contra", contravariant=True)

MoneyNode = Callable[[Dated[Fraction], Kind], Node]
"""Lowers an amount of the terms, which may change with the day: `Kind.MONEY` gives minor
units, `Kind.PRICE` minor units for one unit of quantity, `Kind.NUMBER` a plain share."""

Counted = Callable[[str], Node]
"""Gives what is to be priced by its name, `rows.QUANTITY` or one of a model's own; never negative."""


class What(StrEnum):
    """What a slice is: a range of the quantity, or what a word of the terms adds or takes away."""

    BAND = "band"
    FREE = "free"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    PROTECTION = "protection"
    DISCOUNT = "discount"
    COMMITMENT = "commitment"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Blocks:
    """How the flat amount of a slice came about: ``count`` blocks of ``size`` units at ``price``.

    Without a size it is events that are counted.
    """

    count: Node
    size: Fraction | None
    price: Node


@dataclass(frozen=True, slots=True)
class SliceNodes:
    """One part of a charge: ``amount`` is ``quantity`` times ``unit`` plus ``flat``, in exact minor units.

    It covers quantities above ``from_`` up to and with ``up_to`` (None: no end). The slices'
    quantities add up to the quantity charged, their amounts to the whole charge.
    """

    from_: Fraction
    up_to: Fraction | None
    quantity: Node
    unit: Node
    flat: Node
    amount: Node
    what: What = What.BAND
    blocks: Blocks | None = None


class ChargeModel(Protocol[T_contra]):
    """What a module under ``charge_models`` offers."""

    def lower(self, terms: T_contra, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
        """Give the slices of the charge; every quantity has a static denominator and is never negative."""


NO_MONEY = tree.const(Kind.MONEY, 0)
NO_PRICE = tree.const(Kind.PRICE, 0)
NO_QUANTITY = tree.const(Kind.QUANTITY, 0)


def slice_of(  # noqa: PLR0913 - a slice's parts
    from_: Fraction,
    up_to: Fraction | None,
    *,
    quantity: Node,
    unit: Node,
    flat: Node,
    what: What = What.BAND,
    blocks: Blocks | None = None,
) -> SliceNodes:
    """Give a slice with its amount; a part that is nothing leaves no trace in the tree."""
    parts = [tree.mul(quantity, unit)] if unit != NO_PRICE and quantity != NO_QUANTITY else []
    if flat != NO_MONEY or not parts:
        parts.append(flat)
    return SliceNodes(from_, up_to, quantity, unit, flat, tree.add(*parts), what, blocks)
