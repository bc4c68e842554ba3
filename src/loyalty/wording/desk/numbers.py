"""The numbers of a document with what each is called, for a table."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from loyalty.wording.catalogue import say_known
from loyalty.wording.voice import Document, Speaker, Voice

Numbers = Sequence[Mapping[str, Any]]
STEPS = "/steps/"
_MONEY = ("total", "lines", "slices", "baseline", "alternatives", "refund")


def named_numbers(document: Document, numbers: Numbers, language: str) -> list[dict[str, Any]]:
    """Give the numbers of a document but those of its steps, each with a name and its value written out."""
    speaker = Speaker(document, language)
    return [
        dict(number) | {"name": _name(speaker, number["number"]), "said": _said(speaker, number)}
        for number in numbers
        if not number["number"].startswith(STEPS)
    ]


def _name(speaker: Speaker, pointer: str) -> str:
    match pointer.split("/")[1:]:
        case ["lines", place, _]:
            return speaker.label(speaker.document["lines"][int(place)]["label"])
        case ["points", "awards", place, _]:
            return speaker.label(speaker.document["points"]["awards"][int(place)]["label"])
        case ["alternatives", place, _]:
            voice = Voice(speaker.document, speaker.language)
            return voice.otherwise(speaker.document["alternatives"][int(place)])
        case [group, *_, name]:
            return say_known("number", f"{group}.{name}", speaker.language)
    return pointer


def _said(speaker: Speaker, number: Mapping[str, Any]) -> str:
    if number["number"].split("/")[1] in _MONEY:
        return speaker.money(Fraction(number["value"]))
    return speaker.points(Fraction(number["value"]))
