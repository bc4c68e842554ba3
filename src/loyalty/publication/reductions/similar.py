"""Articles that are the same but for whom they are marketed to: in some markets they cost the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from loyalty.decision.programme import Programme
from loyalty.kernel.period import Period, day_start
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.shapes.reductions import SimilarShape
from loyalty.price_history.charged import stretches
from loyalty.price_history.judging import said
from loyalty.price_history.row import Audience, PriceRow
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.profile import Value
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter

CODE: Final = "GENDERED_PRODUCT_PRICE"
SAME: Final = "product.same_price"
_ARTICLE: Final = "line.sku"
Place = tuple[str, str]
"""A market, and a channel there."""


@dataclass(frozen=True, slots=True)
class Unequal:
    """Prices of articles that are the same, by article, in one market and channel on one day."""

    similar: SimilarShape
    market: str
    prices: Mapping[str, Fraction]


def check_similar(matter: Matter) -> Iterator[Breach]:
    """Warn of articles that cost differently by whom they are marketed to, without a reason."""
    law = matter.law.asking(SAME)
    if law is None:
        return
    for similar in (each for each in matter.shape.similar if each.because is None):
        place = similar.place("products")
        yield from _ruled_apart(matter, similar, law)
        if matter.history is None:
            message = f"the prices of `{similar.id}` were not looked at here"
            help_ = "`loyalty plan` looks at them, and the job `price-day`"
            yield Breach("FA-04", CODE, place, message, help_, law, similar.id, warning=True)
            continue
        for found in _unequal(similar, matter.history, matter.law.day, matter.programme.zone):
            asks = matter.law_of(found.market).asking(SAME)
            if asks is not None:
                help_ = "let them cost the same, or write `because`: labour, material"
                yield Breach("FA-04", CODE, place, told(found), help_, asks, similar.id, warning=True)


def priced_apart(programme: Programme, law: Law, history: tuple[PriceRow, ...]) -> Iterator[str]:
    """Give the ids of what is the same at two prices on the day of the law, where a market forbids that."""
    for similar in (each for each in programme.shape.similar if each.because is None):
        apart = _unequal(similar, history, law.day, programme.zone)
        if any(law_on(law.day, [each.market]).asking(SAME) is not None for each in apart):
            yield similar.id


def told(found: Unequal) -> str:
    """Give what was found, in words."""
    audiences = {each.sku: each.to for each in found.similar.products}
    prices = ", ".join(
        f"`{sku}` for {audiences[sku]} costs {said(price)}" for sku, price in found.prices.items()
    )
    return f"of what is the same, {prices}"


def _ruled_apart(matter: Matter, similar: SimilarShape, law: Value) -> Iterator[Breach]:
    """Warn of discounts and fees that count for one of the articles otherwise than for another."""
    basket = matter.programme.basket
    if _ARTICLE not in basket.compiled.sheet.reads:
        return
    priced = {rule.id for rule in discounts_of(matter.shape)} | {fee.id for fee, _ in matter.fees()}
    conditions = {each.rule.id: each for each in basket.conditions if each.rule.id in priced}
    for rule, condition in conditions.items():
        first, *others = (matter.known(condition.formula, _ARTICLE, each.sku) for each in similar.products)
        if any(other != first for other in others):
            named = ", ".join(f"`{each.sku}` for {each.to}" for each in similar.products)
            message = f"`{rule}` counts otherwise for one than for another of what is the same: {named}"
            help_ = "let it ask for all of them, or write `because`: labour, material"
            place = condition.rule.span or similar.place("products")
            yield Breach("FA-04", CODE, place, message, help_, law, similar.id, warning=True)


def _unequal(
    similar: SimilarShape, history: Iterable[PriceRow], day: date, zone: ZoneInfo
) -> Iterator[Unequal]:
    rows = list(history)
    by_place: dict[Place, dict[str, Fraction]] = {}
    window = Period(day_start(day, zone), day_start(day + timedelta(days=1), zone))
    for product in similar.products:
        mine = [row for row in rows if row.told.of.sku == product.sku]
        for each in stretches(mine, window):
            of, price = each.row.told.of, each.row.told.price
            if of.audience is Audience.PUBLIC and price is not None:
                by_place.setdefault((of.market, of.channel), {})[product.sku] = price
    for (market, _), prices in sorted(by_place.items()):
        if len(set(prices.values())) > 1:
            yield Unequal(similar, market, prices)
