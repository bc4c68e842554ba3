"""The price that a line's reduction may be compared with, as quotes and receipts tell it.

What a rule file announces was checked when it was adopted; prices go on changing until the reduction
begins. So what is told is never the file's claim but what the history bears, and nothing where it bears
nothing or where the buyer's price is no lower.
"""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.explain import Document
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.language.texts.jurisdictions import UNIVERSAL, implied
from loyalty.price_history.claim import Claim
from loyalty.price_history.row import Audience, Priced, PriceRow
from loyalty.pricing.basket import Basket
from loyalty.pricing.line import Category
from loyalty.publication.reductions.prior_prices import verdicts
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import Recipe
from loyalty.use_cases.prices.audiences import counts_for
from loyalty.use_cases.prices.check_reduction import reference_data
from loyalty.use_cases.sold_in import Sale


def history_for(unit: UnitOfWork, programme: Programme, basket: Basket, at: datetime) -> Sequence[PriceRow]:
    """Give the history of the articles of a basket of which a reduction runs; mostly nothing is read."""
    day = local_day(programme, at)
    running = {reduction.sku for reduction in programme.shape.reductions if _runs(reduction, day)}
    skus = running & {line.sku for line in basket.lines}
    return unit.prices.of_skus(programme.name, skus) if skus else ()


def compared(recipe: Recipe, basket: Basket, sale: Sale, history: Sequence[PriceRow]) -> Recipe:
    """Give the recipe with what the lines of a basket may be compared with."""
    if not history:
        return recipe
    decision = recipe.decision
    programme, day = decision.programme, local_day(decision.programme, decision.situation.at)
    document = recipe.document()
    found = {}
    for line in decision.situation.lines:
        for reduction in programme.shape.reductions:
            if reduction.sku == line.sku and _runs(reduction, day) and _meant(reduction, sale, basket):
                now = _price(reduction, programme, document, line.id)
                told = None if now is None else _told(reduction, programme, sale, history, now)
                found.update({line.id: told} if told is not None else {})
    return recipe.beside(references=found)


def _runs(reduction: ReductionShape, day: date) -> bool:
    return reduction.from_ <= day and (reduction.until is None or day <= reduction.until)


def _meant(reduction: ReductionShape, sale: Sale, basket: Basket) -> bool:
    """Whether a reduction is for the market of a sale, or one that it is part of, and for its channel."""
    bound = sale.jurisdictions
    market = reduction.market is None or (
        bound and all(reduction.market in implied([code]) for code in bound)
    )
    return bool(market) and reduction.channel in {None, basket.order.get("channel")}


def _price(reduction: ReductionShape, programme: Programme, document: Document, of: str) -> Fraction | None:
    """Give what one piece costs the reduction's audience, in major units; None where nothing is bought."""
    audience, facts = Audience(reduction.audience), document["facts"]
    mine = [line for line in document["lines"] if line["order_line"] == of and not line["inside"]]
    money = sum(line["amount"] for line in mine if counts_for(audience, line, facts, programme))
    pieces = sum(Fraction(line["quantity"]) for line in mine if line["category"] == Category.BASE)
    return Fraction(money) / 10**programme.currency.exponent / pieces if pieces else None


def _told(
    reduction: ReductionShape,
    programme: Programme,
    sale: Sale,
    history: Sequence[PriceRow],
    now: Fraction,
) -> dict[str, Any] | None:
    """Give the lowest price that the markets let it be compared with; None where one of them lets none."""
    of = Priced(reduction.sku, "", reduction.channel or "", Audience(reduction.audience))
    claim = Claim(of, reduction.from_, programme.zone, now, reduction.was)
    found = [each.reference for each in verdicts(claim, history, sale.jurisdictions or (UNIVERSAL,))]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found):
        return None
    lowest = min(known, key=lambda each: each.price)
    days = (reduction.from_ - local_day(programme, lowest.window.start)).days
    told = {
        **reference_data(lowest, now),
        "sort": str(lowest.sort),
        "days": days,
        "day": reduction.from_.isoformat(),
    }
    return told if lowest.percent(now) > 0 else None
