"""Reports over a whole programme."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.auth import Right
from api.blueprints.adoption.asking import reached
from api.current import services
from api.faults import OUT_OF_RANGE
from api.reading.forms import DAY, INSTANT
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.operations.reports import DaysAsk, DormantAsk, DormantOut, FiguresOut, GapsOut, LiabilityOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.cases.show_service_figures import show_service_figures
from loyalty.use_cases.reports.list_dormant import list_dormant
from loyalty.use_cases.reports.show_liability import show_liability
from loyalty.use_cases.reports.show_outcome_gaps import show_outcome_gaps

reports = Resource("reports", "What members hold, what lies dormant, and how service went.")
POINTS, CASES = Right(Scope.POINTS_READ), Right(Scope.CASES_READ)


@reports.route("GET", "/v1/programmes/<name>/liability", POINTS, Exchange(LiabilityOut, asks=DaysAsk))
def liability(query: Mapping[str, date], name: str) -> dict[str, Any]:
    """Show what members hold as a liability, wallet by wallet.

    Opening, issued, used, lapsed, taken back, closing; what it is worth, what of it is expected never to be
    used as it was measured, and how the price of the days is shared over goods and points.
    """
    first, last = _days(query)
    return _with_days(show_liability(services(), reached(name), first, last))


@reports.route("GET", "/v1/programmes/<name>/dormant", POINTS, Exchange(DormantOut, asks=DormantAsk))
def dormant(query: Mapping[str, int], name: str) -> dict[str, Any]:
    """List accounts with which nobody did anything for a time, by what they hold.

    What was bought may have to be reported to a state as unclaimed; nothing is handed over by itself.
    """
    told = list_dormant(services(), reached(name), query["months"])
    accounts = [{**each, "last": INSTANT.read(each["last"])} for each in told["accounts"]]
    return {**told, "before": date.fromisoformat(told["before"]), "accounts": accounts}


@reports.route("GET", "/v1/programmes/<name>/outcome-gaps", CASES, Exchange(GapsOut, asks=DaysAsk))
def outcome_gaps(query: Mapping[str, date], name: str) -> dict[str, Any]:
    """Show how far what buyers save lies apart between groups, with intervals and how many they rest on.

    Measured by facts that are lawful to group by; of protected traits it is said that it cannot be measured.
    """
    first, last = _days(query)
    return _with_days(show_outcome_gaps(services(), reached(name), first, last))


@reports.route("GET", "/v1/programmes/<name>/service-figures", CASES, Exchange(FiguresOut, asks=DaysAsk))
def service_figures(query: Mapping[str, date], name: str) -> dict[str, Any]:
    """Show figures about service by fixed formulas, each with how many it rests on; no price reads them."""
    first, last = _days(query)
    return _with_days(show_service_figures(services(), reached(name), first, last))


def _days(query: Mapping[str, date]) -> tuple[date, date]:
    """Give first and last day. Raises RequestInvalid where the last is before the first."""
    if query["last"] < query["first"]:
        raise RequestInvalid([OUT_OF_RANGE.hinting("it is not before `first`").at("?last")])
    return query["first"], query["last"]


def _with_days(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "first": DAY.read(told["first"]), "last": DAY.read(told["last"])}
