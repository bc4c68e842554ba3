"""Plans compared, in words: the cheapest first, then every plan with its parts, then what is left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.voice import Document, Speaker


def comparison_wording(told: Mapping[str, Any], language: str) -> Wording:
    """Give a comparison of plans in words; it is plain data as `comparison_data` makes it.

    Raises UnknownLanguageError.
    """
    speaker = Speaker(told, language)
    sections = (
        Section(
            speaker.say("compare.plans", every=_every(speaker, told["every"])),
            tuple(_plan(speaker, plan) for plan in told["plans"]),
        ),
        Section(speaker.say("compare.left_out"), tuple(_left_out(speaker, one) for one in told["left_out"])),
    )
    return Wording(
        speaker.say("compare.title"), _total(speaker), tuple(section for section in sections if section.rows)
    )


def _total(speaker: Speaker) -> Row:
    plans = [plan for plan in speaker.document["plans"] if plan["more"] == 0]
    if not plans:
        return Row(speaker.say("compare.nothing"), strong=True)
    names = speaker.listed((speaker.label(plan["name"]) for plan in plans), "list.or")
    return Row(speaker.say("compare.cheapest", plans=names), speaker.money(plans[0]["due"]), strong=True)


def _plan(speaker: Speaker, plan: Document) -> Row:
    return Row(speaker.label(plan["name"]), speaker.money(plan["due"]), tuple(_notes(speaker, plan)))


def _notes(speaker: Speaker, plan: Document) -> Iterator[str]:
    if plan["more"]:
        yield speaker.say("compare.more", amount=speaker.money(plan["more"]))
    against = plan["against"]
    if against is not None and not plan["now"]:
        key = "compare.dearer" if against > 0 else "compare.cheaper" if against else "compare.same"
        yield speaker.say(key, amount=speaker.money(abs(against)))
    yield speaker.listed(
        speaker.say("compare.part", amount=speaker.money(amount), part=speaker.known("part", category))
        for category, amount in plan["parts"].items()
    )
    if plan["first_due"] != plan["due"]:
        yield speaker.say("compare.first", amount=speaker.money(plan["first_due"]))


def _left_out(speaker: Speaker, one: Document) -> Row:
    said = speaker.say(f"compare.{one['why']}", meters=speaker.listed(one["meters"]))
    return Row(speaker.label(one["name"]), notes=(said,))


def _every(speaker: Speaker, every: Mapping[str, Any]) -> str:
    if every["count"] == 1:
        return speaker.known("turn", every["turn"])
    return speaker.say("every.many", count=str(every["count"]), turns=speaker.known("turns", every["turn"]))
