"""What would change a price, what a membership was worth, where to turn, and what must be said."""

from collections.abc import Iterator

from loyalty.wording.parts import Row, Section
from loyalty.wording.reasons import notices_beside
from loyalty.wording.voice import WITHOUT_MEMBERSHIP, Document, Speaker, Voice

ROUTES = ("explain", "object", "withdraw", "complain_to")


def changes(voice: Voice) -> Iterator[Section]:
    """Give what each other choice, and the next tier, would come to; membership has a section of its own."""
    rows = tuple(
        Row(voice.otherwise(each), voice.money(each["total"]))
        for each in voice.document.get("alternatives", ())
        if each["change"] != WITHOUT_MEMBERSHIP
    )
    if rows:
        yield Section(voice.say("change"), rows)


def beside(voice: Voice) -> Iterator[Section]:
    """Give what a membership was worth, the notices, and the rights; of what there is."""
    yield from _worth(voice)
    yield from notices_beside(voice)
    yield from rights(voice)


def _worth(voice: Voice) -> Iterator[Section]:
    value = voice.document.get("value")
    if value is None:
        return
    rows = (
        Row(voice.say("worth.fee"), voice.money(value["membership_fee_to_date"])),
        Row(voice.say("worth.benefit"), voice.money(value["benefit_to_date"])),
        Row(voice.say("worth.net"), voice.money(value["net"]), strong=True),
    )
    yield Section(voice.say("worth"), rows)


def rights(voice: Speaker) -> Iterator[Section]:
    """Give where to turn, of what there is."""
    routes = voice.document.get("rights")
    if routes is None:
        return
    first = voice.say("rights.human_review", where=routes["human_review"], day=voice.day(routes["answer_by"]))
    # Where everything goes to one place, it is said once.
    others = (name for name in ROUTES if routes[name] not in (None, routes["human_review"]))
    said = (first, *(voice.say(f"rights.{name}", where=_where(voice, routes[name])) for name in others))
    yield Section(voice.say("rights"), sentences=said)


def _where(voice: Speaker, place: str | Document) -> str:
    """Give an address as it is, and what is said in every language in that of the reader."""
    return place if isinstance(place, str) else voice.label(place)


def promise(voice: Voice) -> Iterator[Section]:
    """Give the price that was promised beside that of the moment of buying, where the two are known."""
    told = voice.document.get("promise")
    if told is None:
        return
    rows = (
        Row(voice.say("promise.quoted", at=voice.instant(told["quoted_at"])), voice.money(told["quoted"])),
        Row(voice.say("promise.now", at=voice.instant(told["bought_at"])), voice.money(told["now"])),
        Row(voice.say("promise.charged"), voice.money(told["charged"]), strong=True),
    )
    left = told.get("not_read", ())
    names = (
        voice.listed(dict.fromkeys(voice.looked_at(each) for each in left), "list.clauses") if left else ""
    )
    said = (voice.say("promise.not_read", facts=names),) if left else ()
    yield Section(voice.say("promise"), rows, sentences=said)
