"""Documents and comparisons signed off by reviewers."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import person, reached
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.desk.documents import AUDIT
from api.blueprints.desk.traces import explanation_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.desk.decisions import DecisionsAsk, DecisionsOut
from api.schemas.desk.sign_offs import (
    COMPARISON_EXAMPLE,
    SIGN_EXAMPLE,
    ComparisonSignOffIn,
    SignOffIn,
    SignOffOut,
    SignOffsAsk,
    SignOffsOut,
)
from loyalty.access.scopes import Scope
from loyalty.desk.sign_off import Judgement, SignOff
from loyalty.use_cases.desk.compare_decisions import CompareDecisions, compare_decisions, compared_data
from loyalty.use_cases.desk.list_sign_offs import list_sign_offs
from loyalty.use_cases.desk.sign_off_comparison import sign_off_comparison
from loyalty.use_cases.desk.sign_off_document import sign_off_document
from loyalty.use_cases.desk.signing_off import Judged, SignedOff

sign_offs = Resource("sign-offs", "What reviewers held to be right or wrong, signed and kept for ever.")
WRITE = Right(Scope.EXPLANATIONS_AUDIT, books=True)
SIGN = Exchange(SignOffOut, takes=SignOffIn, status=CREATED, own_id=True, request_example=SIGN_EXAMPLE)
COMPARED = Exchange(
    SignOffOut, takes=ComparisonSignOffIn, status=CREATED, own_id=True, request_example=COMPARISON_EXAMPLE
)


@sign_offs.route("POST", "/v1/explanations/<explanation_id>/sign-offs", WRITE, SIGN)
def sign_document(body: dict[str, Any], explanation_id: str) -> Answer:
    """Sign off a document: hold what was told to be right, or wrong.

    Nobody who planned or adopted the version that decided may; the same sign-off again gives the first.
    """
    asked = explanation_from_path(explanation_id)
    return _told(sign_off_document(services(), asked, _judged(body), caller().programme))


@sign_offs.route("POST", "/v1/programmes/<name>/comparison/sign-offs", WRITE, COMPARED)
def sign_comparison(body: dict[str, Any], name: str) -> Answer:
    """Sign off what changes from one version to another, as `GET …/comparison` tells it.

    Nobody who planned or adopted the newer one may; the audit of the programme has it as a step.
    """
    return _told(sign_off_comparison(services(), reached(name), body["old"], body["new"], _judged(body)))


@sign_offs.route("GET", "/v1/programmes/<name>/sign-offs", AUDIT, Exchange(SignOffsOut, asks=SignOffsAsk))
def sign_off_list(query: Mapping[str, Any], name: str) -> dict[str, object]:
    """List sign-offs, of one document or comparison or of all, in their order."""
    limit = query["limit"]
    asked = {"after": query["after"], "limit": limit}
    found = list_sign_offs(services(), reached(name), query.get("subject"), **asked)
    more = found[-1].number if len(found) == limit else None
    return {"sign_offs": [_shown(each) for each in found], "next": more}


@sign_offs.route(
    "GET",
    "/v1/programmes/<name>/comparison/decisions",
    AUDIT,
    Exchange(DecisionsOut, asks=DecisionsAsk),
)
def decisions(query: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Say what a version would have made of receipts that another one decided. Nothing is booked."""
    asked = (query["old"], query["new"], query.get("since"), query.get("until"), query["limit"])
    return compared_data(compare_decisions(services(), CompareDecisions(reached(name), *asked)))


def _judged(body: Mapping[str, Any]) -> Judged:
    return Judged(Judgement(body["judgement"]), person(), body.get("note"))


def _told(given: SignedOff) -> Answer:
    return _shown(given.sign_off), OK if given.replayed else CREATED, replayed(given.replayed)


def _shown(found: SignOff) -> dict[str, Any]:
    return found.to_json() | {"at": found.at}
