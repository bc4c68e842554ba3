"""Documents on the desk: found, looked at number by number, followed to rule lines, signed off."""

from collections.abc import Mapping
from fractions import Fraction

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from api.auth import PageRight, caller
from api.blueprints.adoption.asking import person, reached
from api.blueprints.desk.traces import explanation_from_path, own
from api.current import services
from api.faults import NOT_CHOICE
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.pages.review.asking import FIELDS, programmes_reached, read_asked, unknown_programme
from api.refusals import RequestInvalid
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.desk.filed import KINDS, Filed
from loyalty.desk.sign_off import Judgement
from loyalty.kernel.identity import id_text
from loyalty.kernel.money import currency
from loyalty.privacy.free_text import NOTE_MAX
from loyalty.use_cases.desk.list_sign_offs import list_sign_offs
from loyalty.use_cases.desk.search_documents import Page, currency_of, search_documents
from loyalty.use_cases.desk.sign_off_document import sign_off_document
from loyalty.use_cases.desk.signing_off import Judged
from loyalty.use_cases.desk.trace_number import list_numbers, number_data, trace_number, traced_data
from loyalty.wording.amounts import money, points
from loyalty.wording.catalogue import say
from loyalty.wording.desk.numbers import named_numbers
from loyalty.wording.desk.traced import facts_said, step_said, version_said

desk_pages = pages_of("desk")
READ = PageRight(Scope.EXPLANATIONS_AUDIT)
WRITE = PageRight(Scope.EXPLANATIONS_AUDIT, books=True)
DESK = "/pages/desk"
LISTED = 50
UNPROCESSABLE = 422


@desk_pages.show(DESK, READ, *FIELDS, way="desk.way")
def desk(given: Mapping[str, str]) -> Response:
    """Find what was told by whatever is known of it."""
    programmes = programmes_reached()
    programme = reached(given["programme"] or (programmes or [""])[0])
    if programme not in programmes:
        return unknown_programme(DESK, programmes)
    asked = read_asked(given, programme, currency_of(services(), programme))
    look_at(asked.wanted.member_id)
    nothing = Page((), more=False)
    found = nothing if asked.wrong else search_documents(services(), asked.wanted, asked.number, LISTED)
    for each in found.found:
        look_at(each.member_id)
    older = {**{name: given[name] for name in FIELDS if given[name]}, "programme": programme}
    return page(
        "desk/search.html",
        "desk.title",
        UNPROCESSABLE if asked.wrong else 200,
        given={**given, "programme": programme},
        programmes=programmes,
        kinds=KINDS,
        wrong=asked.wrong,
        found=[_row(each) for each in found.found],
        older={**older, "before": found.found[-1].explanation_id} if found.more else {},
    )


@desk_pages.show(f"{DESK}/documents/<explanation_id>", READ)
def desk_document(_: Mapping[str, str], explanation_id: str) -> Response:
    """Show every number of a document with the rule line behind it, and who signed it off."""
    found = list_numbers(services(), explanation_from_path(explanation_id))
    own(found.row)
    language, programme = reader_language(), found.row.programme
    numbers = [number_data(each) for each in found.numbers]
    return page(
        "desk/document.html",
        explanation_id,
        explanation_id=explanation_id,
        programme=programme,
        digest=found.row.digest,
        kind=found.row.kind,
        numbers=named_numbers(found.document, numbers, language),
        steps=[each for each in numbers if each["number"].startswith("/steps/")],
        sign_offs=list_sign_offs(services(), programme, explanation_id, limit=LISTED),
        judgements=list(map(str, Judgement)),
        note_max=NOTE_MAX,
    )


@desk_pages.show(f"{DESK}/documents/<explanation_id>/trace", READ, "number")
def desk_trace(given: Mapping[str, str], explanation_id: str) -> Response:
    """Show the walk from a number to the rule lines behind it."""
    found = trace_number(services(), explanation_from_path(explanation_id), given["number"])
    own(found.row)
    language, data = reader_language(), traced_data(found)
    numbers = named_numbers(list_numbers(services(), explanation_id).document, [data["number"]], language)
    colon = say("pages.colon", language)
    named = [f"{each['name']}{colon}{each['said']}" for each in numbers]
    named.append(f"{data['number']['step']}{colon}{data['number']['value']}")  # a step has no other name
    return page(
        "desk/trace.html",
        named[0],
        explanation_id=explanation_id,
        number=data["number"],
        version=version_said(data, language),
        places=data["places"],
        steps=[step_said(step, language) for step in data["steps"]],
        facts=facts_said(data, language),
    )


@desk_pages.take(f"{DESK}/documents/<explanation_id>/sign-off", WRITE, "judgement", optional=("note",))
def desk_sign_off(given: Mapping[str, str], explanation_id: str) -> AnyResponse:
    """Sign a document off."""
    asked = explanation_from_path(explanation_id)
    sign_off_document(services(), asked, judged(given), caller().programme)
    return see(f"{DESK}/documents/{asked}", "signed-off")


def judged(given: Mapping[str, str]) -> Judged:
    """Give what the form of a sign-off holds. Raises RequestInvalid."""
    if given["judgement"] not in set(Judgement):
        raise RequestInvalid([NOT_CHOICE.at("/judgement")])
    return Judged(Judgement(given["judgement"]), person(), given["note"] or None)


def _row(found: Filed) -> dict[str, object]:
    return {
        "id": found.explanation_id,
        "kind": found.kind,
        "at": found.told_at,
        "amount": _amount(found),
        "member": "" if found.member_id is None else id_text("mem", found.member_id),
        "number": found.reference,
        "rules": found.rules,
    }


def _amount(found: Filed) -> str:
    if not found.currency:
        return points(Fraction(found.amount), reader_language())
    exponent = currency(found.currency).exponent
    return money(Fraction(found.amount), found.currency, exponent, reader_language())
