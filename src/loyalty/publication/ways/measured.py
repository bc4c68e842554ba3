"""The price of one unit of measure stands beside an article's, whoever buys it and whatever else."""

from collections.abc import Iterator

from loyalty.language.texts.selling_words import is_channel, is_place
from loyalty.pricing.stages import measure_due
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.ways.dearer import consumers_of


def check_measured(matter: Matter) -> Iterator[Breach]:
    """Give prices for a unit of measure that hang on the order or the buyer, where the law asks for them.

    A kind of goods, a day, a channel and a country may spare one: the law spares small shops, and is one of
    some countries. So may that a business buys: the law is for consumers.
    """
    law = matter.law.asking("price.unit_price")
    basket = matter.shape.basket
    for measure in basket.unit_prices if basket is not None and law is not None else ():
        sheet, due = matter.programme.basket.compiled.sheet, measure_due(measure.id)
        read = sheet.behind[due] | sheet.looks_at[due]
        other = next((name for name in sorted(read) if _hangs_on(matter, due, name)), None)
        if other is not None:
            message = f"the price for each {measure.unit} hangs on `{other}`, and is due for the article"
            help_ = "write `when` by facts of the line, such as `line.category`"
            yield Breach("PX-09", "UNIT_PRICE_MISSING", measure.place("when"), message, help_, law)


def _hangs_on(matter: Matter, due: str, name: str) -> bool:
    """Whether a fact of the order or the buyer decides; not where it only spares businesses."""
    consumers = consumers_of(matter, name)
    spared = bool(consumers) and all(matter.may_hold(due, name, each) for each in consumers)
    return not spared and _is_of_order(matter, name)


def _is_of_order(matter: Matter, name: str) -> bool:
    if name.startswith("line.") or name in {"order.day", "member.country"}:
        return False
    fact = matter.shape.facts.get(name)
    return not (is_place(name) or is_channel(name, fact.of if fact is not None else ()))
