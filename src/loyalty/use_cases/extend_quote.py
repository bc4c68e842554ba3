"""Give a quote more time, while it holds: what was promised stays as it was told, only its end moves."""

from dataclasses import replace

from loyalty.orders.quote import Quote
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.quote_basket import VALID_FOR
from loyalty.use_cases.record_order import refuse_used
from loyalty.use_cases.refusals import QuoteAtItsEnd, QuoteExpired, UnknownQuote
from loyalty.use_cases.services import Services, retrying

TIMES = 10
"""How often a quote can be extended at least, however late each time (WCAG 2.2, 2.2.1)."""
LONGEST = VALID_FOR * (TIMES + 1)
"""How long after the moment it is about a quote may hold."""


def extend_quote(services: Services, quote_id: str, programme: str | None) -> Quote:
    """Give the quote, which holds for thirty minutes from now; ``programme`` None: of any programme.

    Vouchers and budgets that it promises are kept for it as long.
    Raises UnknownQuote, QuoteExpired, QuoteUsed, QuoteAtItsEnd, ProgrammeFrozen.
    """
    return retrying(services, lambda: _extend(services, quote_id, programme))


def _extend(services: Services, quote_id: str, programme: str | None) -> Quote:
    with services.units.write() as unit:
        now = services.clock.now()
        quote = unit.quotes.get(quote_id, held=True)
        if quote is None or programme not in {None, quote.programme}:
            raise UnknownQuote
        refuse_frozen(unit, quote.programme)
        if quote.valid_until <= now:
            raise QuoteExpired
        refuse_used(unit, quote)
        until = max(quote.valid_until, now + VALID_FOR)
        if until > quote.at + LONGEST:
            raise QuoteAtItsEnd(valid_until=quote.valid_until.isoformat())
        unit.quotes.extend(quote_id, until)
        unit.vouchers.extend(quote.programme, quote_id, until)
        unit.discount_budgets.extend(quote.programme, quote_id, until)
        unit.commit()
    return replace(quote, valid_until=until)
