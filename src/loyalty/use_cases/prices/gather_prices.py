"""Deals made of booked orders: at what each article was sold, day by day, never to whom."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import day_start
from loyalty.language.texts.jurisdictions import market_for
from loyalty.price_history.row import ORDERS, Audience, Priced, PriceRow, Told
from loyalty.pricing.line import Category
from loyalty.profiles.markets import law_on
from loyalty.publication.reductions.announced import not_borne_out
from loyalty.publication.reductions.from_prices import out_of_reach
from loyalty.publication.reductions.similar import priced_apart
from loyalty.use_cases.prices.audiences import COUNTED, audience_of
from loyalty.use_cases.services import Services, retrying

_ORDER: Final = (Audience.INDIVIDUAL, Audience.GROUP, Audience.MEMBERS)
"""The audiences from the narrowest on."""
Deal = tuple[Priced, Fraction, date]


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many rows a day gave, and how many lines were left out since nobody knows their market.

    ``unreached`` are the prices advertised as `from` that are out of reach by now, ``apart`` the articles
    that are the same and cost differently by whom they are marketed to, ``unborne`` the reductions that
    the history contradicts or leaves in doubt, each behind its code.
    """

    rows: int
    placeless: int
    unreached: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    unborne: tuple[str, ...] = ()


def gather_prices(services: Services, programme: str, day: date) -> Gathered:
    """Give what the orders recorded on a day of UTC add to the history; a day adds its rows once.

    Orders that were undone whole are no deals, and those of which nobody was told anything are left to
    an import. Raises UnknownProgramme.
    """
    return retrying(services, lambda: _gather(services, programme, day))


def _gather(services: Services, programme: str, day: date) -> Gathered:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    sold: defaultdict[Deal, Fraction] = defaultdict(Fraction)
    placeless = 0
    with services.units.read() as unit:
        in_force = services.programmes.in_force(unit, programme, services.clock.now())
        for at, explanation in unit.prices.sales(programme, start, start + timedelta(days=1)):
            row = unit.explanations.get(explanation)
            if row is None or row.document is None:
                continue
            document = json.loads(row.document.content)
            market = market_for(document["market"] or "", in_force.shape.jurisdictions)
            sold_by = services.programmes.by_digest(unit, document["programme"]["digest"])
            for of, price, pieces in _deals(document, market, sold_by):
                placeless += not market
                sold[of, price, local_day(in_force, at)] += pieces if market else 0
    return Gathered(_added(services, in_force, day, sold), placeless, *_looked_at(services, in_force))


def _looked_at(services: Services, programme: Programme) -> tuple[tuple[str, ...], ...]:
    """Give the prices advertised as `from` out of reach, what is the same at two prices, false reductions."""
    skus = {each.sku for each in programme.shape.from_prices}
    skus |= {each.sku for similar in programme.shape.similar for each in similar.products}
    skus |= {each.sku for each in programme.shape.reductions}
    if not skus:
        return ()
    day = local_day(programme, services.clock.now())
    law = law_on(day, programme.shape.jurisdictions)
    with services.units.read() as unit:
        history = tuple(unit.prices.of_skus(programme.name, skus))
    found = (out_of_reach(programme, law, history), priced_apart(programme, law, history))
    return tuple(map(tuple, (*found, not_borne_out(programme, day, history))))


def _added(services: Services, programme: Programme, day: date, sold: Mapping[Deal, Fraction]) -> int:
    now = services.clock.now()
    with services.units.write() as unit:
        there = unit.prices.of_skus(programme.name, {of.sku for of, _, _ in sold})
        known = {row.told.fingerprint for row in there}
        last, new = unit.prices.last(programme.name), list[PriceRow]()
        for told in _told(programme, day, sold):
            if told.fingerprint not in known:
                last = PriceRow.after(last, told, now)
                new.append(last)
        unit.prices.add(programme.name, new)
        unit.commit()
    return len(new)


def _told(programme: Programme, day: date, sold: Mapping[Deal, Fraction]) -> Iterator[Told]:
    for (of, price, on), pieces in sorted(sold.items(), key=lambda each: repr(each[0])):
        if pieces:
            at = day_start(on, programme.zone)
            yield Told(of, at, None, price, ORDERS, pieces, reason=f"recorded on {day}")


def _deals(
    document: dict[str, Any], market: str, programme: Programme
) -> Iterator[tuple[Priced, Fraction, Fraction]]:
    """Give of each article for whom it was, what one piece cost in major units, and how many were bought.

    The audience is that of the narrowest of its discounts, so all of them make the price.
    """
    lines: Sequence[dict[str, Any]] = [line for line in document["lines"] if not line["inside"]]
    for base in (line for line in lines if line["category"] == Category.BASE and line["order_line"]):
        mine = [line for line in lines if line["order_line"] == base["order_line"]]
        lower = {audience_of(line, document["facts"], programme) for line in mine}
        audience = next((each for each in _ORDER if each in lower), Audience.PUBLIC)
        money = sum(line["amount"] for line in mine if line["category"] in COUNTED[Audience.INDIVIDUAL])
        pieces = Fraction(base["quantity"])
        if pieces > 0 and money >= 0:
            sku = next(iter(base["label"].values()))
            of = Priced(sku, market, document["channel"] or "", audience)
            yield of, Fraction(money) / 10 ** document["exponent"] / pieces, pieces
