"""Decide sales that are handed in by the version that binds and by another one: nothing is booked or kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from loyalty.backtest.result import Backtest
from loyalty.decision.programme import Programme, compile_programme
from loyalty.history.bill import Row, bills
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.backtest_programmes import (
    BacktestProgrammes,
    backtest_programmes,
    check_versions,
    share_budgets,
)
from loyalty.use_cases.backtests.result import result_of
from loyalty.use_cases.histories.sales import Sold, rows_of
from loyalty.use_cases.lifecycle.known import whole_digest
from loyalty.use_cases.refusals import FindingsStand
from loyalty.use_cases.services import Services

ROWS_MAX: Final = 5_000
"""The most rows of one request; a longer history is for the command line."""


@dataclass(frozen=True, slots=True)
class BacktestSales:
    """What is tried: files in ``source``, else the version of ``digest``, or of its first digits.

    ``sales`` has at least one row. With ``redeem`` members pay with points whenever a version lets them.
    """

    programme: str
    sales: Sequence[Sold]
    source: Mapping[str, str] | None = None
    digest: str = ""
    redeem: bool = False


def backtest_sales(services: Services, command: BacktestSales) -> Backtest:
    """Give who wins and who loses, as if either version had bound all the time.

    Raises UnknownProgramme, UnknownDigest, FindingsStand, VersionsDiffer, and RequestMisfit where neither
    version understands what is stated of the sales.
    """
    with services.units.read() as unit:
        old = services.programmes.in_force(unit, command.programme, services.clock.now())
        new = _other(services, unit, command)
    check_versions(old, new)
    rows, stated = rows_of(command.sales, (old, new))
    begins: dict[tuple[str | None, ...], datetime] = {}
    for row in rows:
        begins[_whose(row)] = min(begins.get(_whose(row), _at(row)), _at(row))
    by_time = share_budgets(old, new)
    # The order in which a history is read: of one member after the other, unless members share budgets.
    rows.sort(key=lambda row: ("" if by_time else row[6] or "", begins[_whose(row)], *map(str, _whose(row))))
    last = max(map(_at, rows))
    read = bills(rows, stated)
    given = BacktestProgrammes(old, new, read, last, _untold, command.redeem, stated)
    ended = max(sold.at for sold in command.sales)
    return result_of(old, new, backtest_programmes(given), ended, redeem=command.redeem)


def _other(services: Services, unit: UnitOfWork, command: BacktestSales) -> Programme:
    if command.source is None:
        digest = whole_digest(unit, command.digest, command.programme)
        return services.programmes.by_digest(unit, digest)
    compiled = compile_programme(command.source)
    if compiled.programme is None:
        raise FindingsStand(compiled.findings)
    return compiled.programme


def _whose(row: Row) -> tuple[str | None, ...]:
    return row[0], row[6], row[7]


def _at(row: Row) -> datetime:
    at = row[4]
    assert at is not None  # noqa: S101 - every row that is handed in has a time
    return at


def _untold(_rows: int) -> None:
    """Tell nobody how far it is: a request waits for its answer."""
