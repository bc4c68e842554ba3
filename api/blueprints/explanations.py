"""Explanations, as data, as text, as a page, as a table and in print, for whoever reads them."""

from collections.abc import Mapping

from flask import Response, json

from api.auth import Right, caller
from api.blueprints.common import wanted
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.common import EXPLANATION
from api.schemas.explanations import FORMATS, ExplanationAsk, ExplanationOut
from api.writing.explanations import written
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.show_explanation import show_explanation

explanations = Resource("explanations", "Why: every number with its reasons.")
JSON = FORMATS["json"]
SHOW = Exchange(ExplanationOut, asks=ExplanationAsk, also=tuple(FORMATS.values())[1:])
WIDER = {View.AGENT: Scope.EXPLANATIONS_AGENT, View.AUDITOR: Scope.EXPLANATIONS_AUDIT}


@explanations.route("GET", "/v1/explanations/<explanation_id>", Right(Scope.EXPLANATIONS_READ), SHOW)
def explanation(query: Mapping[str, str], explanation_id: str) -> Response:
    """Explain a number.

    The same document whenever it is asked for; a view hides some of it and changes nothing. As
    data, an auditor's can be worked out again by anybody; as text, page, table and in print it is
    written in the language asked for.
    """
    document = _document(explanation_id)
    view = _view(query)
    kind = FORMATS[query["format"]] if "format" in query else wanted(list(FORMATS.values()))
    if kind == JSON:
        return Response(json.dumps(seen(document, view)), content_type=JSON)
    return written(document, kind, query["lang"], view)


def _view(query: Mapping[str, str]) -> View:
    """Give the view that is asked for, else the widest the key may see. Raises ScopeMissing."""
    if "view" not in query:
        return max(view for view in View if view not in WIDER or WIDER[view] in caller().scopes)
    view = VIEWS[query["view"]]
    if view in WIDER:
        caller().permit(WIDER[view], books=False)
    return view


def _document(explanation_id: str) -> Document:
    try:
        found = show_explanation(services(), str(EXPLANATION.read(explanation_id)))
    except Wrong:
        raise UnknownExplanation from None
    if caller().programme not in {None, found.row.programme}:
        raise UnknownExplanation
    look_at(found.row.member_id)
    return found.document
