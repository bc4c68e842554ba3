"""Rules that did not apply: what was needed, and the facts they looked at in plain values."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from api.fields import AnswerSchema, Member
from api.schemas.common import AS_IT_IS, LABEL, NAME, money_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.tree import Kind


class NotAppliedOut(AnswerSchema):
    """A rule that did not apply, and what it looked at."""

    rule = Member(NAME, "The id of the rule.")
    label = Member(LABEL, "Its name by language.")
    line = Member(NAME, "The line it looked at.", required=False)
    needed = Member(LABEL, "What would have been needed, by language.")
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
        yield {**item, "was": was}


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
