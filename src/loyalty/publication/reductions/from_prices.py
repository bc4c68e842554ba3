"""Prices that are advertised as `from`: each is offered to everybody, and a real share of buyers pays it."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.language.shapes.reductions import FromPriceShape
from loyalty.language.texts.jurisdictions import UNIVERSAL
from loyalty.price_history.judging import said, tenths
from loyalty.price_history.reach import Reached, reached
from loyalty.price_history.row import Priced, PriceRow
from loyalty.profiles.markets import Law
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reductions.prior_prices import related

OUT_OF_REACH: Final = "FROM_PRICE_UNATTAINABLE"
PERCENT: Final = "claim.from_price_percent"
DAYS: Final = "claim.from_price_days"


def check_from_prices(matter: Matter) -> Iterator[Breach]:
    """Give prices that nobody is offered, or hardly anybody paid; without a history that nobody looked."""
    for advertised in matter.shape.from_prices:
        if matter.history is None:
            message = f"the price history of `{advertised.sku}` was not looked at here"
            help_ = "`loyalty plan` looks at it, and the job `price-day`"
            place = advertised.place("price")
            yield Breach("PX-13", OUT_OF_REACH, place, message, help_, None, advertised.id, warning=True)
            continue
        for market in _markets(advertised, matter.programme):
            law = matter.law_of(market)
            found = reach_of(matter.programme, advertised, market, law, matter.history)
            if not found.is_real(number(law, PERCENT)):
                value = next(iter(law.values(PERCENT)), None)
                help_ = "advertise a price that everybody is offered and enough buyers pay"
                place = advertised.place("price")
                yield Breach(
                    "PX-13", OUT_OF_REACH, place, told(advertised, found), help_, value, advertised.id
                )


def out_of_reach(programme: Programme, law: Law, history: tuple[PriceRow, ...]) -> Iterator[str]:
    """Give the ids of the prices that are out of reach in some market on the day of the law."""
    for advertised in programme.shape.from_prices:
        for market in _markets(advertised, programme):
            found = reach_of(programme, advertised, market, law, history)
            if not found.is_real(number(law, PERCENT)):
                yield advertised.id
                break


def reach_of(
    programme: Programme, advertised: FromPriceShape, market: str, law: Law, history: tuple[PriceRow, ...]
) -> Reached:
    """Give how far an advertised price is reached in a market on the day of the law."""
    of = Priced(advertised.sku, market, advertised.channel or "")
    days, day = number(law, DAYS), _first(programme, law.day)
    return reached(of, advertised.price, history, related(market), day, days, programme.zone)


def told(advertised: FromPriceShape, found: Reached) -> str:
    """Give what was found, in words."""
    price = said(advertised.price)
    if not found.offered:
        return f"nobody is offered `{advertised.sku}` from {price}"
    share = tenths(found.percent or Fraction(0))
    return f"{share} % of {said(found.sold)} `{advertised.sku}` of {found.days} days cost {price} or less"


def number(law: Law, parameter: str) -> int:
    """Give a number that every market sets, if no other profile then the universal one."""
    value = law.strictest(parameter)
    assert isinstance(value, int)  # noqa: S101 - the universal profile has it
    return value


def _first(programme: Programme, day: date) -> date:
    return max(day, programme.shape.effective.from_)


def _markets(advertised: FromPriceShape, programme: Programme) -> tuple[str, ...]:
    declared = programme.shape.jurisdictions
    return (advertised.market,) if advertised.market is not None else declared or (UNIVERSAL,)
