"""``loyalty replay``: a history goes through the engine whole, and every row of it is accounted for."""

import csv
import json
import shutil
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from loyalty.cli.main import main

RULES = "rules/online-retail"
SEED = "seed/online_retail.parquet"
HEAD = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
UK, FRANCE = "United Kingdom", "France"

# Two orders of A, of 2011-03-01 and 2011-03-02, of which one article is brought back beyond the second;
# B and somebody unknown buy long after, when A's points have lapsed.
STORY = (
    ("1001", "22633", "WARMER", "10", "2011-03-01 09:00:00", "2.000", "A", UK),
    ("1001", "POST", "POSTAGE", "1", "2011-03-01 09:00:00", "5.000", "A", UK),
    ("1001", "22910", "CHAIN", "4", "2011-03-01 09:00:00", "1.000", "A", UK),
    ("1001", "22910", "CHAIN", "4", "2011-03-01 09:00:00", "1.000", "A", UK),
    ("1002", "22633", "WARMER", "4", "2011-03-02 09:00:00", "2.500", "A", UK),
    ("1003", "22633", "damaged", "-3", "2011-03-02 10:00:00", "0.000", "", UK),
    ("1004", "22633", "", "5", "2011-03-02 11:00:00", "0.000", "A", UK),
    ("A1005", "B", "Adjust bad debt", "1", "2011-03-02 12:00:00", "-11062.060", "", UK),
    ("A1006", "B", "Adjust bad debt", "1", "2011-03-02 12:00:00", "11062.060", "", UK),
    ("C1007", "22633", "WARMER", "-6", "2011-03-05 09:00:00", "2.000", "A", UK),
    ("C1007", "D", "Discount", "-1", "2011-03-05 09:00:00", "7.000", "A", UK),
    ("C1007", "22910", "CHAIN", "-5", "2011-03-05 09:00:00", "1.000", "A", UK),
    ("C1008", "22633", "WARMER", "-1", "2011-03-06 09:00:00", "2.000", "", UK),
    ("C1009", "22633", "WARMER", "-1", "2011-03-06 09:00:00", "2.000", "B", FRANCE),
    ("1010", "22633", "WARMER", "300", "2011-10-01 09:00:00", "2.000", "B", FRANCE),
    ("1011", "22633", "WARMER", "3", "2011-10-02 09:00:00", "0.125", "", UK),
    ("1012", "", "nothing", "1", "2011-10-02 10:00:00", "1.000", "B", FRANCE),
    ("1013", "22633", "too fine", "1", "2011-10-02 11:00:00", "1.00005", "B", FRANCE),
)
OUTCOMES = {
    "sold to a member": 5,
    "sold to nobody known": 1,
    "returned": 1,
    "duplicate": 1,
    "incomplete": 1,
    "wrong quantity": 1,
    "negative price": 1,
    "zero price": 1,
    "adjustment": 1,
    "service credit": 1,
    "cancelled by nobody known": 1,
    "no earlier sale": 1,
    "more than was sold": 1,
    "refused request-misfit": 1,
}


@pytest.fixture(autouse=True)
def _secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the secret of a run out of the checkout."""
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Give the made-up history as a file."""
    return _written(tmp_path / "story.csv", STORY)


