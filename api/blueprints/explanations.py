"""Explanations, as data, as text, as a page, as a table and in print, for whoever reads them."""

import re
from collections.abc import Mapping

from flask import Response, json

from api.auth import Right, caller
from api.blueprints.common import wanted
from api.blueprints.members import member_from_path
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.common import EXPLANATION
from api.schemas.desk.documents import DOCUMENT
from api.schemas.explanations import (
    FORMATS,
    DocumentOut,
    ExplanationAsk,
    ExplanationOut,
    PointsChangeAsk,
    PointsChangeOut,
)
from api.writing.explanations import written
from api.writing.watching import look_at
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.show_explanation import show_explanation

explanations = Resource("explanations", "Why: every number with its reasons.")
JSON = FORMATS["json"]
SHOW = Exchange(ExplanationOut, asks=ExplanationAsk, also=tuple(FORMATS.values())[1:])
ANY = Exchange(DocumentOut, asks=ExplanationAsk, also=tuple(FORMATS.values())[1:])
CHANGE = Exchange(PointsChangeOut, asks=PointsChangeAsk, also=tuple(FORMATS.values())[1:])
READ = Right(Scope.EXPLANATIONS_READ)
SEQ = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
WIDER = {View.AGENT: Scope.EXPLANATIONS_AGENT, View.AUDITOR: Scope.EXPLANATIONS_AUDIT}


@explanations.route("GET", "/v1/explanations/<explanation_id>", READ, SHOW)
def explanation(query: Mapping[str, str], explanation_id: str) -> Response:
    """Explain a number.

    The same document whenever it is asked for; a view hides some of it and changes nothing. As
    data, an auditor's can be worked out again by anybody; as text, page, table and in print it is
    written in the language asked for.
    """
    view = _view(query)
    try:
        number = str(EXPLANATION.read(explanation_id))
    except Wrong:
        raise UnknownExplanation(**_elsewhere(explanation_id)) from None
    return _told(_document(number), query, view)


@explanations.route("GET", "/v1/documents/<document_id>", READ, ANY)
def told_document(query: Mapping[str, str], document_id: str) -> Response:
    """Show a document by its number, whatever it is.

    Quotes, receipts, refunds, bills, changes of points, and the amounts left of what was erased: as it
    was told, with its seal, and beside it how it stands now.
    """
    view = _view(query)
    try:
        number = str(DOCUMENT.read(document_id))
    except Wrong:
        raise UnknownExplanation from None
    return _told(_document(number), query, view)


@explanations.route("GET", "/v1/members/<member_id>/ledger/<seq>/explanation", READ, CHANGE)
def points_change(query: Mapping[str, str], member_id: str, seq: str) -> Response:
    """Explain a change of points: an entry of the ledger by its number in a wallet.

    Points given away or received, converted, lapsed, taken back or set aside: what moved, of which
    lots, why, and where to turn. The other side of a transfer is not named.
    """
    view, member = _view(query), member_from_path(member_id)
    if SEQ.fullmatch(seq) is None:
        raise UnknownExplanation
    document = show_points_change(services(), member, int(seq), query["wallet"])
    return _told(document, query, view)


def _told(document: Document, query: Mapping[str, str], view: View) -> Response:
    """Give a view of a document as it is asked for."""
    kind = FORMATS[query["format"]] if "format" in query else wanted(list(FORMATS.values()))
    if kind == JSON:
        return Response(json.dumps(seen(document, view)), content_type=JSON)
    return written(document, kind, query["lang"], view)


def _elsewhere(text: str) -> Mapping[str, str]:
    """Give where a document of another kind is shown, nothing where the text is no number of one."""
    try:
        number = DOCUMENT.read(text)
    except Wrong:
        return {}
    hint = (
        f"It is the number of a bill, of a change of points or of what was left: GET /v1/documents/{number}."
    )
    return {"pointer": "", "hint": hint}


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
        found = show_explanation(services(), explanation_id)
    except ExplanationErased as erased:
        if caller().programme not in {None, erased.facts["programme"]}:
            raise UnknownExplanation from None
        raise
    if caller().programme not in {None, found.row.programme}:
        raise UnknownExplanation
    look_at(found.row.member_id)
    return found.now
