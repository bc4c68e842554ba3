"""What one London household's year of electricity costs on each tariff of ``rules/london-energy``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

import duckdb

from loyalty.cli.rules import programme_in
from loyalty.decision.decide import decide
from loyalty.decision.metering import measure
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.use import Usage
from loyalty.kernel.money import Money
from loyalty.kernel.period import Period
from loyalty.usage.meter import Reading

HOUSEHOLD: Final = "MAC004929"
YEAR_END: Final = datetime(2013, 12, 31, 23, 30, tzinfo=UTC)
YEAR: Final = Period(datetime(2013, 1, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC))
METER: Final = "kwh"
_USED: Final = """
SELECT timestamp_gmt, CAST(kwh AS VARCHAR), band
FROM read_parquet(?) AS used JOIN read_parquet(?) AS known USING (timestamp_gmt)
WHERE meter_id = ?
"""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a year costs on a tariff."""

    tariff: str
    due: Money


def half_hours(project: Path) -> list[Reading]:
    """Give a household's half hours of 2013, each with its kind of hour; ``project`` holds the seed."""
    seed = project / "seed" / "london"
    files = (seed / "london_meter_block62.parquet", seed / "london_dtou_price_bands_2013.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(_USED, [*map(str, files), HOUSEHOLD]).fetchall()
    return [
        Reading(at.isoformat(), at.replace(tzinfo=UTC), Fraction(kwh), {"band": band})
        for at, kwh, band in found
    ]


def bills(project: Path, readings: Sequence[Reading]) -> Iterator[Bill]:
    """Give what the half hours cost on every tariff; ``project`` holds the rules."""
    programme = programme_in(project / "rules" / "london-energy")
    day = local_day(programme, YEAR_END)
    for plan in programme.shape.plans:
        measured = measure(programme, plan.id, {METER: readings}, YEAR, day, {})
        part, situation = situate_usage(programme, Usage(plan.id, measured), YEAR_END)
        yield Bill(plan.name["en"], Money(decide(programme, situation, part).due, programme.currency))
