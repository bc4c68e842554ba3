"""Explanations, as data, as text and as a page."""

from collections.abc import Mapping

from flask import Response, json

from api.auth import Right, caller
from api.blueprints.common import wanted
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.common import EXPLANATION
from api.schemas.explanations import FORMATS, ExplanationAsk, ExplanationOut
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.page import as_page
from loyalty.wording.text import as_text

explanations = Resource("explanations", "Why: every number with its reasons.")
JSON, TEXT, HTML = FORMATS["json"], FORMATS["text"], FORMATS["html"]
SHOW = Exchange(ExplanationOut, asks=ExplanationAsk, also=(TEXT, HTML))


@explanations.route("GET", "/v1/explanations/<explanation_id>", Right(Scope.EXPLANATIONS_READ), SHOW)
def explanation(query: Mapping[str, str], explanation_id: str) -> Response:
    """Explain a number.

    The same document whenever it is asked for. As data it can be worked out again by anybody;
    as text and HTML it is written in the language asked for.
    """
    document = _document(explanation_id)
    kind = FORMATS[query["format"]] if "format" in query else wanted([JSON, TEXT, HTML])
    if kind == JSON:
        return Response(json.dumps(document), content_type=JSON)
    write = as_page if kind == HTML else as_text
    response = Response(write(document, query["lang"]), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Language"] = query["lang"]
    return response


def _document(explanation_id: str) -> Document:
    try:
        found = show_explanation(services(), str(EXPLANATION.read(explanation_id)))
    except Wrong:
        raise UnknownExplanation from None
    if caller().programme not in {None, found.row.programme}:
        raise UnknownExplanation
    return found.document
