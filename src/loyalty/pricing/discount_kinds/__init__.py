"""Kinds of discount, each a lowering: what a rule takes off each line, and never a price of its own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from loyalty.pricing.discount_kinds import (
    amount,
    bundle,
    buy_get,
    fixed_price,
    percent,
    quantities,
)
from loyalty.pricing.discount_kinds.offer import Offer, Offered

KINDS: Final[Mapping[str, Callable[[Offered], Offer]]] = MappingProxyType(
    {
        "percent": percent.lower,
        "amount": amount.lower,
        "price": fixed_price.lower,
        "buy_get": buy_get.lower,
        "bundle": bundle.lower,
        "quantities": quantities.lower,
    }
)
"""The lowering of each kind of what is taken off lines."""
