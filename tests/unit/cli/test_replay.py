"""``loyalty replay`` ends with code 1 where its own closing checks fail."""

from dataclasses import replace
from pathlib import Path

import pytest

from loyalty.adapters.history_file import HistoryFile, open_history
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey
from loyalty.ledger.verify import Fault
from loyalty.use_cases.verify_ledger import Verified
from tests.unit.cli.conftest import ROOT, Run

RULES = ROOT / "rules" / "online-retail"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Give a history of one sale."""
    file = tmp_path / "history.csv"
    file.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "1001,22633,WARMER,10,2011-03-01 09:00:00,2.000,A,United Kingdom\n",
        encoding="utf-8",
    )
    return file


def test_all_is_well(run: Run, history: Path) -> None:
    """A history that was booked whole into a ledger without faults ends with code 0; no bar is in the way."""
    result = run("replay", RULES, "--history", history)

    assert result.exit_code == 0
    assert "every row is accounted for" in result.stdout
    assert result.stdout.endswith("ledger verify: 1 accounts, clean\n")
    assert not result.stderr


def test_missing_rows_are_no_success(run: Run, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the file without an outcome ends with code 1 and is said aloud."""

    def with_a_row_more(path: Path, zone: str) -> HistoryFile:
        return replace(open_history(path, zone), count=2)

    monkeypatch.setattr("loyalty.cli.versions.histories.open_history", with_a_row_more)

    result = run("replay", RULES, "--history", history)

    assert result.exit_code == 1
    assert "1  of 2 in the file: ROWS ARE MISSING" in result.stdout


def test_faults_are_no_success(run: Run, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the ledger ends with code 1 and is counted."""
    found = Verified(AccountKey(MemberId(1), "points", "x"), 1, (Fault("chain", None, "it is broken"),))
    monkeypatch.setattr("loyalty.cli.replay.verify_ledger", lambda _: iter([found]))

    result = run("replay", RULES, "--history", history)

    assert result.exit_code == 1
    assert "1 accounts, 1 faults, LEDGER_TAMPERED: see `loyalty ledger verify`" in result.stdout
