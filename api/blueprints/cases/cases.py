"""Cases: opened, handled by people, closed; and the repair of what a wrong rule did."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import person
from api.blueprints.common import CREATED, OK, Answer, chosen_programme, path_value, reached_member, replayed
from api.current import services
from api.reading.forms import INSTANT
from api.resource import Exchange, Resource
from api.schemas.cases.cases import (
    CASE_EXAMPLE,
    CASE_ID,
    SCOPE_EXAMPLE,
    SETTLE_EXAMPLE,
    STEP_EXAMPLE,
    CaseIn,
    CaseOut,
    CasesAsk,
    CasesOut,
    CaseStepIn,
    RemediesOut,
    ScopeIn,
    SettleIn,
    case_shown,
)
from api.schemas.common import OfProgramme
from loyalty.access.key import Role
from loyalty.access.scopes import Scope
from loyalty.cases.case import CaseKey, Cause, Kind, Outcome, Said, Step, Topic
from loyalty.cases.refusals import NoHumanRoute
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.cases.find_remedies import FindRemedies, find_remedies
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.settle_remedy import SettleRemedy, settle_remedy
from loyalty.use_cases.cases.show_case import cases_of_member, is_late, list_cases, show_case
from loyalty.use_cases.cases.show_remedies import show_remedies
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.once import Told

cases = Resource("cases", "What members ask a person to look at: reviews and complaints, with their clocks.")
READ, WRITE = Right(Scope.CASES_READ), Right(Scope.CASES_WRITE, books=True)
OPEN = Exchange(CaseOut, takes=CaseIn, status=CREATED, own_id=True, request_example=CASE_EXAMPLE)
STEP = Exchange(CaseOut, takes=CaseStepIn, own_id=True, request_example=STEP_EXAMPLE)
SCOPE = Exchange(RemediesOut, takes=ScopeIn, own_id=True, request_example=SCOPE_EXAMPLE)
SETTLE = Exchange(RemediesOut, takes=SettleIn, own_id=True, request_example=SETTLE_EXAMPLE)
SHOW = Exchange(CaseOut, asks=OfProgramme)
BY_PEOPLE = frozenset({Step.ANSWERED, Step.CLOSED})
"""Steps of which somebody of the staff takes the responsibility: a key of a system cannot."""


@cases.route("PUT", "/v1/cases/<case_id>", WRITE, OPEN)
def open_(body: dict[str, Any], case_id: str) -> Answer:
    """Open a case: ask that a person looks at a decision again, or complain.

    It names the document or the entry of points it is about, or nothing where it is about data or service.
    Whoever bought without being a member names the document alone. Its clocks begin at once. The same
    again is answered with 200.
    """
    key = _key(body["programme"], case_id)
    command = OpenCase(
        key,
        Kind(body["kind"]),
        Topic(body["topic"]),
        person(),
        body.get("words", ""),
        None if "member" not in body else reached_member(body["member"]),
        body.get("explanation"),
        body.get("seq"),
        body["wallet"],
    )
    return _answer(open_case(services(), command), CREATED)


@cases.route("POST", "/v1/cases/<case_id>/steps", WRITE, STEP)
def take_step_of_case(body: dict[str, Any], case_id: str) -> Answer:
    """Take a step of a case.

    Acknowledge it, give it to somebody, answer it, rate how it went, open it again, close it. It is answered
    by the person it was given to, who wrote neither the rules nor an answer that is contested. A complaint
    is closed with its cause; where that is a wrong rule, everybody it hit is made good before.
    """
    step = Step(body["step"])
    if step in BY_PEOPLE and caller().role is not Role.AGENT:
        raise NoHumanRoute("a key of an agent answers and closes cases")
    said = Said(
        to=body.get("to"),
        outcome=Outcome(body["outcome"]) if "outcome" in body else None,
        cause=Cause(body["cause"]) if "cause" in body else None,
        rule=body.get("rule"),
        repaired=body.get("repaired"),
        score=body.get("score"),
        recommends=body.get("recommends"),
    )
    key = _key(body["programme"], case_id)
    return _answer(take_case_step(services(), TakeCaseStep(key, step, person(), body.get("words", ""), said)))


@cases.route("GET", "/v1/cases", READ, Exchange(CasesOut, asks=CasesAsk))
def every_case(query: Mapping[str, Any]) -> dict[str, Any]:
    """List cases with their steps and clocks: of a programme, or of a member."""
    programme = chosen_programme(query)
    if "member" in query:
        found = cases_of_member(services(), MemberId(reached_member(query["member"])))
        found = [each for each in found if each["programme"] == programme]
        more = None
    else:
        after, limit = query.get("after", ""), query["limit"]
        still_open = query["state"] != "all"
        found = list_cases(services(), programme, still_open=still_open, after=after, limit=limit + 1)
        more = found[limit - 1]["case"] if len(found) > limit else None
        found = found[:limit]
    return {"cases": [case_shown(each) for each in found if _is(each, query["state"])], "next": more}


@cases.route("GET", "/v1/cases/<case_id>", READ, SHOW)
def one_case(query: Mapping[str, Any], case_id: str) -> dict[str, Any]:
    """Show a case: every step, who answered, and its clocks."""
    return case_shown(show_case(services(), _key(chosen_programme(query), case_id)))


@cases.route("POST", "/v1/cases/<case_id>/scope", WRITE, SCOPE)
def draw_up_scope(body: dict[str, Any], case_id: str) -> dict[str, Any]:
    """Find everybody whom a wrong rule hit.

    Every order of the wrong version is decided again by the version in which the rule is right; who paid
    too much or earned too little is owed the difference. Done again it adds who came since.
    """
    command = FindRemedies(_key(body["programme"], case_id), body["rule"], body["repaired"], person())
    return _remedies(find_remedies(services(), command))


@cases.route("GET", "/v1/cases/<case_id>/scope", READ, Exchange(RemediesOut, asks=OfProgramme))
def shown_scope(query: Mapping[str, Any], case_id: str) -> dict[str, Any]:
    """List everybody whom a wrong rule hit, with what is owed and what was made good."""
    return _remedies(show_remedies(services(), _key(chosen_programme(query), case_id)))


@cases.route("POST", "/v1/cases/<case_id>/settlements", WRITE, SETTLE)
def settle_one(body: dict[str, Any], case_id: str) -> dict[str, Any]:
    """Make one order good: its points are booked now, its money is paid by you and named by `reference`."""
    key = _key(body["programme"], case_id)
    command = SettleRemedy(key, body["source"], body["order"], person(), body.get("reference"))
    return _remedies(settle_remedy(services(), command))


def _is(told: Mapping[str, Any], state: str) -> bool:
    return is_late(told) if state == "late" else state == "all" or told["closed_at"] is None


def _key(programme: str, case_id: str) -> CaseKey:
    caller().reach(programme)
    return CaseKey(programme, path_value(CASE_ID, case_id, "case_id"))


def _answer(told: Told, status: int = OK) -> Answer:
    shown = case_shown(dict(told.data))
    return shown, OK if told.replayed else status, replayed(told.replayed)


def _remedies(told: dict[str, Any]) -> dict[str, Any]:
    remedies = [
        {
            **each,
            "settled_at": None if each["settled_at"] is None else INSTANT.read(each["settled_at"]),
        }
        for each in told["remedies"]
    ]
    return {**told, "remedies": remedies}
