"""Quotes: a priced basket with its reasons, promised until a time."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import INSTANT, TRUTH, choice, integer, money
from api.schemas.common import (
    AS_IT_IS,
    DIGEST,
    EXPLANATION,
    LABEL,
    NAME,
    QUOTE,
    member_id,
    money_of,
    point_count,
    programme_name,
)

ROWS_MAX = 10_000
SIGNED = money(-(10**15))


class PriceLineOut(AnswerSchema):
    """One line of the price; the amounts that are not `inside` and pay nothing add up to `due`."""

    n = Member(integer(1, ROWS_MAX), "The place of the line.")
    category = Member(NAME, "What kind of amount it is.")
    label = Member(LABEL, "Its name by language.")
    amount = Member(SIGNED, "The amount, signed.")
    order_line = Member(NAME, "The line of the basket it is about.", required=False)
    rule = Member(NAME, "The id of the rule that set it.")
    inside = Member(TRUTH, "Whether it is contained in other lines, as tax may be.")


class AwardOut(AnswerSchema):
    """Points that one rule grants."""

    rule = Member(NAME, "The id of the rule.")
    label = Member(LABEL, "Its name by language.")
    line = Member(NAME, "The line they are granted for.", required=False)
    points = Member(NAME, "How many, exactly, before the sum is rounded: a whole number or a fraction.")


class NotAppliedOut(AnswerSchema):
    """A rule that did not apply, and what it looked at."""

    rule = Member(NAME, "The id of the rule.")
    label = Member(LABEL, "Its name by language.")
    line = Member(NAME, "The line it looked at.", required=False)
    needed = Member(LABEL, "What would have been needed, by language.")
    was = Member(AS_IT_IS, "The facts it looked at, as they were.")


class PointsOut(AnswerSchema):
    """What a basket earns and uses."""

    earned = point_count("Points it earns.")
    used = point_count("Points it is paid with.")
    awards = Items(Part(AwardOut), "How the points come about.", fewest=0, most=ROWS_MAX)
    pending_until = Member(INSTANT, "When the points can be spent; absent: at once.", required=False)
    expires_at = Member(INSTANT, "When they end; absent: never.", required=False)


class BaselineOut(AnswerSchema):
    """The same basket for somebody of whom nothing is known."""

    public_total = Member(SIGNED, "What it would cost.")
    saved = Member(SIGNED, "How much less this price is.")
    personal = Member(choice("none", "membership", "individual"), "How personal the price is.")


class PricedOut(AnswerSchema):
    """What quotes and orders have in common."""

    programme = programme_name()
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    member = member_id(required=False)
    at = Member(INSTANT, "The moment it is about.")
    due = Member(money(), "What is due: every line that counts, compulsory fees and tax included.")
    payable = Member(money(), "What is left to pay with money.")
    lines = Items(Part(PriceLineOut), "How `due` comes about.", fewest=0, most=ROWS_MAX)
    points = Part(PointsOut, "What it earns and uses.")
    baseline = Part(BaselineOut, "The price for somebody unknown.", required=False)
    not_applied = Items(Part(NotAppliedOut), "Rules that did not apply, and why.", fewest=0, most=ROWS_MAX)
    explanation = Member(EXPLANATION, "The id of the whole explanation.")


class QuoteOut(PricedOut):
    """A priced basket. It books nothing."""

    id = Member(QUOTE, "The quote's id; an order may cite it until it lapses.")
    valid_until = Member(INSTANT, "Until when the price is promised, that moment outside.")


def priced(document: Mapping[str, Any], member: int | None) -> dict[str, object]:
    """Give the members of `PricedOut` from an explanation."""
    total, baseline = document["total"], document["baseline"]
    return {
        "programme": document["programme"]["name"],
        "rules_version": document["programme"]["digest"],
        "member": member,
        "at": document["at"],
        "due": money_of(document, total["due"]),
        "payable": money_of(document, total["payable"]),
        "lines": [_line(document, line) for line in document["lines"]],
        "points": document["points"],
        "baseline": None
        if baseline is None
        else {
            "public_total": money_of(document, baseline["public_total"]),
            "saved": money_of(document, baseline["saved"]),
            "personal": baseline["level"],
        },
        "not_applied": document["not_applied"],
        "explanation": document["id"],
    }


def _line(document: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, object]:
    return {**line, "amount": money_of(document, line["amount"]), "rule": line["rule"]["id"]}
