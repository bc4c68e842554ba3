"""Bills of a history as a storefront would have asked: baskets with the facts that the programme declares.

Of a line it is known without a word whether its code names goods or a service, and of an order from
where it came: `line.category` and `order.market`, where no column says them otherwise.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from loyalty.decision.programme import Programme
from loyalty.history.bill import REMEMBERED, Bill, Content, Line, Text
from loyalty.history.stated import LINE, MEMBER, NOTHING, ORDER, Stated
from loyalty.language.facts import may_be_unknown
from loyalty.pricing.basket import Basket, BasketLine

HOME = "United Kingdom"
UNSPECIFIED = frozenset({"", "Unspecified"})
USUAL: Mapping[str, tuple[str, ...]] = {
    f"{LINE}category": ("goods", "service"),
    f"{ORDER}market": ("domestic", "abroad", "unknown"),
}
"""The facts that are known without a word, and what they can be."""

Facts = Mapping[str, str]


class BillBaskets:
    """Makes the baskets for one programme."""

    def __init__(self, programme: Programme, stated: Stated = NOTHING) -> None:
        """Look up which facts the programme declares: it would refuse to be told of others."""
        self._programme = programme
        self._minor = 10**programme.currency.exponent
        self._category, self._market = (usually_known(programme, name) for name in USUAL)
        declared = programme.shape.facts
        self._line = _named(stated.line, lambda name: name in declared, LINE)
        self._of_order = _named(stated.order, lambda name: name.startswith(ORDER) and name in declared, ORDER)
        members = {name: fact for name, fact in declared.items() if name.startswith(MEMBER)}
        kept = {name for name, fact in members.items() if may_be_unknown(name, fact)}
        # Nobody says in a history what a member agreed to.
        agreed = {name for name in kept if members[name].consent is not None}
        self._of_request = _named(stated.order, lambda name: name in members and name not in kept)
        self._of_record = _named(stated.order, lambda name: name in kept and name not in agreed)
        self._prices: dict[Fraction, Fraction] = {}
        self._lines: dict[tuple[bool, tuple[Text, ...]], Facts] = {}
        self._orders: dict[tuple[str, tuple[Text, ...]], tuple[Facts, Facts]] = {}

    def basket(self, bill: Bill, offered: int = 0) -> Basket:
        """Give the basket of a sale, of which ``offered`` points are to be spent."""
        order, facts = self.order(bill)
        return Basket(tuple(map(self.line, bill.lines)), order, facts, points_offered=offered)

    def order(self, bill: Bill) -> tuple[Facts, Facts]:
        """Give what the basket of a sale says of the order, and what it may say of the member."""
        key = (bill.country, bill.facts)
        found = self._orders.get(key)
        if found is None:
            usual = {"market": _market(bill.country)} if self._market else {}
            if len(self._orders) > REMEMBERED:
                self._orders.clear()
            order = {**usual, **_told(self._of_order, bill.facts)}
            found = self._orders[key] = order, _told(self._of_request, bill.facts)
        return found

    def record(self, bill: Bill) -> Facts:
        """Give what a sale says of the member that no request may say: it is of the member's record."""
        return _told(self._of_record, bill.facts)

    def line(self, line: Line) -> BasketLine:
        """Give a line of the basket of a sale."""
        price = self._prices.get(line.price)
        if price is None:
            price = self._prices[line.price] = line.price * self._minor
        return BasketLine(line.id, line.article, line.quantity, price, self._facts_of(line.content))

    def at(self, bill: Bill) -> datetime:
        """Give the UTC instant of a bill of which a line counts."""
        assert bill.at is not None  # noqa: S101  a line has its time
        return bill.at.replace(tzinfo=self._programme.zone).astimezone(UTC)

    def _facts_of(self, what: Content) -> Facts:
        key = (what.is_service, what.facts)
        found = self._lines.get(key)
        if found is None:
            usual = {"category": "service" if what.is_service else "goods"} if self._category else {}
            if len(self._lines) > REMEMBERED:
                self._lines.clear()
            found = self._lines[key] = {**usual, **_told(self._line, what.facts)}
        return found


def usually_known(programme: Programme, name: str) -> bool:
    """Give whether a fact is known without a word, in words that the programme declares."""
    fact = programme.shape.facts.get(name)
    return fact is not None and name in USUAL and (not fact.of or set(USUAL[name]) <= set(fact.of))


def _named(
    stated: tuple[str, ...], wanted: Callable[[str], bool], without: str = ""
) -> tuple[tuple[int, str], ...]:
    """Give the place of each fact that is wanted, with its name as a basket has it."""
    return tuple((place, name.removeprefix(without)) for place, name in enumerate(stated) if wanted(name))


def _told(named: tuple[tuple[int, str], ...], texts: tuple[Text, ...]) -> Facts:
    if not named or not texts:
        return {}
    return {name: text for place, name in named if (text := texts[place]) is not None}


def _market(country: str) -> str:
    if country in UNSPECIFIED:
        return "unknown"
    return "domestic" if country == HOME else "abroad"
