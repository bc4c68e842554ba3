"""Three households' 60,915 half hours on three tariffs, exact to the last part of a penny."""

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from loyalty.adapters.batch_rating import EventsFile, rate_events
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.metering import measure
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.rating import bulk_of_plan, rate_plan
from loyalty.decision.use import Usage
from loyalty.kernel.period import Period
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.usage.meter import Reading

ROOT = Path(__file__).parents[2]
READINGS = ROOT / "seed" / "london" / "london_meter_block62.parquet"
HOURS = ROOT / "seed" / "london" / "london_dtou_price_bands_2013.parquet"
AT = datetime(2013, 12, 31, 23, 30, tzinfo=UTC)
PERIOD = Period(datetime(2013, 1, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC))
ALL = 60_915
# What each household used in 2013, and its exact bills in pence, worked out apart from this engine.
YEAR = {
    "MAC000010": ("9308.9159971", "132447.2568067388", "131979.681699936"),
    "MAC004391": ("5548.1419993", "78938.9643660404", "77385.927144876"),
    "MAC004929": ("4473.5149986", "63649.1714000808", "62724.332977992"),
}


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Give the tariffs of the trial."""
    compiled = compile_programme(read_rule_folder(ROOT / "rules" / "london-energy").source).programme
    assert compiled is not None
    return compiled


@pytest.fixture(scope="module")
def half_hours() -> list[tuple[str, datetime, Decimal, str | None]]:
    """Give household, time, kWh and kind of hour of every half hour; no kind is known after 2013."""
    query = (
        "SELECT meter_id, timestamp_gmt, kwh, band "
        "FROM read_parquet(?) AS used LEFT JOIN read_parquet(?) AS known USING (timestamp_gmt)"
    )
    with duckdb.connect() as connection:
        return connection.execute(query, [str(READINGS), str(HOURS)]).fetchall()


def exact_bill(programme: Programme, plan: str, readings: list[Reading]) -> Fraction:
    """Give the exact charge of a year's half hours in pence, before it is rounded."""
    measured = measure(programme, plan, {"kwh": readings}, PERIOD, AT.date(), {})
    return rate_plan(programme, Usage(plan, measured), "kwh", AT).exact


@pytest.mark.parametrize("household", YEAR)
def test_bills_of_2013_are_exact(
    programme: Programme, half_hours: list[tuple[str, datetime, Decimal, str | None]], household: str
) -> None:
    """A year's 17,520 half hours cost exactly what was worked out apart, at one price and by the hour."""
    readings = [
        Reading(str(at), at.replace(tzinfo=UTC), Fraction(kwh), {"band": band})
        for owner, at, kwh, band in half_hours
        if owner == household and band is not None
    ]
    kwh, flat, by_time = map(Fraction, YEAR[household])

    assert kwh == sum(reading.value for reading in readings)
    assert flat == exact_bill(programme, "flat", readings)
    assert by_time == exact_bill(programme, "time-of-use", readings)


@pytest.mark.parametrize(
    ("plan", "pence"),
    [
        ("flat", lambda kwh: kwh * Fraction("14.228")),
        (
            "graduated",
            lambda kwh: (
                min(kwh, 2500) * Fraction("12.5")
                + min(max(kwh - 2500, 0), 2500) * Fraction("14.5")
                + max(kwh - 5000, 0) * 16
            ),
        ),
    ],
)
def test_every_half_hour_is_rated_in_bulk(
    programme: Programme,
    half_hours: list[tuple[str, datetime, Decimal, str | None]],
    plan: str,
    pence: object,
) -> None:
    """All 60,915 half hours, added up and rated in DuckDB, come to the arithmetic of the tariff."""
    assert callable(pence)
    sums = dict.fromkeys(YEAR, Fraction(0))
    for owner, _, kwh, _ in half_hours:
        sums[owner] += Fraction(kwh)
    expected = [
        (owner, kwh, round_fraction(pence(kwh), Rounding.HALF_UP)) for owner, kwh in sorted(sums.items())
    ]

    events = EventsFile(READINGS, by="meter_id", quantity="kwh")
    with closing(rate_events(bulk_of_plan(programme, plan, "kwh", AT), events)) as batch:
        assert batch.totals.events == len(half_hours) == ALL
        assert expected == list(batch.rows())


def test_the_hours_of_each_price_are_rated_in_bulk(programme: Programme, tmp_path: Path) -> None:
    """A file of half hours with their kinds is parted into the cells of the tariff and rated in DuckDB."""
    path = tmp_path / "readings.parquet"
    with duckdb.connect() as connection:
        used, known = (connection.read_parquet(str(file)) for file in (READINGS, HOURS))
        used.join(known, "timestamp_gmt").project("meter_id, kwh, band").write_parquet(str(path))
    expected = [
        (owner, Fraction(kwh), round_fraction(Fraction(pence), Rounding.HALF_UP))
        for owner, (kwh, _, pence) in YEAR.items()
    ]

    events = EventsFile(path, by="meter_id", quantity="kwh")
    with closing(rate_events(bulk_of_plan(programme, "time-of-use", "kwh", AT), events)) as batch:
        assert expected == list(batch.rows())
