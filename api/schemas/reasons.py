"""Rules that did not apply: what was needed, and the facts they looked at in plain values."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import choice
from api.schemas.common import AS_IT_IS, LABEL, NAME, money_of
from loyalty.decision.missing import CODES
from loyalty.language.readers.words import decimal_text
from loyalty.language.tree import Kind

UNITS = tuple(sorted(kind.value for kind in Kind if kind not in {Kind.TEXT, Kind.TRUTH}))
PARTS_MAX = 1_000


class MissingOut(AnswerSchema):
    """A part of a condition that does not hold, and how far it is from holding."""

    code = Member(choice(*CODES), "What is wrong, for machines.")
    needed = Member(AS_IT_IS, "What would have been enough, where it is a number or a day.", required=False)
    present = Member(AS_IT_IS, "What was there.", required=False)
    distance = Member(AS_IT_IS, "How far that is: an amount, a number, or a number of days.", required=False)
    unit = Member(choice(*UNITS), "What the distance is of.", required=False)


class GivesOut(AnswerSchema):
    """What a rule would have given."""

    kind = Member(choice(*UNITS), "What it is of; `number` is a rate or factor.")
    value = Member(AS_IT_IS, "How much.")


class NotAppliedOut(AnswerSchema):
    """A rule that did not apply, and what it looked at."""

    rule = Member(NAME, "The id of the rule.")
    label = Member(LABEL, "Its name by language.")
    line = Member(NAME, "The line it looked at.", required=False)
    needed = Member(LABEL, "What would have been needed, by language.")
    missing = Items(Part(MissingOut), "The parts that do not hold.", fewest=0, most=PARTS_MAX)
    gives = Part(GivesOut, "What it would have given, where that is one number.", required=False)
    was = Member(AS_IT_IS, "The facts it looked at, as they were: of this line, where it names one.")


def not_applied(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Give the members of `NotAppliedOut` for each rule."""
    kinds = {used["fact"]: used["kind"] for used in document["inputs"]["used"]}
    kinds.update({step["id"]: step["kind"] for step in document["steps"]})
    for item in document["not_applied"]:
        was = {}
        for name, text in item["was"].items():
            bare = name.partition("[")[0]
            was[bare] = _plain(document, kinds.get(name, kinds.get(bare)), text)
        yield {**item, "was": was, **_far(document, item)}


def _far(document: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, object]:
    """Give what is missing and what the rule would have given, in plain values."""
    missing = []
    for part in item["missing"]:
        numbers: dict[str, object] = {"code": part["code"]}
        if part["distance"] is not None:
            of_days = Kind.NUMBER if part["unit"] == Kind.DAY else part["unit"]
            numbers |= {key: _plain(document, part["unit"], part[key]) for key in ("needed", "present")}
            numbers |= {"distance": _plain(document, of_days, part["distance"]), "unit": part["unit"]}
        missing.append(numbers)
    gives = item.get("gives")
    if gives is None:
        return {"missing": missing, "gives": None}
    value = _plain(document, gives["kind"], gives["value"])
    return {"missing": missing, "gives": {"kind": gives["kind"], "value": value}}


def _plain(document: Mapping[str, Any], kind: str | None, text: str) -> object:
    """Give a value as requests and answers write it: money as an amount, a day as a date, a count as such."""
    match kind:
        case Kind.TRUTH:
            return text == "true"
        case Kind.DAY:
            return date.fromordinal(int(text)).isoformat()
        case Kind.MONEY | Kind.PRICE:
            return _amount(document, Fraction(text))
        case Kind.POINTS if Fraction(text).denominator == 1:
            return int(text)
        case Kind.POINTS | Kind.NUMBER | Kind.QUANTITY:
            return decimal_text(Fraction(text))
    return text


def _amount(document: Mapping[str, Any], minor: Fraction) -> object:
    """Give minor units as an amount, and as text in major units where they are finer than the currency."""
    if minor.denominator != 1:
        return decimal_text(minor / 10 ** document["exponent"])
    whole = money_of(document, int(minor))
    return {"amount": whole.minor, "currency": whole.currency.code}
