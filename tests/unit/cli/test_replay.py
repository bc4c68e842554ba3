"""``loyalty replay`` ends with code 1 where its own closing checks fail."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

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


def test_facts_that_need_a_consent_are_left_out_and_told(run: Run, tmp_path: Path) -> None:
    """What a history tells of a member and is kept by a consent alone is not kept, which is told."""
    rules = tmp_path / "rules"
    copytree(RULES, rules)
    more = {
        "facts.yaml": "  member.birth_day_month: {is: day_month, label: personal, purpose: [treat], "
        "assessment: pia-1, consent: birthday_benefit}\n",
        "basket.yaml": "  discounts: {combine: best, rules: [{id: treat, "
        'name: {en: Treat, zh-CN: 优惠}, when: member.birth_day_month == "11-22", percent: 20%}]}\n',
    }
    for name, text in more.items():
        (rules / name).write_text((rules / name).read_text(encoding="utf-8") + text, encoding="utf-8")
    history = tmp_path / "told.csv"
    history.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,"
        "member.birth_day_month\n"
        "1001,22633,WARMER,10,2011-03-01 09:00:00,2.000,A,United Kingdom,11-23\n",
        encoding="utf-8",
    )

    told = run("replay", rules, "--history", history)

    assert 0 == told.exit_code, told.output
    assert "1 column of the history left out: `member.birth_day_month`. What is kept by a" in told.stderr
