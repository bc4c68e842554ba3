"""A change of points in words: what happened, by how much, of which lots, and where to turn."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.wording.desk.course import course
from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.telling.beside import rights
from loyalty.wording.telling.reason import reason_words
from loyalty.wording.telling.trace import checks
from loyalty.wording.voice import Document, Speaker

ACCOUNTS = ("available", "pending", "held", "owed")


def change_wording(document: Document, language: str) -> Wording:
    """Give a document of `points_change`, or a view of it, in words. Raises UnknownLanguageError."""
    speaker = Speaker(document, language)
    what = speaker.known("entry", document["what"])
    title = speaker.say("title", kind=speaker.known("kind", document["kind"]))
    moved = next((document["change"][name] for name in ACCOUNTS if document["change"][name]), 0)
    total = Row(what[:1].upper() + what[1:], speaker.points(moved), strong=True)
    return Wording(title, total, tuple(_sections(speaker)))


def _sections(speaker: Speaker) -> Iterator[Section]:
    document = speaker.document
    rows = tuple(
        Row(speaker.say(f"change_of.{name}"), speaker.points(document["change"][name]))
        for name in ACCOUNTS
        if document["change"][name]
    )
    reason = document["reason"]
    why = (speaker.say("returned.reason", reason=reason_words(reason, speaker.language)),) if reason else ()
    goodwill = (speaker.say("change_of.goodwill"),) if document.get("category") == "goodwill" else ()
    yield Section(speaker.say("change_of"), rows, sentences=(*goodwill, *why, *_worth(speaker)))
    lots = tuple(_lot(speaker, lot) for lot in document.get("lots", ()))
    if lots:
        yield Section(speaker.say("change_of.lots"), lots)
    yield from course(speaker)
    yield from rights(speaker)
    kind = speaker.known("kind", document["kind"])
    told = speaker.say("about.id", kind=kind, id=document["id"][:16], at=speaker.instant(document["at"]))
    digest = document["programme"]["digest"][:12]
    programme = speaker.say("change_of.programme", name=document["programme"]["name"], digest=digest)
    yield Section(speaker.say("about"), sentences=(told, programme))
    yield from checks(speaker)


def _worth(speaker: Speaker) -> Iterator[str]:
    """Give what the points that came or went pay, or that they are no money; nothing of a mere move."""
    document = speaker.document
    if "worth" not in document or not sum(document["change"].values()):
        return
    worth = document["worth"]
    if worth is None:
        yield speaker.say("points.no_money")
        return
    amount = Fraction(worth["amount"])
    way = "came" if amount > 0 else "went"
    yield speaker.say("points.worth", amount=speaker.money(worth["per_point"]))
    yield speaker.say(f"points.worth.{way}", amount=speaker.money(abs(amount)))
    if "rule" in worth:
        yield speaker.say("points.worth.rule", rule=worth["rule"])


def _lot(speaker: Speaker, lot: Document) -> Row:
    notes = (speaker.say("points.end", at=speaker.instant(lot["ends"])),) if lot["ends"] else ()
    key = "change_of.opened" if lot["opened"] else "change_of.lot"
    return Row(speaker.say(key, lot=lot["lot"]), speaker.points(lot["points"]), notes)
