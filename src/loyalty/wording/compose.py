"""From a document to its wording, the same for every way of laying it out."""

from loyalty.decision.telling.left import KIND as LEFT
from loyalty.decision.telling.views import BILLS, POINTS_CHANGE, View, seen
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.desk.course import course
from loyalty.wording.parts import Wording
from loyalty.wording.prices import not_known_yet, prices, total
from loyalty.wording.reasons import kind_of, reasons
from loyalty.wording.telling.beside import beside
from loyalty.wording.telling.left import left_wording
from loyalty.wording.telling.points_change import change_wording
from loyalty.wording.telling.trace import trace
from loyalty.wording.voice import Document, Voice


def viewed(document: Document, language: str, view: View) -> Wording:
    """Give a view of a document in words; an auditor's has every step. Raises UnknownLanguageError.

    Documents of version 1 say in their steps what later ones say in their lines, so they are
    put in words whole; only rules and places are for staff then.
    """
    left = document if document["version"] == 1 else seen(document, view)
    if document["kind"] == LEFT:
        return left_wording(document, language)
    if document["kind"] in BILLS:
        return invoice_wording(document, language)
    if document["kind"] == POINTS_CHANGE:
        return change_wording(left, language)
    return compose(left, language, traced=view is View.AUDITOR)


def compose(document: Document, language: str, *, traced: bool = False) -> Wording:
    """Give everything that is said about a document, or a view of it; ``traced`` with every step.

    Raises UnknownLanguageError.
    """
    voice = Voice(document, language)
    title = voice.say("title", kind=kind_of(voice))
    steps = trace(voice) if traced else ()
    told = (*course(voice), *prices(voice), *reasons(voice, beside(voice)))
    return Wording(title, total(voice), (*told, *steps), tuple(not_known_yet(voice)))
