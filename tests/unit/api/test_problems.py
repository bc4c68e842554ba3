"""The rows of problems and their pages."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import api.faults
import loyalty
from api.faults import Fault, pointer_to
from api.problems import ROWS, problem_of
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.refusals import InsufficientPoints
from loyalty.privacy.refusals import UnknownRecipient
from tests.unit.api.trial import Trial, trial_app


@pytest.fixture(scope="module")
def whole_engine() -> None:
    """Import all of the engine, which is what makes its refusals known."""
    for module in pkgutil.walk_packages(loyalty.__path__, "loyalty."):
        if ".migrations" not in module.name and ".cli" not in module.name:  # neither has refusals
            importlib.import_module(module.name)


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Give every subclass of ours that is imported; tests make some of their own."""
    for child in kind.__subclasses__():
        if child.__module__.partition(".")[0] in {"api", "loyalty"}:
            yield child
        yield from refusals(child)


def test_each_refusal_has_a_row_of_its_title(whole_engine: None) -> None:
    """Every refusal has a row, and the title of the row is the one that the refusal has."""
    wrong = {kind.code: kind.title for kind in refusals() if ROWS[kind.code].title != kind.title}

    assert {} == wrong


def test_each_row_is_of_a_refusal(whole_engine: None) -> None:
    """No row is left behind when a refusal goes."""
    assert set() == set(ROWS) - {kind.code for kind in refusals()}


@pytest.mark.parametrize("code", ROWS)
def test_each_problem_has_its_page(client: FlaskClient, code: str) -> None:
    """The type of a problem is an address with a page, for programs and for readers."""
    for_programs = client.get(f"/problems/{code}")
    for_readers = client.get(f"/problems/{code}", headers={"Accept": "text/html"})

    assert (200, "application/json", code) == (
        for_programs.status_code,
        for_programs.content_type,
        for_programs.get_json()["code"],
    )
    assert "text/html" == for_readers.mimetype
    assert f"<h1>{ROWS[code].title}" in for_readers.text.replace("&#39;", "'")
    assert 400 <= ROWS[code].status < 600


def test_the_numbers_of_a_case_are_its_reason() -> None:
    """What was needed and what there was stand in the problem under the same names for all."""
    refusal = InsufficientPoints(needed=500, available=126)
    with trial_app(Trial()).test_request_context("/v1/x") as context:
        context.app.preprocess_request()
        document = problem_of(refusal, ROWS[refusal.code])

    assert [{"code": refusal.code, "need": 500, "have": 126}] == document["reasons"]


def test_a_place_without_a_hint_has_none() -> None:
    """A name that is like none that is known gets no empty hint; the whole body is a place."""
    far = UnknownRecipient(pointer="/recipient", hint="")
    whole = UnknownRecipient(pointer="", hint="did you mean `post`?")

    with trial_app(Trial()).test_request_context("/v1/x") as context:
        context.app.preprocess_request()
        told = [problem_of(each, ROWS[each.code])["errors"] for each in (far, whole)]

    said = {"code": far.code, "message": far.detail}
    assert [
        [{**said, "pointer": "/recipient"}],
        [{**said, "pointer": "", "hint": "did you mean `post`?"}],
    ] == told


def test_misfits_are_errors_with_pointers() -> None:
    """What the programme does not know is pointed at like what the schema does not know."""
    refusal = RequestMisfit(
        (Misfit("/lines/0/colour", "unknown-fact", "is not declared", "did you mean `brand`?"),)
    )
    with trial_app(Trial()).test_request_context("/v1/x") as context:
        context.app.preprocess_request()
        document = problem_of(refusal, ROWS[refusal.code])

    wanted = Fault("unknown-fact", "is not declared", "did you mean `brand`?", "/lines/0/colour")
    assert [wanted.body()] == document["errors"]


def test_fault_codes_are_words_of_their_own() -> None:
    """Codes are written in small letters and hyphens; none stands for two faults."""
    codes = [value.code for value in vars(api.faults).values() if isinstance(value, Fault)]

    assert codes
    assert sorted(set(codes)) == sorted(codes)
    assert [] == [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)]


def test_pointers_are_escaped() -> None:
    """Names with ~ and / are written as RFC 6901 says; the body itself is an empty pointer."""
    assert "/a~0b/c~1d/0" == pointer_to(("a~b", "c/d", 0))
    assert "" == pointer_to(())
