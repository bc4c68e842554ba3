"""Sales that are handed in, as rows of a history: what they state is found and held to what versions read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from itertools import islice
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.history.bill import Row, sells
from loyalty.history.stated import LINE, ORDER, Stated
from loyalty.language.facts import is_derived
from loyalty.language.findings import did_you_mean
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.histories.columns import COUNTRY
from loyalty.use_cases.histories.facts_read import FactsRead

MISFITS_MAX: Final = 100
"""How many misfits are told at once."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A row of a bill: ``price`` of one in major units, ``at`` an instant, ``buyer`` a pseudonym or None.

    A bill whose number begins with ``C`` brings back what earlier ones sold, in quantities below 0.
    ``facts`` are by full name, of the line, the order and the member.
    """

    bill: str
    article: str
    quantity: Fraction
    price: Fraction
    at: datetime
    buyer: str | None = None
    country: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def whose(self) -> tuple[str, str | None, str | None]:
        """Give what the rows of one bill have in common."""
        return self.bill, self.buyer, self.country

    @property
    def counts(self) -> bool:
        """Whether the row is a line of an order."""
        return sells(self.bill) and self.quantity > 0 and self.price > 0


def rows_of(sales: Sequence[Sold], versions: Sequence[Programme]) -> tuple[list[Row], Stated]:
    """Give the rows, with their times as clocks show them in the programme's zone, and the facts in them.

    Facts that a version declares and none reads go nowhere. Raises RequestMisfit with what no version
    understands, as far as it is told at once.
    """
    read = FactsRead(versions)
    wrong = tuple(islice(_misfits(sales, versions, read), MISFITS_MAX))
    if wrong:
        raise RequestMisfit(wrong)
    told = {name for sold in sales for name in _told(sold, read)}
    names = [name for name in read.names if name in told]
    stated = Stated(
        tuple(name for name in names if name.startswith(LINE)),
        tuple(name for name in names if not name.startswith(LINE)),
    )
    zone = versions[0].zone
    rows: list[Row] = []
    for sold in sales:
        facts = _told(sold, read)
        at = sold.at.astimezone(zone).replace(tzinfo=None)
        quantity, price = decimal_text(sold.quantity), decimal_text(sold.price)
        texts = tuple(facts.get(name) for name in (*stated.line, *stated.order))
        rows.append((sold.bill, sold.article, None, quantity, at, price, sold.buyer, sold.country, *texts))
    return rows, stated


def _told(sold: Sold, read: FactsRead) -> Mapping[str, str]:
    """Give the facts of a row; without its own the member's country is that of the row."""
    if sold.country is None or COUNTRY not in read.names:
        return sold.facts
    return {COUNTRY: sold.country, **sold.facts}


def _misfits(sales: Sequence[Sold], versions: Sequence[Programme], read: FactsRead) -> Iterator[Misfit]:
    known = {
        name
        for programme in versions
        for name, fact in programme.shape.facts.items()
        if not is_derived(name, fact)
    }
    bills: dict[tuple[str, str | None, str | None], dict[str, tuple[int, str]]] = {}
    found: dict[tuple[str, str], Misfit | None] = {}
    for place, sold in enumerate(sales):
        for name in sold.facts:
            if name not in known:
                hint = did_you_mean(name, [each for each in known if _space(each) == _space(name)])
                message = f"neither version declares a fact `{name}`"
                yield Misfit(_pointer(place, name), "unknown-fact", message, hint)
        of_bill = bills.setdefault(sold.whose, {})
        told = _told(sold, read)
        for name in read.names:
            text = told.get(name)
            if text is None:
                continue
            if (name, text) not in found:
                found[name, text] = read.misfit(name, text)
            misfit = found[name, text]
            if misfit is not None:
                said = name in sold.facts
                yield replace(misfit, pointer=_pointer(place, name) if said else f"/sales/{place}/country")
            elif not name.startswith(LINE) and sells(sold.bill):
                first, before = of_bill.setdefault(name, (place, text))
                if before != text:
                    message = f"row {first} of the same bill says something else of it"
                    yield Misfit(_pointer(place, name), "fact-invalid", message)
    yield from _missing(sales, read, bills)


def _missing(
    sales: Sequence[Sold],
    read: FactsRead,
    bills: Mapping[tuple[str, str | None, str | None], Mapping[str, object]],
) -> Iterator[Misfit]:
    """Give what rows do not state that no version can do without; of a fact of orders one row states it."""
    needed = {name: misfit for name in read.names if (misfit := read.misfit(name, None)) is not None}
    lacking = {name: misfit for name in read.names if (misfit := read.lacking(name)) is not None}
    told = {name for sold in sales for name in _told(sold, read)}
    for place, sold in enumerate(sales):
        if not sold.counts:
            continue
        for name in read.names:
            misfit = needed.get(name) or (lacking.get(name) if name not in told else None)
            there = name in sold.facts if name.startswith(LINE) else name in bills[sold.whose]
            if misfit is not None and not there:
                yield Misfit(_pointer(place, name), misfit.code, misfit.message, misfit.hint)


def _space(name: str) -> str:
    return name.partition(".")[0]


def _pointer(place: int, name: str) -> str:
    """Give where a row states a fact, as a quote states it."""
    name = name.replace("~", "~0").replace("/", "~1")
    if name.startswith(LINE):
        return f"/sales/{place}/{name.removeprefix(LINE)}"
    if name.startswith(ORDER):
        return f"/sales/{place}/order/{name.removeprefix(ORDER)}"
    return f"/sales/{place}/facts/{name}"
