"""Rules that did not apply: what was needed, and the facts they looked at in plain values."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import choice
from api.schemas.common import AS_IT_IS, LABEL, NAME
from loyalty.language.readers.missing import CODES
from loyalty.language.readers.words import decimal_text
from loyalty.language.tree import Kind

PARTS_MAX = 1_000
REMEMBERED = 4_096
"""How many numbers a process remembers as decimal text."""
_NUMBERS = ("gives", "costs")
_KIND_OF_FACT, _KIND_OF_STEP = itemgetter("fact", "kind"), itemgetter("id", "kind")
MONEYS = frozenset({Kind.MONEY.value, Kind.PRICE.value})


class MissingOut(AnswerSchema):
    """A part of a condition that does not hold, and how far it is from holding; numbers as decimal text."""

    code = Member(choice(*CODES), "What is wrong, for machines.")
    needed = Member(NAME, "What would have been enough, where it is a number or a day.", required=False)
    present = Member(NAME, "What was there.", required=False)
    distance = Member(NAME, "How far that is.", required=False)
    unit = Member(
        NAME, "What the distance is of: a currency, `points`, `quantity`, `number`, `days`.", required=False
    )
    label = Member(
        NAME, "How sensitive the fact of the member is that gives the distance away.", required=False
    )


class GivesOut(AnswerSchema):
    """What a rule would have given; the number as decimal text."""

    unit = Member(NAME, "What it is of: a currency, `points`, `number` for a rate, `factor` of points.")
    value = Member(NAME, "How much.")


class NotAppliedOut(AnswerSchema):
    """A rule that did not apply, and what it looked at."""

    rule = Member(NAME, "The id of the rule.")
    label = Member(LABEL, "Its name by language.")
    line = Member(NAME, "The line it looked at.", required=False)
    needed = Member(LABEL, "What would have been needed, by language.")
    missing = Items(Part(MissingOut), "The parts that do not hold.", fewest=0, most=PARTS_MAX)
    gives = Part(GivesOut, "What it would have given, where that is one number.", required=False)
    costs = Part(GivesOut, "What it would have cost, where it is a fee.", required=False)
    was = Member(AS_IT_IS, "The facts it looked at, as they were: of this line, where it names one.")


def not_applied(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Give the members of `NotAppliedOut` for each rule."""
    kinds = dict(map(_KIND_OF_FACT, document["inputs"]["used"]))
    kinds.update(map(_KIND_OF_STEP, document["steps"]))
    money = document["currency"], document["exponent"]
    for item in document["not_applied"]:
        was = {}
        for name, text in item["was"].items():
            bare = name.partition("[")[0]
            was[bare] = _plain(kinds.get(name, kinds.get(bare)), text, *money)
        yield {**item, "was": was, **_far(document, item)}


def _far(document: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, object]:
    """Give what is missing and what the rule would have given, as texts."""
    missing = []
    for part in item["missing"]:
        numbers = {"code": part["code"]}
        if part["distance"] is not None:
            unit = "days" if part["unit"] == Kind.DAY else _unit(document, part["unit"])
            numbers |= {key: _text(document, part["unit"], part[key]) for key in ("needed", "present")}
            numbers |= {"distance": _text(document, unit, part["distance"]), "unit": unit}
        if "label" in part:
            numbers["label"] = part["label"]
        missing.append(numbers)
    told: dict[str, object] = {word: _number(document, item, word) for word in _NUMBERS if word in item}
    return {"missing": missing, **told}


def _number(document: Mapping[str, Any], item: Mapping[str, Any], word: str) -> dict[str, str] | None:
    told = item.get(word)
    if told is None:
        return None
    value = _text(document, told["kind"], told["value"])
    return {"unit": _unit(document, told["kind"]), "value": value}


def _unit(document: Mapping[str, Any], kind: str) -> str:
    return str(document["currency"]) if kind in MONEYS else kind


def _text(document: Mapping[str, Any], kind: str, text: str) -> str:
    """Give a number as decimal text, money in major units, a day as a date."""
    if kind == Kind.DAY:
        return date.fromordinal(int(text)).isoformat()
    return _decimal(text, document["exponent"] if kind in MONEYS or kind == document["currency"] else 0)


@lru_cache(REMEMBERED)
def _decimal(text: str, exponent: int) -> str:
    """Give a number in units of the last of so many decimals as decimal text; rules ask for the same ones."""
    return decimal_text(Fraction(text) / 10**exponent, exponent)


@lru_cache(REMEMBERED)
def _plain(kind: str | None, text: str, code: str, exponent: int) -> object:
    """Give a value as requests and answers write it: money as an amount, a day as a date, a count as such."""
    match kind:
        case Kind.TRUTH:
            return text == "true"
        case Kind.DAY:
            return date.fromordinal(int(text)).isoformat()
        case Kind.MONEY | Kind.PRICE:
            return _amount(Fraction(text), code, exponent)
        case Kind.POINTS if Fraction(text).denominator == 1:
            return int(text)
        case Kind.POINTS | Kind.NUMBER | Kind.QUANTITY:
            return _decimal(text, 0)
    return text


def _amount(minor: Fraction, code: str, exponent: int) -> object:
    """Give minor units as an amount, and as text in major units where they are finer than the currency."""
    if minor.denominator != 1:
        return decimal_text(minor / 10**exponent)
    return {"amount": int(minor), "currency": code}
