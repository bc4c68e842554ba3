"""The Online Retail history by a richer programme: campaigns, payment with points at the till, returns.

At the end every law of the book holds: each account is verified from its rows, and what was
issued is what was taken back, spent, lapsed and is open.
"""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from loyalty.cli.main import main
from tests.journeys.richer import SEED, richer_rules

ROWS = 541_909


@pytest.fixture(autouse=True)
def _secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the secret of a run out of the checkout."""
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))


@pytest.fixture
def richer(tmp_path: Path) -> Path:
    """Give the shop's programme with more rules; its examples are about the fewer ones."""
    return richer_rules(tmp_path)


def _holds(rules: Path, history: Path | str, url: str) -> dict[str, Any]:
    """Give the closing table of a history, which keeps every law."""
    asked = ["--history", str(history), "--redeem", "--db", url, "--json"]
    result = CliRunner().invoke(main, ["replay", str(rules), *asked], catch_exceptions=False)
    assert 0 == result.exit_code, result.stderr
    table: dict[str, Any] = json.loads(result.stdout)
    points = table["points"]
    assert points["issued"] == sum(points[name] for name in ("taken_back", "spent", "lapsed", "open"))
    assert min(points[name] for name in ("taken_back", "spent", "lapsed", "open")) > 0
    assert table["rows_in_all"] == table["rows_in_file"]
    assert {"request-misfit", None} >= {row["code"] for row in table["rows"]}
    assert 0 == table["ledger"]["faults"]
    assert table["ledger"]["accounts"] > 0
    return table


def test_a_richer_programme_keeps_its_laws_over_some_buyers(
    richer: Path, tmp_path: Path, database_url: str
) -> None:
    """Some buyers' whole year of campaigns, payments with points and returns adds up on both databases."""
    path = tmp_path / "some.parquet"
    some = "CAST(CAST(CustomerID AS INTEGER) AS INTEGER) % 293 = 5"
    duckdb.read_parquet(SEED).filter(some).write_parquet(str(path))

    table = _holds(richer, path, database_url)

    assert table["returns"] > 0


@pytest.mark.slow
def test_a_richer_programme_keeps_its_laws_over_a_whole_year(richer: Path, tmp_path: Path) -> None:
    """Every row of the year, with campaigns, payments with points and returns, and the book is clean."""
    table = _holds(richer, SEED, f"sqlite:///{tmp_path / 'replay.db'}")

    assert ROWS == table["rows_in_all"]
