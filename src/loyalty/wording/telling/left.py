"""What is left of an erased document, in words: its amounts by what they were for, and their sum."""

from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.voice import Document, Speaker


def left_wording(document: Document, language: str) -> Wording:
    """Give what is left of a document in words. Raises UnknownLanguageError."""
    voice = Speaker(document, language)
    rows = tuple(
        Row(
            voice.known("left", row["category"]),
            voice.money(row["amount"]),
            (voice.say("left.inside"),) if row["inside"] else (),
        )
        for row in document["amounts"]
    )
    of = document["of"]
    told = voice.say(
        "left.of", kind=voice.known("kind", of["kind"]), id=of["id"], at=voice.instant(document["issued_at"])
    )
    due = Row(voice.say("total.charged"), voice.money(document["total"]["due"]), strong=True)
    title = voice.say("title", kind=voice.known("kind", document["kind"]))
    return Wording(title, due, (Section(voice.say("left"), rows, sentences=(told,)),))
