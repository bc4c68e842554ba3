"""Whether a price that is advertised as `from` is reached: offered now, and paid by enough buyers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from loyalty.kernel.period import local_days
from loyalty.price_history.charged import about, days_before, deals, stretches
from loyalty.price_history.row import Audience, Priced, PriceRow


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether everybody is offered it; of how many pieces sold in some days how many cost no more."""

    offered: bool
    sold: Fraction
    under: Fraction
    days: int

    @property
    def percent(self) -> Fraction | None:
        """Give the share that paid no more, in per cent; None where nothing was sold."""
        return self.under * 100 / self.sold if self.sold else None

    def is_real(self, least: int) -> bool:
        """Whether it is offered, and reached by ``least`` per cent where anything was sold."""
        return self.offered and (self.percent is None or self.percent >= least)


def reached(  # noqa: PLR0913, PLR0917 - a price, where, and when, all of it needed
    of: Priced,
    price: Fraction,
    rows: Iterable[PriceRow],
    related: Iterable[str],
    day: date,
    days: int,
    zone: ZoneInfo,
) -> Reached:
    """Give how far an article's ``price`` is reached on a day, and in the days before it."""
    mine = about(rows, of, related)
    public = [row for row in mine if row.told.of.audience is Audience.PUBLIC]
    offers = (each.row.told.price for each in stretches(public, local_days(day, day, zone)))
    sold = deals(mine, days_before(day, days, zone))
    under = [row for row in sold if row.told.price is not None and row.told.price <= price]
    return Reached(
        any(offer is not None and offer <= price for offer in offers),
        sum((row.told.sold or Fraction(0) for row in sold), Fraction(0)),
        sum((row.told.sold or Fraction(0) for row in under), Fraction(0)),
        days,
    )