def _written(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows((HEAD, *rows))
    return path


def _replay(history: Path, url: str, *options: str) -> Result:
    command = ["replay", RULES, "--history", str(history), "--db", url, *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def _table(history: Path, url: str) -> dict[str, Any]:
    result = _replay(history, url, "--json")
    assert 0 == result.exit_code, result.output
    table: dict[str, Any] = json.loads(result.stdout)
    return table


def _outcomes(table: dict[str, Any]) -> dict[str, int]:
    return {f"{row['outcome']} {row['code'] or ''}".strip(): row["rows"] for row in table["rows"]}


def test_every_row_of_a_story_comes_to_its_outcome(story: Path, database_url: str) -> None:
    """Orders, returns, points and each kind of dirty row are what can be counted by hand."""
    table = _table(story, database_url)

    assert OUTCOMES == _outcomes(table)
    assert len(STORY) == table["rows_in_all"] == table["rows_in_file"]
    assert (2, {"shop": 2, "stockist": 0, "partner": 0, "key": 0}) == (table["members"], table["tiers"])
    assert {"with_member": 3, "without_member": 1} == table["orders"]
    # A 29.00 and 10.00, B 600.00, and 3 x 0.125 rounded; back come 4 x 2.50 and 2 x 2.00, in two returns.
    assert (63938, 1400, 2) == (table["sold"]["amount"], table["refunded"]["amount"], table["returns"])
    # A: 24 and 10, of which 14 are taken back and the rest lapses. B: 600, and 50 for an order from abroad.
    points = {
        "issued": 684,
        "taken_back": 14,
        "spent": 0,
        "lapsed": 20,
        "open": 650,
        "pending": 650,
        "owed": 0,
    }
    assert points == table["points"]
    assert 0 == table["ledger"]["faults"]


def test_the_table_says_that_it_is_whole(story: Path, sqlite_database: str) -> None:
    """The table in words ends with the sum of its rows and with the ledger's verdict."""
    said = _replay(story, sqlite_database)

    assert 0 == said.exit_code
    assert f"in all{len(STORY):>37}  of {len(STORY)} in the file: every row is accounted for" in said.stdout
    assert "ledger verify: 2 accounts, clean" in said.stdout


def test_a_history_is_booked_once(story: Path, sqlite_database: str) -> None:
    """A database with orders of the programme is left as it is, with a sentence."""
    _table(story, sqlite_database)

    again = _replay(story, sqlite_database)

    assert 1 == again.exit_code
    assert "name a fresh database" in again.stderr


def test_a_programme_of_other_days_refuses_every_sale(
    story: Path, sqlite_database: str, tmp_path: Path
) -> None:
    """Rows that cannot be booked are counted under the refusal's code, and nothing stops."""
    later = shutil.copytree(RULES, tmp_path / "rules")
    programme = (later / "programme.yaml").read_text(encoding="utf-8")
    other = programme.replace(
        "{from: 2010-12-01, until: 2011-12-31}", "{from: 2011-11-01, until: 2011-12-31}"
    )
    (later / "programme.yaml").write_text(other, encoding="utf-8")
    (later / "examples.yaml").unlink()
    command = ["replay", str(later), "--history", str(story), "--db", sqlite_database, "--json"]

    table = json.loads(CliRunner().invoke(main, command, catch_exceptions=False).stdout)

    assert 7 == _outcomes(table)["refused unknown-programme"]
    assert len(STORY) == table["rows_in_all"]
    assert (0, {"with_member": 0, "without_member": 0}) == (table["members"], table["orders"])


def test_another_version_is_in_the_way(story: Path, sqlite_database: str, tmp_path: Path) -> None:
    """A history is not booked where other rules of the programme bind."""
    other = tmp_path / "online-retail"
    shutil.copytree(RULES, other)
    with (other / "programme.yaml").open("a") as file:
        file.write("# another version\n")
    CliRunner().invoke(main, ["adopt", str(other), "--db", sqlite_database], catch_exceptions=False)

    said = _replay(story, sqlite_database)

    assert 1 == said.exit_code
    assert "another version of this programme" in said.stderr


def test_a_file_that_is_no_history_is_refused(tmp_path: Path, sqlite_database: str) -> None:
    """A file without the columns ends with one sentence and code 1."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")

    said = _replay(path, sqlite_database)

    assert 1 == said.exit_code
    assert "lacks the column" in said.stderr


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the first few hundred rows of the real history, of 1 December 2010 before noon."""
    path = tmp_path_factory.mktemp("history") / "morning.parquet"
    duckdb.read_parquet(SEED).filter("InvoiceDate < '2010-12-01 12:00'").write_parquet(str(path))
    return path


def test_real_rows_add_up_to_what_the_file_says(morning: Path, database_url: str) -> None:
    """What was sold is the sum of quantity times price of the rows that were booked, rounded line by line."""
    booked = duckdb.read_parquet(str(morning)).filter("Quantity > 0 AND UnitPrice > 0")
    rows = booked.distinct().project("Quantity, UnitPrice").fetchall()
    pence = [(quantity * price * 100).quantize(Decimal(1), ROUND_HALF_UP) for quantity, price in rows]

    table = _table(morning, database_url)

    assert sum(pence) == table["sold"]["amount"] > 0
    assert table["rows_in_file"] == table["rows_in_all"] > 500
    assert 0 == table["ledger"]["faults"]


def test_two_replays_are_equal(morning: Path, sqlite_database: str, tmp_path: Path) -> None:
    """The same history gives the same table; a database that is not there is made."""
    fresh = f"sqlite:///{tmp_path / 'new' / 'fresh.db'}"

    assert _table(morning, sqlite_database) == _table(morning, fresh)


def test_jobs_bring_the_book_of_history_up_to_now(story: Path, sqlite_database: str) -> None:
    """What is due today, long after the last sale, is booked once."""
    _table(story, sqlite_database)
    run = ["jobs", "run", "--db", sqlite_database, "--json"]

    first = json.loads(CliRunner().invoke(main, run, catch_exceptions=False).stdout)
    second = json.loads(CliRunner().invoke(main, run, catch_exceptions=False).stdout)

    assert {"points": 1, "old-answers": 1, "retention": 1, "price-day": 4} == {
        row["kind"]: row["done"] for row in first["kinds"] if row["done"]
    }
    assert 0 == sum(row["done"] for row in second["kinds"])
