"""What the law of a market allows of stored value: how much there may be, and until when it is had back."""

from datetime import datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import day_start
from loyalty.profiles.markets import law_on
from loyalty.use_cases.refusals import PrepaidLimit, PrepaidRefundOver

NAMED, BEARER = "prepaid.named_most", "prepaid.bearer_most"
"""The most on what is a member's own, and on a card of whoever shows it."""
REFUND = "prepaid.refund_days"
_OF_CURRENCY = "CNY"
"""The currency of the sums that profiles state; of another nothing is compared."""


def refuse_beyond(programme: Programme, parameter: str, there: int, now: datetime) -> None:
    """Give nothing where so many minor units may be on one card; raises PrepaidLimit."""
    most = most_on(programme, parameter, now)
    if most is not None and there > most:
        most //= 10**programme.currency.exponent
        raise PrepaidLimit(f"At most {most} {_OF_CURRENCY} may be on it.", left=most)


def most_on(programme: Programme, parameter: str, now: datetime) -> int | None:
    """Give how many minor units may be on one card, None where no law says."""
    most = law_on(local_day(programme, now), programme.shape.jurisdictions).strictest(parameter)
    if programme.currency.code != _OF_CURRENCY or not isinstance(most, int):
        return None
    minor: int = most * 10**programme.currency.exponent
    return minor


def refuse_over(programme: Programme, loaded_at: datetime, now: datetime) -> None:
    """Give nothing where what was loaded then can be had back now, whole days of the programme's zone.

    Raises PrepaidRefundOver, also where no market gives any days.
    """
    days = law_on(local_day(programme, now), programme.shape.jurisdictions).strictest(REFUND)
    if not isinstance(days, int):
        raise PrepaidRefundOver("No market of the programme gives days to have it back.")
    last = local_day(programme, loaded_at) + timedelta(days=days)
    if now >= day_start(last + timedelta(days=1), programme.zone):
        raise PrepaidRefundOver(f"It could be had back until {last}.")
