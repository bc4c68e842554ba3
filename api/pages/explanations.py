"""Why, as a page: a view of one explanation, for a member, an agent or an auditor."""

from collections.abc import Mapping

from flask import Response, json
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from api.auth import PageRight, caller, signed_in
from api.current import services
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.reading.forms import Wrong
from api.refusals import PageNotYours
from api.schemas.desk.documents import DOCUMENT
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.decision.telling.views import VIEWS, View
from loyalty.use_cases.pages.show_own_explanation import show_own_explanation
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.show_explanation import Explained, show_explanation
from loyalty.wording.page import as_part

explanation_pages = pages_of("explanations")
STAFF = PageRight(Scope.EXPLANATIONS_READ)
READ = PageRight(Scope.EXPLANATIONS_READ, member=True)
UNPROCESSABLE = 422
WIDER = {View.AGENT: Scope.EXPLANATIONS_AGENT, View.AUDITOR: Scope.EXPLANATIONS_AUDIT}


@explanation_pages.show("/pages/explanations", STAFF, "number", way="explanations.open")
def open_explanation_page(asked: Mapping[str, str]) -> Response | AnyResponse:
    """Ask for the number of an explanation, and go there."""
    wrong = bool(asked["number"]) and not _is_number(asked["number"])
    if asked["number"] and not wrong:
        return see(f"/pages/explanations/{asked['number']}")
    status = UNPROCESSABLE if wrong else 200
    return page("open_explanation.html", "explanations.open", status, number=asked["number"], wrong=wrong)


@explanation_pages.show("/pages/explanations/<explanation_id>", READ, "view")
def explanation_page(asked: Mapping[str, str], explanation_id: str) -> Response:
    """Explain a number to whoever may see it; a member sees what is their own."""
    found = _found(explanation_id)
    open_views = [name for name, view in VIEWS.items() if _may_see(view)]
    view = VIEWS[asked["view"] if asked["view"] in open_views else open_views[-1]]
    part = as_part(found.now, reader_language(), view)
    return page(
        "explanation.html",
        part.title,
        explanation_id=explanation_id,
        total=Markup(part.total),  # noqa: S704  escaped where it is made
        inner=Markup(part.inner),  # noqa: S704  the same
        views=open_views if len(open_views) > 1 else [],
        sealed=_may_take(),
        chosen=next(name for name, one in VIEWS.items() if one is view),
    )


@explanation_pages.show("/pages/explanations/<explanation_id>/sealed", READ)
def sealed_page(_: Mapping[str, str], explanation_id: str) -> Response:
    """Give the file by which anybody can check that the document is as it was told."""
    _found(explanation_id)
    if not _may_take():
        raise PageNotYours
    answer = Response(
        json.dumps(show_sealed(services(), explanation_id).file), content_type="application/json"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{explanation_id}.json"'
    return answer


def _may_take() -> bool:
    """Say whether the whole document may be taken along: by the member whose it is, and by auditors."""
    return signed_in().member is not None or _may_see(View.AUDITOR)


def _found(explanation_id: str) -> Explained:
    """Give the explanation where whoever is signed in may see it. Raises UnknownExplanation."""
    if not _is_number(explanation_id):
        raise UnknownExplanation
    member = signed_in().member
    if member is not None:
        return show_own_explanation(services(), member, explanation_id)
    try:
        found = show_explanation(services(), explanation_id)
    except ExplanationErased as erased:
        if caller().programme not in {None, erased.facts["programme"]}:
            raise UnknownExplanation from None
        raise
    if caller().programme not in {None, found.row.programme}:
        raise UnknownExplanation
    look_at(found.row.member_id)
    return found


def _is_number(text: str) -> bool:
    try:
        DOCUMENT.read(text)
    except Wrong:
        return False
    return True


def _may_see(view: View) -> bool:
    if view not in WIDER:
        return True
    key = signed_in().key
    return key is not None and WIDER[view] in key.scopes
