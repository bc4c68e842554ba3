"""``loyalty backtest``: what it works out in memory is what booking the history would come to."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from loyalty.cli.main import main
from tests.journeys.richer import RULES, SEED, richer_rules

ROWS = 541_909


@pytest.fixture(autouse=True)
def _secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the secret of a run out of the checkout."""
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the whole year of some buyers, and of some bills of nobody."""
    path = tmp_path_factory.mktemp("some") / "some.parquet"
    buyers = "CAST(CAST(CustomerID AS INTEGER) AS INTEGER) % 97 = 5"
    nobody = "CustomerID IS NULL AND InvoiceNo LIKE '5370%'"
    duckdb.read_parquet(SEED).filter(f"({buyers}) OR ({nobody})").write_parquet(str(path))
    return path


def _run(*command: object) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*map(str, command), "--json"], catch_exceptions=False)
    assert 0 == result.exit_code, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def _changed(folder: Path) -> Path:
    """Give the shop with a discount by tier, a smaller cap, an earlier end, fewer days to return."""
    rules = folder / "changed"
    shutil.copytree(RULES, rules, ignore=shutil.ignore_patterns("examples.yaml"))
    earn = (rules / "earn.yaml").read_text(encoding="utf-8")
    earn = earn.replace("at_most: 20000", "at_most: 2000").replace("after: 6 months", "after: 3 months")
    (rules / "earn.yaml").write_text(earn, encoding="utf-8")
    tiers = (rules / "tiers.yaml").read_text(encoding="utf-8")
    (rules / "tiers.yaml").write_text(
        re.sub(r"(earn: (?!1x).*)}", r"\1, discount: 2%}", tiers).replace("12 months", "3 months"),
        encoding="utf-8",
    )
    basket = (rules / "basket.yaml").read_text(encoding="utf-8")
    (rules / "basket.yaml").write_text(basket.replace("400 days", "20 days"), encoding="utf-8")
    return rules


def _booked(rules: Path, history: Path, folder: Path, *options: str) -> dict[str, Any]:
    return _run(
        "replay", rules, "--history", history, "--db", f"sqlite:///{folder}/{rules.name}.db", *options
    )


def _agrees(told: dict[str, Any], side: str, table: dict[str, Any]) -> None:
    totals = {name: each[side] for name, each in told["totals"].items()}
    assert table["points"] == {name: totals[name] for name in table["points"]}
    assert table["members"] == totals["members"]
    assert table["orders"]["with_member"] == totals["orders_of_members"]
    assert table["orders"]["without_member"] == totals["orders_of_nobody"]
    assert table["returns"] == totals["returns"]
    assert table["sold"]["amount"] == totals["sold"]
    assert table["refunded"]["amount"] == totals["refunded"]
    assert table["at"] == told["until"]
    rows = {(row["outcome"], row["code"]): row["rows"] for row in table["rows"]}
    assert rows == {(row["outcome"], row["code"]): row[side] for row in told["rows"] if row[side]}
    ended = dict.fromkeys(table["tiers"], 0)
    for move in told["moves"]:
        ended[move[side]] += move["members"]
    if told["groups_not_told"]["moves"]:
        assert all(ended[tier] <= members for tier, members in table["tiers"].items())
    else:
        assert table["tiers"] == ended


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--redeem",)], ids=["earning", "paying with points"])
def test_it_says_what_booking_comes_to(tmp_path: Path, some: Path, options: tuple[str, ...]) -> None:
    """Under either of two versions totals, tiers and every row's outcome are those of a replay."""
    old, new = richer_rules(tmp_path), _changed(tmp_path)

    told = _run("backtest", old, new, "--history", some, *options)

    _agrees(told, "old", _booked(old, some, tmp_path, *options))
    _agrees(told, "new", _booked(new, some, tmp_path, *options))
    assert told["adds_up"]
    assert told["totals"]["discounts"]["new"] > 0
    assert told["totals"]["returns_refused"]["new"] > 0
    assert min(told["members"]["better"] + told["members"]["worse"], len(told["losers"])) > 0


BUDGETS = """\
budgets:
  - {id: hello, name: {en: Hello, zh-CN: 你好}, points: 900, after_return: given_back}
  - {id: sale, name: {en: Sale, zh-CN: 促销}, money: 400.00, after_return: given_back}
  - {id: once, name: {en: Once, zh-CN: 一次}, times: 1, per: [member, month], after_return: stays_spent}
"""
HELLO = "{id: hello, name: {en: Hello, zh-CN: 你好}, add: 40, once_per: order, budget: hello}"
DISCOUNTS = """\
  discounts:
    combine: best
    rules:
      - {id: sale, name: {en: Sale, zh-CN: 促销}, when: line.quantity >= 12, percent: 5%, budget: sale}
      - {id: once, name: {en: Once, zh-CN: 一次}, percent: 1%, budget: once}
"""


