"""An explanation in print."""

from datetime import datetime

from loyalty.decision.telling.views import View
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.compose import viewed
from loyalty.wording.voice import Document


def in_print(document: Document, language: str, *, view: View = View.BUYER) -> bytes:
    """Give a view as PDF that says it was made when it was told. Raises UnknownLanguageError."""
    told = datetime.fromisoformat(document.get("issued_at", document["at"]))
    return as_pdf(viewed(document, language, view), language, told)
