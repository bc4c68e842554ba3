"""Bills in words as answers: text, page, CSV, PDF."""

from collections.abc import Mapping
from datetime import datetime

from flask import Response

from loyalty.decision.explain import Document
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.bills.sheet import invoice_sheet
from loyalty.wording.bills.value import value_wording
from loyalty.wording.page import page_of
from loyalty.wording.text import laid_out, titled

OTHER = {"en": "zh-CN", "zh-CN": "en"}
SAVED_AS: Mapping[str, str] = {"text/csv": "csv", "application/pdf": "pdf"}


def written(document: Document, kind: str, language: str) -> Response:
    """Give an issued bill as text, HTML, CSV or PDF; the last two are files with the bill's number."""
    wording = invoice_wording(document, language)
    match kind:
        case "application/pdf":
            body: str | bytes = as_pdf(wording, language, datetime.fromisoformat(document["issued_at"]))
        case "text/csv":
            body = invoice_sheet(document, language)
        case "text/html":
            body = page_of(wording, language, switch=f"?format=html&lang={OTHER[language]}")
        case _:
            body = titled(wording, language)
    return _answer(document, body, kind, language)


def written_value(document: Document, kind: str, language: str, address: str) -> Response:
    """Give a statement of value as text or HTML; ``address`` is that of the page in the other language."""
    wording = value_wording(document, language)
    body = page_of(wording, language, switch=address) if kind == "text/html" else laid_out(wording, language)
    return _answer(document, body, kind, language)


def _answer(document: Document, body: str | bytes, kind: str, language: str) -> Response:
    charset = "" if kind == "application/pdf" else "; charset=utf-8"
    answer = Response(body, content_type=f"{kind}{charset}")
    answer.headers["Content-Language"] = language
    if kind in SAVED_AS:
        name = f"{document['kind'].replace('_', '-')}-{document['number']}.{SAVED_AS[kind]}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
