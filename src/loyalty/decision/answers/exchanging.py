"""What an invoice leaves to pay, told in another currency: by the same sheet words as a plan's own bill."""

from datetime import datetime

from loyalty.decision.explain import Document
from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import local_day
from loyalty.kernel.money import currency
from loyalty.language.exchange.rates import in_force
from loyalty.language.findings import did_you_mean
from loyalty.language.readers.python import Value
from loyalty.language.readers.words import decimal_text
from loyalty.pricing.periods.conversion import CONVERTED
from loyalty.pricing.rows import CURRENCY
from loyalty.redemption.payment import BILL_DUE

POINTER = "?currency"


def in_currency(programme: Programme, code: str, *, payable: int, at: datetime) -> Document | None:
    """Give an amount of the programme's minor units in another currency, at the rate of a day; rounded once.

    None for the programme's own currency. What is given back is told as what is to be paid is.
    Raises RequestMisfit for a currency without a rate on that day.
    """
    own, day = programme.currency.code, local_day(programme, at)
    if code == own:
        return None
    rate = in_force(programme.rates, code, day)
    if rate is None or programme.exchange is None:
        known = list(dict.fromkeys([own, *(rate.currency for rate in programme.rates if rate.from_ <= day)]))
        message = f"on {day} a bill may be told in {', '.join(known)}"
        raise RequestMisfit((Misfit(POINTER, "other-currency", message, did_you_mean(code, known)),))
    compiled = programme.exchange.compiled
    facts: dict[str, Value] = {BILL_DUE: abs(payable), CURRENCY: code, "order.day": day.toordinal()}
    steps = compiled.run(tuple(facts[name] for name in compiled.order_inputs), ())
    amount = int(compiled.value(steps, CONVERTED))
    return {
        "currency": code,
        "exponent": currency(code).exponent,
        "rate": decimal_text(rate.rate),
        "day": rate.from_.isoformat(),
        "source": rate.source,
        "amount": amount if payable >= 0 else -amount,
    }
