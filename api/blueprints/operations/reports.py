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
from api.schemas.operations.reports import (
    DaysAsk,
    DormantAsk,
    DormantOut,
    FiguresOut,
    GapsOut,
    LiabilityOut,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.cases.make_service_figures import make_service_figures
from loyalty.use_cases.cases.show_service_figures import show_service_figures
from loyalty.use_cases.reports.list_dormant import list_dormant
from loyalty.use_cases.reports.make_outcome_gaps import make_outcome_gaps
from loyalty.use_cases.reports.show_liability import show_liability
from loyalty.use_cases.reports.show_outcome_gaps import show_outcome_gaps

reports = Resource("reports", "What members hold, what lies dormant, and how service went.")
POINTS, CASES = Right(Scope.POINTS_READ), Right(Scope.CASES_READ)
MAKING = Right(Scope.CASES_WRITE, books=True)
DAYS_EXAMPLE = {"first": "2026-10-01", "last": "2026-12-31"}
MAKE_GAPS = Exchange(GapsOut, takes=DaysAsk, own_id=True, request_example=DAYS_EXAMPLE)
MAKE_FIGURES = Exchange(FiguresOut, takes=DaysAsk, own_id=True, request_example=DAYS_EXAMPLE)


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


@reports.route("POST", "/v1/programmes/<name>/outcome-gaps", MAKING, MAKE_GAPS)
def make_gaps(body: Mapping[str, date], name: str) -> dict[str, Any]:
    """Measure how far what buyers save lies apart between groups, and keep what is told.

    By facts that are lawful to group by, with intervals and how many they rest on; of protected traits it
    is said that it cannot be measured. The same days again give the same, while nothing new came in.
    """
    first, last = _days(body, "/last")
    return _with_days(make_outcome_gaps(services(), reached(name), first, last))


@reports.route("GET", "/v1/programmes/<name>/outcome-gaps", CASES, Exchange(GapsOut, asks=DaysAsk))
def outcome_gaps(query: Mapping[str, date], name: str) -> dict[str, Any]:
    """Show how far what buyers save lies apart between groups, as it was told last of these days.

    `report-not-made` where nobody made it; looking writes nothing.
    """
    first, last = _days(query)
    return _with_days(show_outcome_gaps(services(), reached(name), first, last))


@reports.route("POST", "/v1/programmes/<name>/service-figures", MAKING, MAKE_FIGURES)
def make_figures(body: Mapping[str, date], name: str) -> dict[str, Any]:
    """Work out figures about service by fixed formulas, each with how many it rests on, and keep them.

    No price reads them. The same days again give the same, while nothing new came in.
    """
    first, last = _days(body, "/last")
    return _with_days(make_service_figures(services(), reached(name), first, last))


@reports.route("GET", "/v1/programmes/<name>/service-figures", CASES, Exchange(FiguresOut, asks=DaysAsk))
def service_figures(query: Mapping[str, date], name: str) -> dict[str, Any]:
    """Show figures about service as they were told last of these days.

    `report-not-made` where nobody made them; looking writes nothing.
    """
    first, last = _days(query)
    return _with_days(show_service_figures(services(), reached(name), first, last))


def _days(asked: Mapping[str, date], place: str = "?last") -> tuple[date, date]:
    """Give first and last day. Raises RequestInvalid where the last is before the first."""
    if asked["last"] < asked["first"]:
        raise RequestInvalid([OUT_OF_RANGE.hinting("it is not before `first`").at(place)])
    return asked["first"], asked["last"]


def _with_days(told: dict[str, Any]) -> dict[str, Any]:
    days = {name: DAY.read(told[name]) for name in ("first", "last")}
    then = {"told_at": INSTANT.read(told["told_at"])} if "told_at" in told else {}
    return {**told, **days, **then}
