"""A file of events to amounts: equal to the Python function, or refused."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb
import pytest

from loyalty.adapters.batch_rating import BatchTotals, EventsFile, EventsFileError, rate_events
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme
from loyalty.decision.rating import BulkCharge, bulk_of_plan, bulk_of_terms, rate_terms
from loyalty.decision.rating import rate_events as rate_readings
from loyalty.language.load import load_terms
from loyalty.language.readers.sql import CannotRead
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.charges import MatrixTerms
from loyalty.usage.meter import Reading

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 11, 22, tzinfo=UTC)
TERMS = sorted((ROOT / "docs" / "examples" / "terms").glob("*.yaml"))
BY_EVENT = [
    path for path in TERMS if path.stem.startswith(("percentage", "commitment_window", "flat_fees_kept"))
]
BY_CELL = [path for path in TERMS if path.stem.startswith("matrix")]
EXAMPLES = [path for path in TERMS if path not in {*BY_EVENT, *BY_CELL}]
CENTS = "currency: EUR\nmodel: per_unit\nunit: 0.01\n"


def charge_of(text: str) -> BulkCharge:
    """Give the charge of some terms."""
    loaded = load_terms(text, "t.yaml")
    assert loaded.shape is not None, loaded.findings
    return bulk_of_terms(loaded.shape, {"t.yaml": text}, AT)


def events(path: Path, rows: str, columns: str = "member, quantity") -> Path:
    """Write a file of the rows of a VALUES list."""
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) AS t({columns})) TO '{path}'")  # noqa: S608 - our own text
    return path


def some_events(seed: int) -> Iterator[tuple[str, Fraction]]:
    """Give events of a hundred members: some use nothing, some a little, some a great deal."""
    chance = Random(seed)
    for _ in range(2_000):
        member = chance.randrange(100)
        most = (0, 3, 40, 900, 250_000)[member % 5]
        yield f"m-{member}", Fraction(chance.randrange(most * 1000 + 1), 1000)


@pytest.mark.parametrize("example", BY_EVENT, ids=lambda path: path.stem)
def test_charges_of_single_events_are_refused(example: Path) -> None:
    """What is charged event by event, window by window or by what was so far is no matter of sums."""
    with pytest.raises(CannotRead):
        charge_of(example.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_amounts_are_those_of_the_python_function(tmp_path: Path, example: Path, ending: str) -> None:
    """For the terms of every charge model, each sum costs what `rate` says, and the totals are their sums."""
    text = example.read_text(encoding="utf-8")
    shape = load_terms(text, example.name).shape
    assert shape is not None
    used = list(some_events(len(text)))
    rows = ", ".join(f"('{member}', CAST('{decimal_text(q)}' AS DECIMAL(12, 3)))" for member, q in used)
    path = events(tmp_path / f"events.{ending}", rows)
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for member, quantity in used:
        sums[member] += quantity
    expected = [
        (member, quantity, rate_terms(shape, {example.name: text}, quantity, AT).amount)
        for member, quantity in sorted(sums.items())
    ]

    with closing(rate_events(charge_of(text), EventsFile(path))) as batch:
        assert expected == list(batch.rows())
        assert batch.totals == BatchTotals(
            2_000, len(sums), sum(sums.values(), Fraction(0)), sum(row[2] for row in expected)
        )


@pytest.mark.parametrize("example", BY_CELL, ids=lambda path: path.stem)
def test_cells_are_those_of_the_python_function(tmp_path: Path, example: Path) -> None:
    """A matrix parts events by the columns of its dimensions; each member's cells cost what `rate` says."""
    text = example.read_text(encoding="utf-8")
    shape = load_terms(text, example.name).shape
    assert shape is not None
    assert isinstance(shape.terms, MatrixTerms)
    chance, values = Random(5), ("eu", "us", "large", "free", None)
    used = [
        (member, quantity, {name: chance.choice(values) for name in shape.terms.dimensions})
        for member, quantity in some_events(5)
        if len(member) == len("m-1")
    ]
    rows = ", ".join(
        f"({', '.join(map(_literal, (member, *of.values())))}, CAST('{decimal_text(q)}' AS DECIMAL(12, 3)))"
        for member, q, of in used
    )
    columns = ", ".join(f'"{name}"' for name in ("member", *shape.terms.dimensions, "quantity"))
    readings: dict[str, list[Reading]] = defaultdict(list)
    for place, (member, quantity, of) in enumerate(used):
        known = {name: value for name, value in of.items() if value is not None}
        readings[member].append(Reading(str(place), AT, quantity, known))
    expected = [
        (
            member,
            sum(reading.value for reading in some),
            rate_readings(shape, {"": text}, some, AT).last.amount,
        )
        for member, some in sorted(readings.items())
    ]

    path = events(tmp_path / "events.parquet", rows, columns)
    with closing(rate_events(charge_of(text), EventsFile(path))) as batch:
        assert expected == list(batch.rows())
        assert batch.totals.events == len(used)


def _literal(value: str | None) -> str:
    return "NULL" if value is None else f"'{value}'"


def test_an_event_without_a_cell_is_refused(tmp_path: Path) -> None:
    """Where no cell is for an event, the file is refused, and so it is without the column."""
    text = "currency: EUR\nmodel: matrix\ndimensions: [band]\napply: joined\ncells:\n"
    text += "  - {where: {band: low}, model: per_unit, unit: 0.01}\n"
    path = events(tmp_path / "events.parquet", "('a', 'low', 1), ('a', 'high', 1)", "member, band, quantity")
    other = events(tmp_path / "other.parquet", "('a', 1)")

    with pytest.raises(EventsFileError, match="no cell of the matrix is for `band: high`"):
        rate_events(charge_of(text), EventsFile(path))
    with pytest.raises(EventsFileError, match="lacks the column band"):
        rate_events(charge_of(text), EventsFile(other))


