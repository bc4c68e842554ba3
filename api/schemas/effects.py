"""What a shop's own systems do about a price: its effects, in the words other engines use for them.

Derived from the explanation alone, so they can never say anything else than it does.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member
from api.reading.forms import choice, integer, money
from api.schemas.common import NAME, money_of, point_count
from loyalty.pricing.line import DISCOUNTS
from loyalty.vouchers.count import Reason

POINTS_USED = "points_used"
LINE, ORDER, ADD, DEDUCT = "discount.line", "discount.order", "points.add", "points.deduct"
ACCEPTED, REJECTED = "coupon.accepted", "coupon.rejected"
REASONS = tuple(reason.value for reason in Reason)
RULES_MAX = 10_000
PLACES_MAX = 10


class EffectOut(AnswerSchema):
    """One thing to do; which further members it has follows from its type."""

    type = Member(choice(LINE, ORDER, ADD, DEDUCT, ACCEPTED, REJECTED), "What is to be done.")
    rules = Items(Member(NAME, "The id of a rule."), "The rules that say so.", fewest=0, most=RULES_MAX)
    line = Member(NAME, "The line of the basket it is about.", required=False)
    points = point_count("How many points.", required=False)
    wallet = Member(NAME, "Of points that are added: the wallet, where it is not `points`.", required=False)
    place = Member(integer(1, PLACES_MAX), "Of a code: its place in `vouchers`, from 1.", required=False)
    voucher = Member(NAME, "Of a code: the voucher it is of, where there is one.", required=False)
    reason = Member(choice(*REASONS), "Why a code does not count.", required=False)
    amount = Member(money(), "How much money is taken off, or paid with points.", required=False)


def effects_of(document: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give the members of `EffectOut` for each effect: discounts of lines, of the order, points, codes."""
    return [
        *_of_lines(document),
        *_of_the_order(document),
        *_of_points(document),
        *_of_vouchers(document),
    ]


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
    for wallet in points.get("wallets", ()):
        rules = list(dict.fromkeys(award["rule"] for award in wallet["awards"]))
        yield {"type": ADD, "rules": rules, "points": wallet["earned"], "wallet": wallet["wallet"]}


def _of_vouchers(document: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for shown in document.get("vouchers", ()):
        named = {} if shown["voucher"] is None else {"voucher": shown["voucher"]}
        if shown["reason"] is not None:
            refused = {"type": REJECTED, "rules": [], "place": shown["place"], "reason": shown["reason"]}
            yield {**refused, **named}
            continue
        fact = f"voucher.{shown['voucher']}"
        lines = [line for line in document["lines"] if fact in line["reads"]]
        rules = list(dict.fromkeys(line["rule"]["id"] for line in lines))
        yield {"type": ACCEPTED, "rules": rules, "place": shown["place"], **named}
