"""What a shop's own systems do about a price: its effects, in the words other engines use for them.

Derived from the explanation alone, so they can never say anything else than it does.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member
from api.reading.forms import choice, money
from api.schemas.common import NAME, money_of, point_count

DISCOUNTS = frozenset({"discount_public", "discount_member"})
POINTS_USED = "points_used"
LINE, ORDER, ADD, DEDUCT = "discount.line", "discount.order", "points.add", "points.deduct"
RULES_MAX = 10_000


class EffectOut(AnswerSchema):
    """One thing to do; which further members it has follows from its type."""

    type = Member(choice(LINE, ORDER, ADD, DEDUCT), "What is to be done.")
    rules = Items(Member(NAME, "The id of a rule."), "The rules that say so.", fewest=1, most=RULES_MAX)
    line = Member(NAME, "The line of the basket it is about.", required=False)
    points = point_count("How many points.", required=False)
    amount = Member(money(), "How much money is taken off, or paid with points.", required=False)


def effects_of(document: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give the members of `EffectOut` for each effect: discounts of lines, of the order, then points."""
    return [*_of_lines(document), *_of_the_order(document), *_of_points(document)]


def _of_lines(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    whole = _off_the_order(document)
    for line in document["lines"]:
        rule = line["rule"]["id"]
        if line["category"] in DISCOUNTS and rule not in whole:
            amount = money_of(document, -line["amount"])
            yield {"type": LINE, "rules": [rule], "line": line["order_line"], "amount": amount}


def _of_the_order(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    whole = _off_the_order(document)
    sums: dict[str, int] = {}
    for line in document["lines"]:
        rule = line["rule"]["id"]
        if line["category"] in DISCOUNTS and rule in whole:
            sums[rule] = sums.get(rule, 0) - line["amount"]
    for rule, minor in sums.items():
        yield {"type": ORDER, "rules": [rule], "amount": money_of(document, minor)}


def _off_the_order(document: Mapping[str, Any]) -> set[str]:
    """Give the rules that work out an amount of money for the order, which lines then share."""
    return {line["rule"]["id"] for line in document["lines"] if line["step"].startswith("off.")}


def _of_points(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    points = document["points"]
    if points["used"]:
        paid = [line for line in document["lines"] if line["category"] == POINTS_USED]
        amount = money_of(document, document["total"]["points_money"])
        rules = list(dict.fromkeys(line["rule"]["id"] for line in paid))
        yield {"type": DEDUCT, "rules": rules, "points": points["used"], "amount": amount}
    if points["earned"]:
        rules = list(dict.fromkeys(award["rule"] for award in points["awards"]))
        yield {"type": ADD, "rules": rules, "points": points["earned"]}
