"""A history whose rows state what the coffee shop's rules read, backtested and booked."""

import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from loyalty.cli.main import main
from tests.journeys.coffee_history import write

RULES, HISTORY = Path("rules/corner-coffee"), Path("seed/corner_coffee.csv")


@pytest.fixture(autouse=True)
def _secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the secret of a run out of the checkout."""
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))


def _run(*command: object) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*map(str, command), "--json"], catch_exceptions=False)
    assert 0 == result.exit_code, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def _changed(folder: Path) -> Path:
    """Give the shop with 6 % for gold in place of 5 %, and 1 % for silver in place of 2 %."""
    rules = folder / "changed"
    shutil.copytree(RULES, rules, ignore=shutil.ignore_patterns("examples.yaml"))
    tiers = (rules / "tiers.yaml").read_text(encoding="utf-8")
    tiers = tiers.replace("discount: 5%", "discount: 6%").replace("discount: 2%", "discount: 1%")
    (rules / "tiers.yaml").write_text(tiers, encoding="utf-8")
    return rules


def test_the_file_is_what_its_seed_makes() -> None:
    """The shipped history can be made again to the letter."""
    made = StringIO()
    write(made)

    assert HISTORY.read_text(encoding="utf-8") == made.getvalue()


def test_gold_wins_and_silver_loses_and_it_adds_up(tmp_path: Path) -> None:
    """Every order is decided, the tiers part as the change says, and their sums are the whole's.

    So it is from a file with types of its own, and whoever decides.
    """
    parquet, changed = tmp_path / "coffee.parquet", _changed(tmp_path)
    duckdb.read_csv(str(HISTORY)).write_parquet(str(parquet))

    told = _run("backtest", RULES, changed, "--history", HISTORY)

    totals = told["totals"]
    assert totals["orders_refused"] == {"unit": "count", "old": 0, "new": 0, "difference": 0}
    tiers = {group["name"]: group for group in told["tiers"]}
    assert tiers["gold"]["better"] > tiers["gold"]["worse"]
    assert tiers["silver"]["worse"] > tiers["silver"]["better"] == 0
    assert tiers["blue"]["better"] == tiers["blue"]["worse"] == 0
    assert told["adds_up"]
    paid = sum(group["paid"] for group in told["tiers"])
    assert paid + told["nobody"]["paid"] == totals["revenue"]["difference"]
    assert told == _run("backtest", RULES, changed, "--history", parquet, "--processes", "2")


def test_it_says_what_booking_comes_to(tmp_path: Path) -> None:
    """Orders that are booked with the same facts come to the same money and points."""
    rows = HISTORY.read_text(encoding="utf-8").splitlines(keepends=True)
    some = tmp_path / "some.csv"
    some.write_text("".join(rows[:160]), encoding="utf-8")

    told = _run("backtest", RULES, _changed(tmp_path), "--history", some)
    # The rules bind from November on; as they would have bound all the time is what is compared.
    booked_rules = tmp_path / "bound"
    shutil.copytree(RULES, booked_rules)
    named = booked_rules / "programme.yaml"
    text = named.read_text(encoding="utf-8").replace("{from: 2026-11-15", "{from: 2026-01-01")
    named.write_text(text, encoding="utf-8")
    booked = _run("replay", booked_rules, "--history", some, "--db", f"sqlite:///{tmp_path}/x.db")

    totals = {name: each["old"] for name, each in told["totals"].items()}
    assert booked["points"] == {name: totals[name] for name in booked["points"]}
    assert (booked["sold"]["amount"], booked["refunded"]["amount"]) == (totals["sold"], totals["refunded"])
    rows_told = {(row["outcome"], row["code"]): row["old"] for row in told["rows"] if row["old"]}
    assert rows_told == {(row["outcome"], row["code"]): row["rows"] for row in booked["rows"]}
    assert booked["ledger"]["faults"] == 0
