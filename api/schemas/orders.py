"""Orders and returns."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, PRICE, TRUTH, caller_id, choice, decimal, text
from api.schemas.basket import BASKET_EXAMPLE, LINES_MAX, QUANTITY_MAX, BasketIn, GoodsIn
from api.schemas.common import (
    EXPLANATION,
    NAME,
    POINTS_MAX,
    QUOTE,
    OfProgramme,
    moment,
    money_of,
    one_currency,
    point_count,
    programme_name,
)
from api.schemas.quotes import SIGNED, WALLETS_MAX, PricedOut
from api.schemas.vouchers import CODES_MAX
from loyalty.orders.order import OrderState, Return, ReturnKind

ORDER_ID = caller_id(example="order-1001")
RETURN_ID = caller_id(example="ret-1")
RETURN_EXAMPLE = {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "1", "quantity": 1}]}
CANCELLATION_EXAMPLE = {"programme": "corner-coffee", "id": "can-1", "reason": "out-of-stock"}
ADJUSTMENT_EXAMPLE = {
    "programme": "corner-coffee",
    "id": "adj-1",
    "reason": "price-promise",
    "currency": "EUR",
    "lines": [{"line": "1", "unit_price": "24.00"}],
}
EXCHANGE_EXAMPLE = {
    "programme": "corner-coffee",
    "id": "exc-1",
    "lines": [{"line": "1", "quantity": 1}],
    "instead": {
        "id": "order-1002",
        **{name: BASKET_EXAMPLE[name] for name in ("currency", "order", "facts", "lines")},
    },
}


def order_source() -> Member:
    """Give the member that says which system sold, so that another one may take back."""
    about = "The label of the key the order was booked with; without it, that of yours."
    return Member(caller_id(example="till"), about, required=False)


class OrderIn(BasketIn):
    """A basket that was bought. It may cite a quote, whose price is honoured until it lapses."""

    quote = Member(QUOTE, "The quote that was shown.", required=False)
    receipt_code = Member(
        text(40, example="R-2026-4711"),
        "A code of your own on the receipt of somebody who is no member, by which they may claim it later.",
        required=False,
    )


class ReturnLineIn(StrictSchema):
    """How much of which line comes back."""

    line = Member(caller_id(example="1"), "The id of the line.")
    quantity = Member(decimal(most=QUANTITY_MAX), "How much of it.")


class ChangeIn(StrictSchema):
    """What every change of an order after its sale says; it is never priced with today's rules."""

    programme = programme_name()
    id = Member(RETURN_ID, "Your own id of it, once per order among its returns and other changes.")
    at = moment("When it happened; without it, now.")
    source = order_source()
    channel = Member(
        caller_id(example="shop-2"), "Where it happened; it need not be where it was bought.", required=False
    )


class ReturnIn(ChangeIn):
    """A return."""

    lines = Items(Part(ReturnLineIn), "What comes back.", fewest=1, most=LINES_MAX)


class CancellationIn(ChangeIn):
    """A cancellation: all that is left of the order, its fees included."""

    reason = Member(caller_id(example="out-of-stock"), "Why, as a code of your own.", required=False)


class AdjustedLineIn(StrictSchema):
    """The new price of a line."""

    line = Member(caller_id(example="1"), "The id of the line.")
    unit_price = Member(PRICE, "What one costs now, of all that is kept of the line.")


class AdjustmentIn(ChangeIn):
    """Prices lowered after the sale."""

    currency = one_currency()
    reason = Member(caller_id(example="price-promise"), "Why, as a code of your own.")
    lines = Items(Part(AdjustedLineIn), "Whose price is lowered.", fewest=1, most=LINES_MAX)


class InsteadHead(StrictSchema):
    """What names the new order of an exchange."""

    id = Member(ORDER_ID, "Your own id of the new order.")


class InsteadIn(GoodsIn, InsteadHead):
    """The new order of an exchange, of the same programme, member and moment."""


