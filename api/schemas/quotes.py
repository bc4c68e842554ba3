"""Quotes: a priced basket with its reasons, promised until a time."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import DAY, INSTANT, TRUTH, choice, integer, money
from api.schemas.common import (
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
from api.schemas.effects import EffectOut, effects_of
from api.schemas.reasons import NotAppliedOut, not_applied
from api.schemas.vouchers import CODES_MAX

ROWS_MAX = 10_000
WALLETS_MAX = 1000
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


class WalletPointsOut(AnswerSchema):
    """What a basket earns in a wallet besides `points`, such as status points."""

    wallet = Member(NAME, "The wallet.")
    label = Member(LABEL, "Its name by language.")
    earned = point_count("Points it earns there.")
    awards = Items(Part(AwardOut), "How they come about.", fewest=0, most=ROWS_MAX)


class PointsOut(AnswerSchema):
    """What a basket earns and uses."""

    earned = point_count("Points it earns.")
    used = point_count("Points it is paid with.")
    awards = Items(Part(AwardOut), "How the points come about.", fewest=0, most=ROWS_MAX)
    pending_until = Member(INSTANT, "When the points can be spent; absent: at once.", required=False)
    expires_at = Member(INSTANT, "When they end; absent: never.", required=False)
    wallets = Items(
        Part(WalletPointsOut),
        "What it earns in other wallets; those where it earns nothing are left out.",
        fewest=0,
        most=WALLETS_MAX,
        required=False,
    )


class BaselineOut(AnswerSchema):
    """The same basket for somebody of whom nothing is known."""

    public_total = Member(SIGNED, "What it would cost.")
    saved = Member(SIGNED, "How much less this price is.")
    personal = Member(choice("none", "membership", "individual"), "How personal the price is.")


class CardShownOut(AnswerSchema):
    """What a gift card pays."""

    place = Member(integer(1, 10), "Its place in the request, from 1.")
    used = Member(money(), "What it pays.")
    left = Member(money(), "What is left on it then.")
    reason = Member(choice("unknown", "twice", "empty"), "Why it pays nothing.", required=False)


class VoucherGivenOut(AnswerSchema):
    """A voucher that an order gives for the next one."""

    voucher = Member(NAME, "Its id in the rule files.")
    name = Member(LABEL, "What members read, by language.")
    code = Member(
        NAME,
        "The code, in the answer to a booked order; the same order again gives the same code. "
        "It counts for the buyer alone, of an order of nobody for whoever shows it.",
        required=False,
    )
    last_day = Member(DAY, "The last day on which it counts.")


class SaidBesideOut(AnswerSchema):
    """What is to be shown beside the price because the market asks for it, word for word."""

    id = Member(NAME, "What it is.")
    text = Member(LABEL, "The text by language; the English one is the exact one.")
    place = Member(NAME, "Where it is shown.")
    source = Member(NAME, "The market, and where its law says so.")


class AwaitedFactOut(AnswerSchema):
    """A fact that a fee waits for."""

    fact = Member(NAME, "Its name in the rule files; a quote that states it tells the fee as a line.")
    name = Member(LABEL, "What it is called, by language.")


class OpenFeeOut(AnswerSchema):
    """A fee that may come on top of `due` and cannot be worked out yet."""

    fee = Member(NAME, "Its id in the rule files.")
    label = Member(LABEL, "Its name by language.")
    formula = Member(LABEL, "How it is worked out, by language; it is shown as plainly as `due`.")
    known_with = Items(Part(AwaitedFactOut), "What it waits for.", fewest=1, most=ROWS_MAX)


class PricedOut(AnswerSchema):
    """What quotes and orders have in common."""

    due = Member(money(), "What is due: every line that counts, compulsory fees and tax included.")
    excluded = Items(
        Part(OpenFeeOut),
        "Fees that may come on top of `due`; absent: every charge is in it.",
        fewest=1,
        most=ROWS_MAX,
        required=False,
    )
    payable = Member(money(), "What is left to pay with money.")
    value_used = Member(
        money(),
        "What stored value pays of that; of what was offered nothing where nobody is known, the member has "
        "none, or the programme has no `stored_value`.",
        required=False,
    )
    gift_cards = Items(
        Part(CardShownOut), "What each gift card that was shown pays.", fewest=0, most=10, required=False
    )
    points = Part(PointsOut, "What it earns and uses.")
    effects = Items(Part(EffectOut), "What to do about it, derived from the rest.", fewest=0, most=ROWS_MAX)
    lines = Items(Part(PriceLineOut), "How `due` comes about.", fewest=0, most=ROWS_MAX)
    baseline = Part(BaselineOut, "The price for somebody unknown.", required=False)
    notices = Items(
        Part(SaidBesideOut), "What is to be shown beside the price.", fewest=0, most=20, required=False
    )
    not_applied = Items(Part(NotAppliedOut), "Rules that did not apply, and why.", fewest=0, most=ROWS_MAX)
    programme = programme_name()
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    member = member_id(required=False)
    at = Member(INSTANT, "The moment it is about.")
    vouchers_given = Items(
        Part(VoucherGivenOut),
        "The vouchers that it gives for the next order.",
        fewest=0,
        most=CODES_MAX,
        required=False,
    )
    explanation = Member(EXPLANATION, "The whole explanation's id: GET /v1/explanations/{id} shows it.")


class QuoteHead(AnswerSchema):
    """What names a quote; it comes before the price."""

    id = Member(QUOTE, "The quote's id; an order may cite it until it lapses.")
    valid_until = Member(
        INSTANT,
        "Until when the price is promised, that moment outside: thirty minutes after `at`, or after it was "
        "extended last. For a moment "
        "that is not now it is over at once: such a quote is a forecast.",
    )


class QuoteOut(PricedOut, QuoteHead):
    """A priced basket. It books nothing."""


_SAID = ("id", "text", "place", "source")
_OPEN = ("fee", "label", "formula", "known_with")


def priced(document: Mapping[str, Any], member: int | None, *, offered: bool = False) -> dict[str, object]:
    """Give the members of `PricedOut` from an explanation; ``offered`` is whether stored value was."""
    total, baseline = document["total"], document["baseline"]
    return {
        "programme": document["programme"]["name"],
        "rules_version": document["programme"]["digest"],
        "member": member,
        "at": document["at"],
        "due": money_of(document, total["due"]),
        "excluded": [{name: fee[name] for name in _OPEN} for fee in total.get("excluded", ())] or None,
        "payable": money_of(document, total["payable"]),
        "value_used": money_of(document, document.get("stored_value", {"used": 0})["used"])
        if offered or "stored_value" in document
        else None,
        "gift_cards": _cards(document),
        "lines": price_lines(document),
        "points": document["points"],
        "baseline": None
        if baseline is None
        else {
            "public_total": money_of(document, baseline["public_total"]),
            "saved": money_of(document, baseline["saved"]),
            "personal": baseline["level"],
        },
        "effects": effects_of(document),
        "notices": [{name: each[name] for name in _SAID} for each in document["notices"]] or None,
        "not_applied": list(not_applied(document)),
        "vouchers_given": _given(document),
        "explanation": document["id"],
    }


def _given(document: Mapping[str, Any]) -> list[dict[str, object]] | None:
    """Give the members of `VoucherGivenOut` for each voucher, None where the order gives none."""
    if "vouchers_given" not in document:
        return None
    return [
        {
            "voucher": given["voucher"],
            "name": given["label"],
            "code": given.get("code"),
            "last_day": given["last_day"],
        }
        for given in document["vouchers_given"]
    ]


def _cards(document: Mapping[str, Any]) -> list[dict[str, object]] | None:
    """Give the members of `CardShownOut` for each card that was shown, None where there was none."""
    shown = document.get("stored_value", {}).get("gift_cards")
    if shown is None:
        return None
    amounts = ("used", "left")
    return [
        {**card, **{name: money_of(document, card[name]) for name in amounts}, "reason": card.get("reason")}
        for card in shown
    ]


def price_lines(document: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give the members of `PriceLineOut` for each line."""
    return [
        {**line, "amount": money_of(document, line["amount"]), "rule": line["rule"]["id"]}
        for line in document["lines"]
    ]
