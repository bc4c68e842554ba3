"""Why, as a page: a view of one explanation, for a member, an agent or an auditor."""

from collections.abc import Mapping

from flask import Response
from markupsafe import Markup

from api.auth import PageRight, caller, signed_in
from api.current import services
from api.pages.frame import page, reader_language
from api.pages.group import pages_of
from api.reading.forms import Wrong
from api.schemas.common import EXPLANATION
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.decision.telling.views import VIEWS, View
from loyalty.use_cases.pages.show_own_explanation import show_own_explanation
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.show_explanation import Explained, show_explanation
from loyalty.wording.page import as_part

explanation_pages = pages_of("explanations")
READ = PageRight(Scope.EXPLANATIONS_READ, member=True)
WIDER = {View.AGENT: Scope.EXPLANATIONS_AGENT, View.AUDITOR: Scope.EXPLANATIONS_AUDIT}


@explanation_pages.show("/pages/explanations/<explanation_id>", READ, "view")
def explanation_page(asked: Mapping[str, str], explanation_id: str) -> Response:
    """Explain a number to whoever may see it; a member sees what is their own."""
    found = _found(explanation_id)
    open_views = [name for name, view in VIEWS.items() if _may_see(view)]
    view = VIEWS[asked["view"] if asked["view"] in open_views else open_views[-1]]
    part = as_part(found.document, reader_language(), view)
    return page(
        "explanation.html",
        part.title,
        explanation_id=explanation_id,
        total=Markup(part.total),  # noqa: S704  escaped where it is made
        inner=Markup(part.inner),  # noqa: S704  the same
        views=open_views if len(open_views) > 1 else [],
        chosen=next(name for name, one in VIEWS.items() if one is view),
    )


def _found(explanation_id: str) -> Explained:
    """Give the explanation where whoever is signed in may see it. Raises UnknownExplanation."""
    try:
        wanted = str(EXPLANATION.read(explanation_id))
    except Wrong:
        raise UnknownExplanation from None
    member = signed_in().member
    if member is not None:
        return show_own_explanation(services(), member, wanted)
    found = show_explanation(services(), wanted)
    if caller().programme not in {None, found.row.programme}:
        raise UnknownExplanation
    look_at(found.row.member_id)
    return found


def _may_see(view: View) -> bool:
    if view not in WIDER:
        return True
    key = signed_in().key
    return key is not None and WIDER[view] in key.scopes
