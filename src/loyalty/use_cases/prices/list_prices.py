"""The rows of the price history, in order; and whether the chain of them is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.price_history.judging import said
from loyalty.price_history.row import FIRST, PriceRow, broken
from loyalty.use_cases.services import Services

MOST = 1000


@dataclass(frozen=True, slots=True)
class ListPrices:
    """Which rows: of an article, after a number, at most so many."""

    programme: str
    sku: str = ""
    after: int = 0
    most: int = 100


@dataclass(frozen=True, slots=True)
class Chain:
    """How many rows there are, the digest of the last one, and the numbers where the chain is broken."""

    rows: int
    digest: str
    broken: tuple[int, ...]


def list_prices(services: Services, command: ListPrices) -> Sequence[PriceRow]:
    """Give rows in order of their numbers. Raises UnknownProgramme."""
    with services.units.read() as unit:
        services.programmes.in_force(unit, command.programme, services.clock.now())
        return unit.prices.page(
            command.programme, after=command.after, most=min(command.most, MOST), sku=command.sku
        )


def verify_prices(services: Services, programme: str) -> Chain:
    """Give whether the rows are as they were written. Raises UnknownProgramme."""
    with services.units.read() as unit:
        services.programmes.in_force(unit, programme, services.clock.now())
        rows = list(unit.prices.every(programme))
    return Chain(len(rows), rows[-1].digest if rows else FIRST, tuple(broken(rows)))


def price_data(row: PriceRow) -> dict[str, Any]:
    """Give a row as plain data."""
    told = row.told
    return {
        "row": row.number,
        "sku": told.of.sku,
        "market": told.of.market,
        "channel": told.of.channel or None,
        "audience": str(told.of.audience),
        "from": instant_text(told.start),
        "to": None if told.end is None else instant_text(told.end),
        "price": None if told.price is None else said(told.price),
        "sold": None if told.sold is None else said(told.sold),
        "source": told.source,
        "corrects": told.corrects,
        "reason": told.reason or None,
        "recorded_at": instant_text(row.recorded_at),
        "digest": row.digest,
        "previous": row.previous,
    }
