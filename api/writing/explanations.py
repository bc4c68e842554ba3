"""An explanation in words: as text, as a page, as a table, and in print."""

from datetime import datetime

from flask import Response

from loyalty.decision.explain import Document
from loyalty.decision.telling.views import View
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.compose import viewed
from loyalty.wording.page import as_page
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text, without_codes


def written(document: Document, kind: str, language: str, view: View) -> Response:
    """Give a view as ``kind``, a media type other than data, in the language."""
    body: str | bytes
    match kind:
        case "application/pdf":
            told = datetime.fromisoformat(str(document.get("issued_at") or document["at"]))
            body = as_pdf(viewed(document, language, view), language, told)
        case "text/csv":
            body = explanation_sheet(document, language, view=view)
        case "text/html":
            body = as_page(document, language, view=view)
        case _:
            body = without_codes(as_text(document, language, view=view))
    plain = kind == "application/pdf"
    response = Response(body, content_type=kind if plain else f"{kind}; charset=utf-8")
    response.headers["Content-Language"] = language
    return response
