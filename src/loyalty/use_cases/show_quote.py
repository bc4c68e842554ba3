"""A quote as it was promised."""

from loyalty.use_cases.documents import explanation_of, opened
from loyalty.use_cases.quote_basket import Quoted
from loyalty.use_cases.refusals import UnknownQuote
from loyalty.use_cases.services import Services


def show_quote(services: Services, quote_id: str) -> Quoted:
    """Give the quote of this id, valid or not. Raises UnknownQuote."""
    with services.units.read() as unit:
        quote = unit.quotes.get(quote_id)
        if quote is None:
            raise UnknownQuote
        row = explanation_of(unit, quote.explanation_id)
        programme = services.programmes.by_digest(unit, quote.digest)
    return Quoted(quote, opened(programme, row))
