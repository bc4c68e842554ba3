"""Sales decided by the version that binds and by another one, before anybody plans to adopt it."""

from typing import Any

from api.auth import Right
from api.blueprints.adoption.asking import reached
from api.current import services
from api.faults import GIVEN_TWICE, REQUIRED
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.adoption.backtests import BACKTEST_EXAMPLE, BacktestIn, BacktestOut, sold
from api.schemas.adoption.files import source_of
from loyalty.access.scopes import Scope
from loyalty.use_cases.backtest_sales import BacktestSales, backtest_sales
from loyalty.wording.backtest.data import as_data

backtests = Resource(
    "backtests", "What another version would have done to those who bought. Nothing is booked."
)
TRY = Exchange(BacktestOut, takes=BacktestIn, request_example=BACKTEST_EXAMPLE)


@backtests.route("POST", "/v1/programmes/<name>/backtests", Right(Scope.RULES_WRITE), TRY)
def backtest(body: dict[str, Any], name: str) -> dict[str, Any]:
    """Decide sales by the version that binds and by another one, and say who wins and who loses.

    Both decide as if they had bound all the time; nothing is booked and nothing is kept. A longer
    history is for `loyalty backtest` on the command line.
    """
    if ("files" in body) == ("version" in body):
        raise RequestInvalid([(GIVEN_TWICE if "files" in body else REQUIRED).at("/files")])
    command = BacktestSales(
        reached(name),
        sold(body["sales"]),
        source_of(body["files"]) if "files" in body else None,
        body.get("version", ""),
        body["redeem"],
    )
    return as_data(backtest_sales(services(), command))