class ExchangeIn(ReturnIn):
    """Lines that come back, and what is bought instead."""

    instead = Part(InsteadIn, "What is bought instead, at the prices of now.")


class VoucherEndedOut(AnswerSchema):
    """A voucher whose code counts no more, as too little is kept of the order that gave it."""

    voucher = Member(NAME, "Its id in the rule files.")
    used = Member(TRUTH, "Whether its code was used before; what that gave stays.")


class WalletBackOut(AnswerSchema):
    """What a return takes back in a wallet other than the first."""

    wallet = Member(NAME, "The wallet.")
    points_taken_back = point_count("Points that what came back had earned in it.", low=-POINTS_MAX)


class ReturnOut(AnswerSchema):
    """What a return or another change gives back and takes back; below zero it asks for some again."""

    id = Member(RETURN_ID, "Your id.")
    kind = Member(choice(*ReturnKind), "What was done.")
    order = Member(ORDER_ID, "The order's id.")
    at = Member(INSTANT, "When it happened.")
    channel = Member(NAME, "Where it happened.", required=False)
    reason = Member(NAME, "Why, as a code.", required=False)
    next_order = Member(ORDER_ID, "The order that was booked instead.", required=False)
    refund = Member(SIGNED, "Money to give back.")
    to_stored_value = Member(SIGNED, "The part of that which went back to stored value.", required=False)
    points_taken_back = point_count("Points that what came back had earned.", low=-POINTS_MAX)
    points_given_back = point_count("Points that were spent on what came back.", low=-POINTS_MAX)
    wallets = Items(
        Part(WalletBackOut),
        "What is taken back in other wallets, where it is any.",
        fewest=0,
        most=WALLETS_MAX,
        required=False,
    )
    vouchers_ended = Items(
        Part(VoucherEndedOut),
        "Vouchers the order gave, and with less kept of it gives no more.",
        fewest=0,
        most=CODES_MAX,
        required=False,
    )
    explanation = Member(EXPLANATION, "Why.")


class OrderHead(AnswerSchema):
    """What names an order; it comes before the price."""

    id = Member(ORDER_ID, "Your id.")
    state = Member(choice(*OrderState), "How much of it has come back.")


class OrderOut(PricedOut, OrderHead):
    """An order as it was booked."""

    returns = Items(Part(ReturnOut), "What came back, oldest first.", fewest=0, most=10_000)


class ExchangeOut(AnswerSchema):
    """Both halves of an exchange and what is left to settle between them."""

    returned = Part(ReturnOut, "What came back.")
    order = Part(OrderOut, "What was bought instead.")
    to_pay = Member(SIGNED, "The money to pay, below zero what to give back; stored value is settled.")


class OrderAsk(OfProgramme):
    """Which order: of which programme, sold by which system."""

    source = order_source()


def return_shown(returned: Return, document: Mapping[str, Any]) -> dict[str, object]:
    """Give the members of `ReturnOut`; ``document`` says the currency."""
    return {
        "id": returned.return_id,
        "kind": returned.kind,
        "order": returned.key.order_id,
        "at": returned.occurred_at,
        "channel": returned.channel or None,
        "reason": returned.reason or None,
        "next_order": returned.next_order or None,
        "refund": money_of(document, returned.money),
        "to_stored_value": money_of(document, document["refund"]["to_stored_value"])
        if "to_stored_value" in document.get("refund", {})
        else None,
        "points_taken_back": returned.points_back,
        "points_given_back": returned.points_restored,
        "wallets": wallets_back(document) or None,
        "vouchers_ended": document.get("refund", {}).get("vouchers_ended"),
        "explanation": returned.explanation_id,
    }


def wallets_back(document: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give the members of `WalletBackOut`, one for each wallet."""
    return [
        {"wallet": each["wallet"], "points_taken_back": each["points_back"]}
        for each in document.get("refund", {}).get("wallets", ())
    ]
