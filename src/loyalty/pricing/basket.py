"""What is to be bought, as a storefront says it: exact quantities and prices, facts as texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One position: ``unit_price`` in minor units, possibly finer; ``facts`` without ``line.``."""

    id: str
    sku: str
    quantity: Fraction
    unit_price: Fraction
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines and what the storefront knows: ``order`` without ``order.``, ``facts`` by full name.

    ``currency`` is the code the storefront means; empty: the programme's own. ``vouchers`` are
    the codes shown, as the member wrote them; ``value_offered`` is stored value in minor units,
    ``gift_cards`` are the codes of the cards that pay, in their order. ``market`` is where it is
    sold, one of the programme's jurisdictions; empty: any of them.
    """

    lines: tuple[BasketLine, ...]
    order: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    points_offered: int = 0
    currency: str = ""
    vouchers: tuple[str, ...] = ()
    value_offered: int = 0
    gift_cards: tuple[str, ...] = ()
    market: str = ""