def test_budgets_are_spent_as_booking_spends_them(tmp_path: Path, some: Path) -> None:
    """Points and money of campaigns go to whoever comes first, and are given again after returns."""
    rules = _changed(tmp_path)
    earn = (rules / "earn.yaml").read_text(encoding="utf-8")
    (rules / "earn.yaml").write_text(
        earn.replace("  rules:\n", f"  rules:\n    - {HELLO}\n") + BUDGETS, encoding="utf-8"
    )
    with (rules / "basket.yaml").open("a", encoding="utf-8") as basket:
        basket.write(DISCOUNTS)

    told = _run("backtest", RULES, rules, "--history", some)

    _agrees(told, "new", _booked(rules, some, tmp_path))
    assert told["adds_up"]
    assert told["totals"]["discounts"]["new"] > 400


@pytest.mark.slow
def test_several_processes_say_the_same(tmp_path: Path, some: Path) -> None:
    """Members are independent: three processes, each with a part of them, come to the same result."""
    asked = ("backtest", RULES, _changed(tmp_path), "--history", some, "--redeem")

    assert _run(*asked) == _run(*asked, "--processes", "3")


@pytest.mark.slow
def test_the_other_way_round_everything_is_negated(tmp_path: Path, some: Path) -> None:
    """With old and new changed over, every difference has the other sign."""
    changed = _changed(tmp_path)

    there = _run("backtest", RULES, changed, "--history", some, "--redeem")
    back = _run("backtest", changed, RULES, "--history", some, "--redeem")

    assert {name: -each["difference"] for name, each in there["totals"].items()} == {
        name: each["difference"] for name, each in back["totals"].items()
    }
    assert -there["members"]["gain"] == back["members"]["gain"]
    assert (there["members"]["better"], there["members"]["worse"]) == (
        back["members"]["worse"],
        back["members"]["better"],
    )
    moved = sorted(move["members"] for move in there["moves"])
    assert moved == sorted(move["members"] for move in back["moves"])
    assert all(members > 10 for members in moved)


def test_a_version_beside_itself_changes_nothing(some: Path) -> None:
    """Nobody wins, nobody loses, and every difference is nothing."""
    told = _run("backtest", RULES, RULES, "--history", some, "--redeem")

    assert {0} == {each["difference"] for each in told["totals"].values()}
    assert (0, 0, 0) == tuple(told["members"][name] for name in ("better", "worse", "gain"))
    assert [] == told["losers"]
    assert told["adds_up"]


@pytest.mark.slow
def test_the_whole_year_is_what_replay_closes_with(tmp_path: Path) -> None:
    """Over all rows the old totals are those of the year booked, in which a changed byte is found."""
    told = _run("backtest", RULES, _changed(tmp_path), "--history", SEED, "--processes", "2")

    booked = _booked(RULES, Path(SEED), tmp_path)
    _agrees(told, "old", booked)
    assert told["adds_up"]
    _every_row_is_accounted_for(booked)
    _one_changed_byte_is_found(tmp_path / f"{RULES.name}.db")


def _every_row_is_accounted_for(told: dict[str, Any]) -> None:
    """Hold that every row has one outcome, the published counts come back, and the ledger is clean."""
    rows = {row["outcome"]: row["rows"] for row in told["rows"] if not row["code"]}
    assert ROWS == sum(row["rows"] for row in told["rows"]) == told["rows_in_file"]
    # As published for the file: customers and their rows without duplicates; duplicates; bad-debt rows.
    assert (4_338, 392_692, 5_268, 2) == (
        told["members"],
        rows["sold to a member"],
        rows["duplicate"],
        rows["negative price"],
    )
    assert 18_532 == told["orders"]["with_member"]
    assert 0 == told["ledger"]["faults"]


def _one_changed_byte_is_found(book: Path) -> None:
    kept = bytearray(book.read_bytes())
    kept[kept.index(b"order:550000") + len(b"order:55000")] ^= 1
    book.write_bytes(kept)
    verified = CliRunner().invoke(main, ["ledger", "verify", "--db", f"sqlite:///{book}", "--json"])
    assert verified.exit_code == 1
    assert len(json.loads(verified.stdout)["faults"]) >= 1
