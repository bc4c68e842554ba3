"""Bills of a history as a storefront would have asked: baskets with the facts that the programme declares."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction

from loyalty.decision.programme import Programme
from loyalty.history.bill import Bill, Line
from loyalty.pricing.basket import Basket, BasketLine

HOME = "United Kingdom"
UNSPECIFIED = frozenset({"", "Unspecified"})


class BillBaskets:
    """Makes the baskets for one programme."""

    def __init__(self, programme: Programme) -> None:
        """Look up which facts the programme declares: it would refuse to be told of others."""
        self._programme = programme
        self._minor = 10**programme.currency.exponent
        self._facts_of = {
            service: self._declared("line", {"category": "service" if service else "goods"})
            for service in (False, True)
        }
        self._prices: dict[Fraction, Fraction] = {}
        self._orders: dict[str, Mapping[str, str]] = {}

    def basket(self, bill: Bill, offered: int = 0) -> Basket:
        """Give the basket of a sale, of which ``offered`` points are to be spent."""
        return Basket(tuple(map(self.line, bill.lines)), self.order(bill), points_offered=offered)

    def order(self, bill: Bill) -> Mapping[str, str]:
        """Give what the basket of a sale says besides its lines."""
        market = _market(bill.country)
        if market not in self._orders:
            self._orders[market] = self._declared("order", {"market": market})
        return self._orders[market]

    def line(self, line: Line) -> BasketLine:
        """Give a line of the basket of a sale."""
        price = self._prices.get(line.price)
        if price is None:
            price = self._prices[line.price] = line.price * self._minor
        return BasketLine(line.id, line.article, line.quantity, price, self._facts_of[line.is_service])

    def at(self, bill: Bill) -> datetime:
        """Give the UTC instant of a bill of which a line counts."""
        assert bill.at is not None  # noqa: S101  a line has its time
        return bill.at.replace(tzinfo=self._programme.zone).astimezone(UTC)

    def _declared(self, space: str, facts: Mapping[str, str]) -> Mapping[str, str]:
        declared = self._programme.shape.facts
        return {name: text for name, text in facts.items() if f"{space}.{name}" in declared}


def _market(country: str) -> str:
    if country in UNSPECIFIED:
        return "unknown"
    return "domestic" if country == HOME else "abroad"
