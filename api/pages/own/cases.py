"""The member asks a person: that a decision is looked at again, or that something is put right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from api.auth import signed_in
from api.current import services
from api.faults import NOT_ID, TOO_LONG
from api.pages.frame import page, see
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, OF_MEMBERS, own_member, source
from api.reading.forms import Wrong
from api.refusals import RequestInvalid
from api.schemas.cases.cases import CASE_ID
from loyalty.adoption.version import Person
from loyalty.cases.case import DECISIONS, WORDS_MAX, CaseKey, Clock, Kind, Step, Topic
from loyalty.cases.refusals import CaseUnfit, UnknownCase
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.show_case import cases_of_member
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.pages.show_own_explanation import show_own_explanation
from loyalty.use_cases.show_member import show_member

own_cases = pages_of("own_cases")
CASES = "/pages/me/cases"
UNPROCESSABLE = 422
ID_BITS = 64


@own_cases.show(CASES, MEMBERS, "about", way="way.cases")
def cases_page(asked: Mapping[str, str]) -> Response:
    """List what the member asked, with the answers, and take a new question."""
    if asked["about"]:
        show_own_explanation(services(), own_member(), asked["about"])
    return _page(asked["about"])


@own_cases.take(CASES, OF_MEMBERS, "case", "kind", "topic", optional=("about", "words"))
def ask_person(given: Mapping[str, str]) -> Response | AnyResponse:
    """Open a case; sent again, it is the same case."""
    if given["about"]:
        show_own_explanation(services(), own_member(), given["about"])
    try:
        _open(given)
    except (ValueError, CaseUnfit):
        return _page(given["about"], given)
    return see(CASES, "asked")


def _open(given: Mapping[str, str]) -> None:
    """Open the case that was filled in. Raises CaseUnfit, and ValueError where a word is none of the list."""
    if len(given["words"]) > WORDS_MAX:
        raise CaseUnfit
    command = OpenCase(
        CaseKey(_programme(), _case_id(given["case"])),
        Kind(given["kind"]),
        Topic(given["topic"]),
        _person(),
        given["words"],
        own_member(),
        given["about"] or None,
    )
    open_case(services(), command)


@own_cases.take(f"{CASES}/again", OF_MEMBERS, "case", "words")
def open_again(given: Mapping[str, str]) -> AnyResponse:
    """Contest an answer."""
    own = {each["case"] for each in cases_of_member(services(), own_member())}
    if given["case"] not in own:
        raise UnknownCase
    if len(given["words"]) > WORDS_MAX:
        raise RequestInvalid([TOO_LONG.at("/words")])
    key = CaseKey(_programme(), given["case"])
    take_case_step(services(), TakeCaseStep(key, Step.REOPENED, _person(), given["words"]))
    return see(CASES, "opened-again")


def _page(about: str, filled: Mapping[str, str] | None = None) -> Response:
    topics = [str(each) for each in Topic if (each in DECISIONS) is bool(about)]
    found = reversed(cases_of_member(services(), own_member()))
    return page(
        "own/cases.html",
        "own.cases",
        200 if filled is None else UNPROCESSABLE,
        about=about,
        kinds=[str(each) for each in Kind],
        topics=topics,
        case=filled["case"] if filled else f"page-{services().entropy.bits(ID_BITS).hex()}",
        filled=filled or {},
        wrong=filled is not None,
        most=WORDS_MAX,
        cases=[_told(each) for each in found],
    )


def _told(case: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the member is told of a case: how far it is, by when, and every answer."""
    until, late = _awaited(case)
    answers = [each for each in case["steps"] if each["step"] == Step.ANSWERED]
    about = case["about"] or ""
    return {
        "case": case["case"],
        "kind": case["kind"],
        "topic": case["topic"],
        "state": case["state"],
        "opened": case["opened_at"][:10],
        "words": case["steps"][0]["words"],
        "about": about if about.startswith("exp_") else "",
        "until": until,
        "late": late,
        "answers": [(each["at"][:10], each["outcome"], each["words"] or "") for each in answers],
        "contestable": case["state"] in {Step.ANSWERED, Step.CLOSED},
    }


def _awaited(case: Mapping[str, Any]) -> tuple[datetime | None, bool]:
    """Give by when the member has an answer, None where none is awaited, and whether it is late."""
    waits = [each for each in case["clocks"] if each["clock"] == Clock.ANSWER and each["met_at"] is None]
    if not waits or case["state"] == Step.CLOSED:
        return None, False
    first = min(waits, key=lambda each: each["until"])
    return datetime.fromisoformat(first["until"]), first["late"]


def _programme() -> str:
    return show_member(services(), own_member()).member.programme


def _person() -> Person:
    return Person(source(), signed_in().session.key_id)


def _case_id(text: str) -> str:
    try:
        return str(CASE_ID.read(text))
    except Wrong as wrong:
        raise RequestInvalid([NOT_ID.at("/case")]) from wrong