def test_a_plan_is_rated_with_its_own_numbers(tmp_path: Path) -> None:
    """Of a plan, the events of the meter that is asked about are added up and rated by its bands."""
    programme = compile_programme(read_rule_folder(ROOT / "rules" / "corner-coffee").source).programme
    assert programme is not None
    charge = bulk_of_plan(programme, "brew-pro", "api-calls", datetime(2026, 12, 15, tzinfo=UTC))
    used = (
        ("ada", "api-calls", 100_000),
        ("ada", "miles", 7),
        ("ada", "api-calls", 50_000),
        ("ben", "api-calls", 1),
    )
    rows = ", ".join(map(str, used))
    path = events(tmp_path / "events.parquet", rows, "member, meter, quantity")

    with closing(rate_events(charge, EventsFile(path, meter="api-calls"))) as batch:
        assert [("ada", Fraction(150_000), 10_700), ("ben", Fraction(1), 0)] == list(batch.rows())


def test_values_of_the_day_are_shared(tmp_path: Path) -> None:
    """A price that changes with the day is that of the day that was asked about."""
    charge = charge_of("currency: EUR\nmodel: per_unit\nunit: {2026-01-01: 2.00, 2027-01-01: 3.00}\n")

    with closing(rate_events(charge, EventsFile(events(tmp_path / "e.parquet", "('a', 5)")))) as batch:
        assert [("a", Fraction(5), 1000)] == list(batch.rows())


def test_amounts_are_written_whole(tmp_path: Path) -> None:
    """What is written is read again as whole numbers and decimals, also beyond 64 bits."""
    text = "currency: EUR\nmodel: per_unit\nunit: 1000000000.00\n"
    path = events(tmp_path / "events.parquet", "('a', 900000000000.5), ('b', 2.0)")
    with closing(rate_events(charge_of(text), EventsFile(path))) as batch:
        batch.write(tmp_path / "amounts.parquet")
        batch.write(tmp_path / "amounts.csv")
    found = duckdb.read_parquet(str(tmp_path / "amounts.parquet")).project("key, events, amount")

    assert [("a", 1, 90000000000050000000000), ("b", 1, 200000000000)] == [
        (key, count, int(amount)) for key, count, amount in found.fetchall()
    ]
    assert ["VARCHAR", "BIGINT", "DECIMAL(38,0)"] == list(map(str, found.types))
    assert "b,1,2.0,200000000000" in (tmp_path / "amounts.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("rows", "columns", "because"),
    [
        ("('a', CAST(1 AS DOUBLE))", "member, quantity", "quantity is DOUBLE; whole numbers or decimals are"),
        ("('a', 1)", "who, quantity", "lacks the column member"),
        ("('a', 1), (NULL, 1), ('a', NULL)", "member, quantity", "2 events have no member or no quantity"),
        ("('a', 1), ('a', -2)", "member, quantity", "a sum is negative, or beyond the limit of quantities"),
        ("('a', 1000000000001)", "member, quantity", "a sum is negative, or beyond the limit of quantities"),
        ("('a', 1.0000000001)", "member, quantity", "1 sums are finer than the step of quantities"),
        ("('a', 'x', 1), ('a', 'y', 1)", "member, meter, quantity", "has events of 2 meters; say which"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_exactly_is_refused(
    tmp_path: Path, rows: str, columns: str, because: str
) -> None:
    """A file that cannot be rated to the last unit is refused, and why is said."""
    path = events(tmp_path / "events.parquet", rows, columns)

    with pytest.raises(EventsFileError, match=because):
        rate_events(charge_of(CENTS), EventsFile(path))


@pytest.mark.parametrize("quantity", ["1e3", "0.1234567891", "many", ""])
def test_text_that_is_no_decimal_is_refused(tmp_path: Path, quantity: str) -> None:
    """Of a CSV file only plain decimals of nine digits after the point are taken."""
    path = tmp_path / "events.csv"
    path.write_text(f"member,quantity\na,1\nb,{quantity}\n", encoding="utf-8")

    with pytest.raises(EventsFileError, match=quantity or "have no member or no quantity"):
        rate_events(charge_of(CENTS), EventsFile(path))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """What is no parquet file is refused in a sentence."""
    path = tmp_path / "events.parquet"
    path.write_text("nothing", encoding="utf-8")

    with pytest.raises(EventsFileError, match="cannot be rated"):
        rate_events(charge_of(CENTS), EventsFile(path))


def test_numbers_too_wide_for_the_database_are_refused(tmp_path: Path) -> None:
    """Where a value on the way needs more than 127 bits, nothing is rated."""
    text = "currency: EUR\nmodel: per_unit\nunit: 999999999.123456789\nconvert: {divide_by: 0.999999937}\n"
    path = events(tmp_path / "events.parquet", "('a', 999999999999.123456789)")

    with pytest.raises(CannotRead, match="bits"):
        rate_events(charge_of(text), EventsFile(path))


def test_a_meter_that_is_no_sum_is_refused() -> None:
    """Adding up the events of a meter that takes their maximum would be another quantity."""
    source = dict(read_rule_folder(ROOT / "rules" / "corner-coffee").source)
    source["meters.yaml"] = "meters:\n  - {id: api-calls, aggregate: maximum}\n"
    programme = compile_programme(source).programme
    assert programme is not None

    with pytest.raises(CannotRead, match="more than the sum"):
        bulk_of_plan(programme, "brew-pro", "api-calls", datetime(2026, 12, 15, tzinfo=UTC))
