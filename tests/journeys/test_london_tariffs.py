"""Three households' 60,915 half hours on three tariffs, exact to the last part of a penny."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from loyalty.adapters.batch_rating import EventsFile, rate_events
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.rating import bulk_of_plan, rate_plan
from loyalty.decision.use import Measured, Usage
from loyalty.kernel.rounding import Rounding, round_fraction

ROOT = Path(__file__).parents[2]
READINGS = ROOT / "seed" / "london" / "london_meter_block62.parquet"
HOURS = ROOT / "seed" / "london" / "london_dtou_price_bands_2013.parquet"
AT = datetime(2013, 12, 31, 23, 30, tzinfo=UTC)
ALL = 60_915
PENCE = {"Normal": Fraction("11.76"), "Low": Fraction("3.99"), "High": Fraction("67.20")}
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
def half_hours() -> list[tuple[str, Decimal, str | None]]:
    """Give household, kWh and kind of hour of every half hour; none is known after 2013."""
    query = "SELECT meter_id, kwh, band FROM read_parquet(?) LEFT JOIN read_parquet(?) USING (timestamp_gmt)"
    with duckdb.connect() as connection:
        return connection.execute(query, [str(READINGS), str(HOURS)]).fetchall()


def exact_bill(programme: Programme, plan: str, used: Mapping[str, Fraction]) -> Fraction:
    """Give the exact charges of a plan in pence, before they are rounded."""
    usage = Usage(plan, {meter: Measured.of(quantity) for meter, quantity in used.items()})
    return sum((rate_plan(programme, usage, meter, AT).exact for meter in used), Fraction(0))


@pytest.mark.parametrize("household", YEAR)
def test_bills_of_2013_are_exact(
    programme: Programme, half_hours: list[tuple[str, Decimal, str | None]], household: str
) -> None:
    """A year's half hours, added up by the kind of hour, cost exactly what was worked out apart."""
    used = dict.fromkeys(PENCE, Fraction(0))
    for owner, kilowatt_hours, band in half_hours:
        if owner == household and band is not None:
            used[band] += Fraction(kilowatt_hours)
    kwh, flat, by_time = map(Fraction, YEAR[household])

    assert kwh == sum(used.values())
    assert flat == exact_bill(programme, "flat", {"kwh": kwh})
    assert by_time == exact_bill(
        programme, "time-of-use", {f"kwh-{band.lower()}": quantity for band, quantity in used.items()}
    )


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
    programme: Programme, half_hours: list[tuple[str, Decimal, str | None]], plan: str, pence: object
) -> None:
    """All 60,915 half hours, added up and rated in DuckDB, come to the arithmetic of the tariff."""
    assert callable(pence)
    sums = dict.fromkeys(YEAR, Fraction(0))
    for owner, kwh, _ in half_hours:
        sums[owner] += Fraction(kwh)
    expected = [
        (owner, kwh, round_fraction(pence(kwh), Rounding.HALF_UP)) for owner, kwh in sorted(sums.items())
    ]

    events = EventsFile(READINGS, by="meter_id", quantity="kwh")
    with closing(rate_events(bulk_of_plan(programme, plan, "kwh", AT), events)) as batch:
        assert batch.totals.events == len(half_hours) == ALL
        assert expected == list(batch.rows())
