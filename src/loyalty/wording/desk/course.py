"""How a document stands now, in words: what became of it, and the documents before and after."""

from collections.abc import Iterator

from loyalty.decision.explain import OFFERED
from loyalty.wording.parts import Row, Section
from loyalty.wording.voice import Document, Speaker


def course(speaker: Speaker) -> Iterator[Section]:
    """Give how the document stands now, where that is told beside it, with the way to the others."""
    told = speaker.document.get("course")
    if told is None:
        return
    rows = (
        *(_row(speaker, each, f"course.of.{each['did']}") for each in told["earlier"]),
        *(_row(speaker, each, f"course.by.{each['did']}") for each in told["later"]),
    )
    until = told.get("valid_until")
    extended = () if until is None else (speaker.say("course.extended", at=speaker.instant(until)),)
    sentences = (speaker.say(_state(speaker.document)), *extended)
    yield Section(speaker.say("course"), rows, sentences=sentences)


def _state(document: Document) -> str:
    """Give the pattern of how the document stands; what is offered without an end is an estimate."""
    status = document["course"]["status"]
    estimate = status == OFFERED and document.get("valid_until") is None
    return f"course.status.{status}.estimate" if estimate else f"course.status.{status}"


def _row(speaker: Speaker, each: Document, key: str) -> Row:
    said = speaker.say(key, id=each["document"], at=speaker.instant(each["at"]))
    return Row(said, explained=each["document"])
