"""The whole Online Retail history goes through the engine, and one changed byte of its book is found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty.cli.main import main

ROWS = 541_909


@pytest.mark.slow
def test_every_row_of_a_year_is_accounted_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row has one outcome, the published counts come back, the ledger is clean, tampering is named."""
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))
    book = tmp_path / "replay.db"
    asked = ("--history", "seed/online_retail.parquet", "--db", f"sqlite:///{book}", "--json")
    result = CliRunner().invoke(main, ["replay", "rules/online-retail", *asked])

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    rows = {row["outcome"]: row["rows"] for row in told["rows"]}
    assert ROWS == sum(rows.values()) == told["rows_in_file"]
    # As published for the file: customers and their rows without duplicates; duplicates; bad-debt rows.
    assert (4_338, 392_692, 5_268, 2) == (
        told["members"],
        rows["sold to a member"],
        rows["duplicate"],
        rows["negative price"],
    )
    assert 18_532 == told["orders"]["with_member"]
    assert 0 == told["ledger"]["faults"]

    kept = bytearray(book.read_bytes())
    kept[kept.index(b"order:550000") + len(b"order:55000")] ^= 1
    book.write_bytes(kept)
    verified = CliRunner().invoke(main, ["ledger", "verify", "--db", f"sqlite:///{book}", "--json"])
    assert verified.exit_code == 1
    assert len(json.loads(verified.stdout)["faults"]) >= 1
