"""Sales that are handed in come to what the same sales in a file come to."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty.adapters.entropy import SystemEntropy
from loyalty.cli.main import main
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.backtest_sales import BacktestSales, backtest_sales
from loyalty.use_cases.histories.sales import Sold
from loyalty.use_cases.refusals import FindingsStand, UnknownDigest, UnknownProgramme, VersionsDiffer
from loyalty.use_cases.services import Services
from loyalty.wording.backtest.data import as_data
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee, shipped

NOW = datetime(2011, 12, 1, 9, tzinfo=UTC)
NAME = "online-retail"
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
SALES = (
    ("1003", "22633", "1", "2011-03-03T09:00:00", "3", None),
    ("C1002", "22633", "-5", "2011-03-02T09:00:00", "20", "7"),
    ("1004", "22633", "2", "2011-03-04T09:00:00", "2.5", "12"),
    ("1001", "22633", "10", "2011-03-01T09:00:00", "20", "7"),
    ("1001", "22634", "1", "2011-03-01T09:00:00", "4.25", "7"),
    ("A1005", "B", "1", "2011-03-05T09:00:00", "11", "7"),
)
BUDGETS = """budgets:
  - {id: hello, name: {en: Hello, zh-CN: 你好}, points: 60, after_return: given_back}
"""


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give a database in which the shop of the history has its programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = Services(units, StandingClock(NOW), SystemEntropy(), b"s")
        adopt_programme(made, shipped(NAME))
        yield made


def _half(more: str = "") -> Mapping[str, str]:
    files = dict(shipped(NAME))
    files["earn.yaml"] = files["earn.yaml"].replace("for_each: 1.00", "for_each: 2.00") + more
    return {name: text for name, text in files.items() if name != "examples.yaml"}


def _sold() -> list[Sold]:
    return [
        Sold(
            bill,
            article,
            Fraction(quantity),
            Fraction(price),
            datetime.fromisoformat(at).replace(tzinfo=UTC),
            buyer,
            "United Kingdom",
        )
        for bill, article, quantity, at, price, buyer in SALES
    ]


def test_as_by_the_command_on_a_file(services: Services, tmp_path: Path) -> None:
    """Handed in in any order, rows come to all that the command says of the same rows in a file."""
    folders = {"old": shipped(NAME), "new": _half()}
    for folder, files in folders.items():
        (tmp_path / folder).mkdir()
        for name, text in files.items():
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    rows = [
        f"{b},{a},X,{q},{at.replace('T', ' ')},{p},{who or ''},United Kingdom\n"
        for b, a, q, at, p, who in SALES
    ]
    (tmp_path / "history.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    words = [
        "backtest",
        str(tmp_path / "old"),
        str(tmp_path / "new"),
        "--history",
        str(tmp_path / "history.csv"),
    ]

    result = backtest_sales(services, BacktestSales(NAME, _sold(), _half()))

    assert result.adds_up
    by_command = CliRunner().invoke(main, [*words, "--json"], catch_exceptions=False).stdout
    assert json.loads(by_command) == json.loads(json.dumps(as_data(result)))


def test_shared_budgets_are_decided_by_time(services: Services) -> None:
    """Where members share a budget the first sale in time takes of it, not the first that is named."""
    result = backtest_sales(services, BacktestSales(NAME, _sold(), {**_half(), "budgets.yaml": BUDGETS}))

    assert result.adds_up


def test_what_is_tried_is_a_version_of_the_programme(services: Services) -> None:
    """Unknown programmes and digests, files with findings and files of another programme are refused."""
    tried = BacktestSales(NAME, _sold(), _half())
    for refusal, command in (
        (UnknownProgramme, BacktestSales("nobody", tried.sales, tried.source)),
        (UnknownDigest, BacktestSales(NAME, tried.sales, digest="0" * 64)),
        (FindingsStand, BacktestSales(NAME, tried.sales, {"programme.yaml": "programme: 1\n"})),
        (VersionsDiffer, BacktestSales(NAME, tried.sales, coffee())),
    ):
        with pytest.raises(refusal):
            backtest_sales(services, command)
