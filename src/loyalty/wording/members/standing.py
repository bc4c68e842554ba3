"""A standing in plain words: the tier, the way up, what keeping it asks for, and how it came about."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from loyalty.language.lowering import NO_TIER
from loyalty.wording import amounts
from loyalty.wording.bills.spans import span
from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.voice import Document, Speaker

MORE = "standing.more", "standing.more_by"
KEEP = "standing.more_to_keep", "standing.more_to_keep_by"
"""How what is missing is said without a last day and with one: to another tier, to keep the one held."""


def standing_wording(document: Document, language: str) -> Wording:
    """Give a standing in words; it is plain data as `standing_data` makes it.

    Raises UnknownLanguageError.
    """
    speaker = Speaker(document, language)
    held = document["standing"]
    why = dict.fromkeys((*(("granted",) if held["reason"] is not None else ()), held["held"]))
    told = [speaker.say(f"standing.held.{each}", reason=held["reason"] or "") for each in why]
    if held["until"] is not None:
        zone = ZoneInfo(document["timezone"])
        last = (datetime.fromisoformat(held["until"]).astimezone(zone) - timedelta(days=1)).date()
        told.append(speaker.say("standing.until", day=amounts.day(last, speaker.language)))
    tier = speaker.say(
        "standing.tier", tier=tier_said(speaker, held["tier"]), since=speaker.instant(held["since"])
    )
    title = speaker.say("standing.title", at=speaker.instant(document["at"]))
    ways = (*_way(speaker, "next", "standing.way"), *_way(speaker, "keeping", "standing.keep"))
    sections = (*_benefits(speaker), *ways, *_moves(speaker))
    return Wording(title, Row(tier, notes=tuple(told), strong=True), sections)


def progress_sentences(document: Document, language: str) -> tuple[str, ...]:
    """Give what is missing to the next tier and to keep the one held, a sentence for each measure.

    Raises UnknownLanguageError.
    """
    speaker, up = Speaker(document, language), document["next"]
    keeping = () if document["keeping"] is None else _missing(speaker, document["keeping"], KEEP)
    return (*(() if up is None else _missing(speaker, up)), *keeping)


def _benefits(speaker: Speaker) -> tuple[Section, ...]:
    said = tuple(
        speaker.label(each["name"])
        if each["kind"] == "truth"
        else speaker.say(
            "standing.benefit",
            name=speaker.label(each["name"]),
            value=amount_said(speaker, each["kind"], each["value"]),
        )
        for each in speaker.document["benefits"]
    )
    title = speaker.say("standing.benefits", tier=tier_said(speaker, speaker.document["standing"]["tier"]))
    return (Section(title, sentences=said),) if said else ()


def keeping_sentences(document: Document, language: str) -> tuple[str, ...]:
    """Give what is missing to keep the tier, a sentence for each measure. Raises UnknownLanguageError."""
    speaker = Speaker(document, language)
    return _missing(speaker, document["keeping"], KEEP)


def _way(speaker: Speaker, part: str, key: str) -> tuple[Section, ...]:
    progress = speaker.document[part]
    if progress is None:
        return ()
    said = _missing(speaker, progress, KEEP if part == "keeping" else MORE)
    said = said or (speaker.say("standing.enough"),)
    if progress["any_of"] and len(said) > 1:
        said = (*said, speaker.say("standing.any"))
    return (Section(speaker.say(key, tier=tier_said(speaker, progress["tier"])), sentences=said),)


def _missing(speaker: Speaker, progress: Document, keys: tuple[str, str] = MORE) -> tuple[str, ...]:
    return tuple(
        speaker.say(
            keys[each["by"] is not None],
            amount=amount_said(speaker, each["kind"], each["missing"]),
            measure=_measure(speaker, each["measure"]),
            tier=tier_said(speaker, progress["tier"]),
            day=speaker.day(each["by"]) if each["by"] is not None else "",
        )
        for each in progress["distances"]
        if each["missing"] != "0"
    )


def _moves(speaker: Speaker) -> tuple[Section, ...]:
    rows = tuple(
        Row(
            speaker.say(
                f"standing.cause.{move['cause']}",
                at=speaker.instant(move["at"]),
                lower=tier_said(speaker, move["from"]),
                tier=tier_said(speaker, move["to"]),
            ),
            notes=(*_reason(speaker, move), *_measured(speaker, move)),
        )
        for move in speaker.document["movements"]
    )
    return (Section(speaker.say("standing.moves"), rows),) if rows else ()


def _reason(speaker: Speaker, move: Document) -> tuple[str, ...]:
    return (speaker.say("standing.reason", reason=move["reason"]),) if move["reason"] is not None else ()


def _measured(speaker: Speaker, move: Document) -> tuple[str, ...]:
    return tuple(
        speaker.say(
            "standing.measured",
            measure=_measure(speaker, each["measure"]),
            amount=amount_said(speaker, each["kind"], each["amount"]),
            needed=amount_said(speaker, each["kind"], each["needed"]),
            span=span(speaker, each["start"], each["end"]),
        )
        for each in move["measured"]
    )


def amount_said(speaker: Speaker, kind: str, text: str) -> str:
    """Give an amount of a measure: of money in major units."""
    match kind:
        case "money":
            return speaker.major(text)
        case "points":
            return speaker.points(text)
        case _:
            return speaker.number(text)


def tier_said(speaker: Speaker, tier: str) -> str:
    """Give what members read for a tier, its id with blanks where the programme does not say."""
    names = speaker.document.get("tier_names", {}).get(tier, {})
    return speaker.say("tier.none") if tier == NO_TIER else speaker.label(names) or _plain(tier)


def _measure(speaker: Speaker, name: str) -> str:
    """Give what a measure counts: the words for usual names, else the name as the file has it."""
    said = speaker.known("measure", name)
    return _plain(name) if said == name else said


def _plain(name: str) -> str:
    return name.replace(".", " ").replace("_", " ")
