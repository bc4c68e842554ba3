"""How far a member is, in plain words: cards, streaks, and the way to the next tier."""

from loyalty.language.shapes.wallets import POINTS
from loyalty.wording.members.standing import amount_said, progress_sentences
from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.voice import Document, Speaker


def progress_wording(document: Document, language: str) -> Wording:
    """Give a progress in words; it is plain data as `progress_data` makes it. Raises UnknownLanguageError."""
    speaker = Speaker(document, language)
    counts = (str(len(document["cards"])), str(len(document["streaks"])))
    parts = (
        ("progress.cards", tuple(_card(speaker, each) for each in document["cards"])),
        ("progress.streaks", tuple(_streak(speaker, each) for each in document["streaks"])),
        ("progress.tiers", _tiers(document, language)),
    )
    sections = tuple(Section(speaker.say(title), sentences=said) for title, said in parts if said)
    title = speaker.say("progress.title", at=speaker.instant(document["at"]))
    total = Row(speaker.say("progress.counts", cards=counts[0], streaks=counts[1]), strong=True)
    return Wording(title, total, sections)


def sentences_of_progress(document: Document, language: str) -> tuple[str, ...]:
    """Give a sentence for each card, streak and measure of a tier. Raises UnknownLanguageError."""
    speaker = Speaker(document, language)
    return (
        *(_card(speaker, each) for each in document["cards"]),
        *(_streak(speaker, each) for each in document["streaks"]),
        *_tiers(document, language),
    )


def _tiers(document: Document, language: str) -> tuple[str, ...]:
    return progress_sentences(document, language) if document["standing"] is not None else ()


def _card(speaker: Speaker, card: Document) -> str:
    name = speaker.label(card["label"])
    if card["done"]:
        return speaker.say("progress.done", name=name)
    filled, each, missing = (
        amount_said(speaker, card["kind"], card[key]) for key in ("filled", "each", "missing")
    )
    said = speaker.say("progress.card", name=name, filled=filled, each=each, missing=missing)
    return said + _gives(speaker, card)


def _streak(speaker: Speaker, streak: Document) -> str:
    name = speaker.label(streak["label"])
    if streak["done"]:
        return speaker.say("progress.done", name=name)
    had, times, missing = (str(streak[key]) for key in ("had", "times", "missing"))
    said = speaker.say(f"progress.streak.{streak['of']}", name=name, had=had, times=times, missing=missing)
    if streak["by"] is not None:
        said += speaker.say("progress.by", day=speaker.day(streak["by"]))
    return said + _gives(speaker, streak)


def _gives(speaker: Speaker, rule: Document) -> str:
    if rule["gives"] is None:
        return ""
    points = speaker.points(rule["gives"])
    if rule["wallet"] == POINTS:
        return speaker.say("progress.gives", points=points)
    wallet = speaker.label(rule["wallet_name"]) or rule["wallet"]
    return speaker.say("progress.gives_in", points=points, wallet=wallet)
