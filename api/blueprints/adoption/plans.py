"""Plans of adoption: made, looked at, approved or rejected by another person, adopted."""

from typing import Any

from api.auth import Right
from api.blueprints.adoption.asking import STEP, person, reached
from api.blueprints.common import CREATED, OK, Answer, path_value, replayed
from api.current import services
from api.faults import GIVEN_TWICE, REQUIRED
from api.reading.conditions import NEW_PARAMETER, PARAMETER_OR_NEW, seen, seen_or_new, tagged
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.adoption.files import source_of
from api.schemas.adoption.plans import (
    PLAN_EXAMPLE,
    PLAN_ID,
    REASON_EXAMPLE,
    AdoptedOut,
    AdoptionPlanOut,
    AdoptionPlansOut,
    AnswerIn,
    PlanIn,
    ReasonIn,
)
from loyalty.access.scopes import Scope
from loyalty.adoption.plan import AdoptionPlan
from loyalty.use_cases.lifecycle.adopt_plan import AdoptPlan, adopt_plan
from loyalty.use_cases.lifecycle.answering import AnsweredPlan, AnswerPlan
from loyalty.use_cases.lifecycle.approve_plan import approve_plan
from loyalty.use_cases.lifecycle.list_adoption_plans import list_adoption_plans, show_adoption_plan
from loyalty.use_cases.lifecycle.plan_adoption import PlanAdoption, plan_adoption
from loyalty.use_cases.lifecycle.plans import plan_data
from loyalty.use_cases.lifecycle.reject_plan import reject_plan

adoption_plans = Resource(
    "plans of adoption", "What is to bind from which day, decided in everything, for another to approve."
)
READ = Right(Scope.PROGRAMMES_READ)
WRITE = Right(Scope.RULES_WRITE, books=True)
APPROVE = Right(Scope.RULES_APPROVE, books=True)
MAKE = Exchange(
    AdoptionPlanOut,
    takes=PlanIn,
    status=CREATED,
    own_id=True,
    tagged=True,
    conditions=(PARAMETER_OR_NEW, NEW_PARAMETER),
    request_example=PLAN_EXAMPLE,
)
LET = Exchange(
    AdoptionPlanOut,
    takes=AnswerIn,
    own_id=True,
    tagged=True,
    conditions=STEP,
    request_example={"reason": "as the board decided"},
)
END = Exchange(
    AdoptionPlanOut,
    takes=ReasonIn,
    own_id=True,
    tagged=True,
    conditions=STEP,
    request_example=REASON_EXAMPLE,
)
ADOPT = Exchange(AdoptedOut, own_id=True, tagged=True, conditions=STEP)
OF_PLAN = "/v1/programmes/<name>/plans/<plan_id>"


@adoption_plans.route("POST", "/v1/programmes/<name>/plans", WRITE, MAKE)
def make_plan(body: dict[str, Any], name: str) -> Answer:
    """Plan to adopt rule files, or an earlier version once more.

    The files are checked, their examples run, their constraints decided. Nothing binds yet.
    """
    if ("files" in body) == ("earlier" in body):
        raise RequestInvalid([(GIVEN_TWICE if "files" in body else REQUIRED).at("/files")])
    command = PlanAdoption(
        reached(name),
        body["id"],
        person(),
        source_of(body["files"]) if "files" in body else None,
        body.get("earlier"),
        body.get("day"),
        seen_or_new(),
    )
    made = plan_adoption(services(), command)
    data, _, headers = _told(made.plan, replay=made.replayed)
    return data, OK if made.replayed else CREATED, headers


@adoption_plans.route("GET", "/v1/programmes/<name>/plans", READ, Exchange(AdoptionPlansOut))
def plans_made(name: str) -> dict[str, object]:
    """List every plan of adoption of a programme."""
    return {"plans": [plan_data(plan) for plan in list_adoption_plans(services(), reached(name))]}


@adoption_plans.route("GET", OF_PLAN, READ, Exchange(AdoptionPlanOut, tagged=True))
def plan_made(name: str, plan_id: str) -> Answer:
    """Show a plan of adoption: what is reviewed, and how far it is."""
    return _told(show_adoption_plan(services(), reached(name), _plan_id(plan_id)))


@adoption_plans.route("POST", f"{OF_PLAN}/approval", APPROVE, LET)
def approve(body: dict[str, Any], name: str, plan_id: str) -> Answer:
    """Approve a plan that somebody else made, with another key."""
    return _answered(approve_plan(services(), _answer(body, name, plan_id)))


@adoption_plans.route("POST", f"{OF_PLAN}/rejection", APPROVE, END)
def reject(body: dict[str, Any], name: str, plan_id: str) -> Answer:
    """Reject a plan, for good."""
    return _answered(reject_plan(services(), _answer(body, name, plan_id)))


@adoption_plans.route("POST", f"{OF_PLAN}/adoption", WRITE, ADOPT)
def adopt_planned(name: str, plan_id: str) -> Answer:
    """Let an approved plan bind from its day on, after everything is decided once more."""
    adopted = adopt_plan(services(), AdoptPlan(reached(name), _plan_id(plan_id), person(), seen()))
    plan = adopted.plan
    data = {
        "programme": plan.programme,
        "digest": plan.digest,
        "binds_from": adopted.binds_from,
        "plan": plan.plan_id,
        "differs": list(adopted.differs),
    }
    return data, OK, {**replayed(adopted.replayed), **tagged(plan.tag)}


def _answer(body: dict[str, Any], name: str, plan_id: str) -> AnswerPlan:
    return AnswerPlan(reached(name), _plan_id(plan_id), person(), body.get("reason"), seen())


def _answered(given: AnsweredPlan) -> Answer:
    return _told(given.plan, replay=given.replayed)


def _plan_id(plan_id: str) -> str:
    return path_value(PLAN_ID, plan_id, "plan_id")


def _told(plan: AdoptionPlan, *, replay: bool = False) -> Answer:
    return plan_data(plan), OK, {**replayed(replay), **tagged(plan.tag)}
