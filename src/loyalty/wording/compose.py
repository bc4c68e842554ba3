"""From a document to its wording, the same for every way of laying it out."""

from loyalty.wording.parts import Wording
from loyalty.wording.prices import prices, total
from loyalty.wording.reasons import reasons
from loyalty.wording.telling.beside import beside
from loyalty.wording.telling.trace import trace
from loyalty.wording.voice import Document, Voice


def compose(document: Document, language: str, *, traced: bool = False) -> Wording:
    """Give everything that is said about a document, or a view of it; ``traced`` with every step.

    Raises UnknownLanguageError.
    """
    voice = Voice(document, language)
    title = voice.say("title", kind=voice.known("kind", document["kind"]))
    steps = trace(voice) if traced else ()
    return Wording(title, total(voice), (*prices(voice), *reasons(voice, beside(voice)), *steps))
