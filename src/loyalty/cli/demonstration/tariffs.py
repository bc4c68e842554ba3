"""What one London household's year of electricity costs on each tariff of ``rules/london-energy``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

import duckdb

from loyalty.cli.rules import programme_in
from loyalty.decision.decide import decide
from loyalty.decision.situate import situate_usage
from loyalty.decision.use import Measured, Usage
from loyalty.kernel.money import Money

HOUSEHOLD: Final = "MAC004929"
YEAR_END: Final = datetime(2013, 12, 31, 23, 30, tzinfo=UTC)
_USED: Final = """
SELECT 'kwh-' || lower(band), CAST(sum(kwh) AS VARCHAR), count(*)
FROM read_parquet(?) JOIN read_parquet(?) USING (timestamp_gmt)
WHERE meter_id = ? GROUP BY band
"""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a year costs on a tariff."""

    tariff: str
    due: Money


@dataclass(frozen=True, slots=True)
class Year:
    """What the household used in so many half hours, in kWh by kind of hour, and its bills."""

    half_hours: int
    used: Mapping[str, Fraction]
    bills: tuple[Bill, ...]

    @property
    def kwh(self) -> Fraction:
        """The whole year's use."""
        return sum(self.used.values(), Fraction(0))


def year_of_household(project: Path) -> Year:
    """Give the year 2013 of a household with its bills; ``project`` holds the rules and the seed."""
    seed = project / "seed" / "london"
    files = (seed / "london_meter_block62.parquet", seed / "london_dtou_price_bands_2013.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(_USED, [*map(str, files), HOUSEHOLD]).fetchall()
    used = {meter: Fraction(kwh) for meter, kwh, _ in sorted(found)}
    bills = tuple(_bills(project / "rules" / "london-energy", used))
    return Year(sum(count for _, _, count in found), used, bills)


def _bills(folder: Path, used: Mapping[str, Fraction]) -> Iterator[Bill]:
    programme = programme_in(folder)
    for plan in programme.shape.plans:
        by_meter = {"kwh": sum(used.values(), Fraction(0)), **used}
        measured = {charge.meter: Measured.of(by_meter[charge.meter]) for charge in plan.usage}
        part, situation = situate_usage(programme, Usage(plan.id, measured), YEAR_END)
        due = decide(programme, situation, part).due
        yield Bill(plan.name["en"], Money(due, programme.currency))
