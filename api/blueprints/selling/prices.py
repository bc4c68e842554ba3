"""What articles cost, in rows that nobody can change, and what that lets a merchant announce."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.auth import Right
from api.blueprints.adoption.asking import reached
from api.current import services
from api.faults import REQUIRED
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.selling.prices import (
    CHECK_EXAMPLE,
    IMPORT_EXAMPLE,
    ChainOut,
    PricesAsk,
    PricesIn,
    PricesOut,
    PricesTakenOut,
    ReductionIn,
    ReductionOut,
    ReductionsOut,
    ReferenceAsk,
    asked_of,
    ended_shown,
    raw_rows,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.prices.check_reduction import check_reduction, checked_data
from loyalty.use_cases.prices.import_prices import ImportPrices, import_prices
from loyalty.use_cases.prices.list_prices import ListPrices, list_prices, price_data, verify_prices
from loyalty.use_cases.prices.list_reductions import announced_data, list_reductions

prices = Resource("prices", "What articles cost, and which reductions may be announced.")
READ = Right(Scope.PROGRAMMES_READ)
WRITE = Right(Scope.RULES_WRITE, books=True)
TAKE = Exchange(PricesTakenOut, takes=PricesIn, request_example=IMPORT_EXAMPLE, own_id=True)
CHECK = Exchange(ReductionOut, takes=ReductionIn, request_example=CHECK_EXAMPLE)


@prices.route("POST", "/v1/programmes/<name>/prices", WRITE, TAKE)
def take_prices(body: dict[str, Any], name: str) -> dict[str, Any]:
    """Take in prices; a wrong row stops no other, and the same rows again add nothing.

    Rows are never changed: one that was wrong is corrected by another that names its number.
    """
    command = ImportPrices(reached(name), body["source"], raw_rows(body["rows"]), body["dry_run"])
    ended = [ended_shown(each) for each in import_prices(services(), command)]
    return {"dry_run": body["dry_run"], "rows": ended}


@prices.route("GET", "/v1/programmes/<name>/prices", READ, Exchange(PricesOut, asks=PricesAsk))
def every_price(query: Mapping[str, Any], name: str) -> dict[str, Any]:
    """List rows of the price history in order of their numbers."""
    command = ListPrices(reached(name), query.get("sku", ""), query["after"], query["limit"])
    return {"prices": [_row(price_data(each)) for each in list_prices(services(), command)]}


@prices.route("GET", "/v1/programmes/<name>/price-chain", READ, Exchange(ChainOut))
def price_chain(name: str) -> dict[str, Any]:
    """Say whether every row is as it was written, and none is missing."""
    chain = verify_prices(services(), reached(name))
    return {"rows": chain.rows, "digest": chain.digest, "broken": list(chain.broken)}


@prices.route("GET", "/v1/programmes/<name>/reference-price", READ, Exchange(ReductionOut, asks=ReferenceAsk))
def reference_price(query: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Say the price that a reduction beginning on a day may be compared with, market by market."""
    return _checked(checked_data(check_reduction(services(), asked_of(reached(name), query))))


@prices.route("POST", "/v1/programmes/<name>/reductions/check", READ, CHECK)
def check_announced(body: dict[str, Any], name: str) -> dict[str, Any]:
    """Check a reduction before it is announced: what is struck through, and the percentage."""
    if "was" not in body and "percent" not in body:
        raise RequestInvalid([REQUIRED.at("/was")])
    return _checked(checked_data(check_reduction(services(), asked_of(reached(name), body))))


@prices.route("GET", "/v1/programmes/<name>/reductions", READ, Exchange(ReductionsOut))
def announced(name: str) -> dict[str, Any]:
    """List the reductions that the version in force announces, each checked by the history as it is now."""
    found = [announced_data(each) for each in list_reductions(services(), reached(name))]
    return {"reductions": [{**_checked(each), "until": _day(each["until"])} for each in found]}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _row(data: dict[str, Any]) -> dict[str, Any]:
    times = {"since": "from", "until": "to", "recorded_at": "recorded_at"}
    return {**data, **{name: _instant(data[column]) for name, column in times.items()}}


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    markets = [{**each, "reference": _reference(each["reference"])} for each in data["markets"]]
    return {**data, "day": date.fromisoformat(data["day"]), "markets": markets}


def _reference(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if data is None:
        return None
    window = data["window"]
    return {**data, "window": {"since": _instant(window["from"]), "until": _instant(window["until"])}}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
