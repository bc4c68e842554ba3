"""Orders and returns."""

from collections.abc import Mapping
from typing import Any

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, decimal, money
from api.schemas.basket import LINES_MAX, QUANTITY_MAX, BasketIn
from api.schemas.common import EXPLANATION, QUOTE, moment, money_of, point_count, programme_name
from api.schemas.quotes import PricedOut
from loyalty.orders.order import OrderState, Return

ORDER_ID = caller_id(example="order-1001")
RETURN_ID = caller_id(example="ret-1")
RETURN_EXAMPLE = {"programme": "corner-coffee", "id": "ret-1", "lines": [{"line": "1", "quantity": 1}]}


class OrderIn(BasketIn):
    """A basket that was bought. It may cite a quote, whose price is honoured until it lapses."""

    quote = Member(QUOTE, "The quote that was shown.", required=False)


class ReturnLineIn(StrictSchema):
    """How much of which line comes back."""

    line = Member(caller_id(example="1"), "The id of the line.")
    quantity = Member(decimal(most=QUANTITY_MAX), "How much of it.")


class ReturnIn(StrictSchema):
    """A return; it is never priced with today's rules."""

    programme = programme_name()
    id = Member(RETURN_ID, "Your own id of the return, once per order.")
    at = moment("When it came back; without it, now.")
    lines = Items(Part(ReturnLineIn), "What comes back.", fewest=1, most=LINES_MAX)


class ReturnOut(AnswerSchema):
    """What a return gives back and takes back."""

    id = Member(RETURN_ID, "Your id.")
    order = Member(ORDER_ID, "The order's id.")
    at = Member(INSTANT, "When it came back.")
    refund = Member(money(), "Money to give back.")
    to_stored_value = Member(money(), "The part of that which went back to stored value.", required=False)
    points_taken_back = point_count("Points that what came back had earned.")
    points_given_back = point_count("Points that were spent on what came back.")
    explanation = Member(EXPLANATION, "Why.")


class OrderHead(AnswerSchema):
    """What names an order; it comes before the price."""

    id = Member(ORDER_ID, "Your id.")
    state = Member(choice(*OrderState), "How much of it has come back.")


class OrderOut(PricedOut, OrderHead):
    """An order as it was booked."""

    returns = Items(Part(ReturnOut), "What came back, oldest first.", fewest=0, most=10_000)


def return_shown(returned: Return, document: Mapping[str, Any]) -> dict[str, object]:
    """Give the members of `ReturnOut`; ``document`` says the currency."""
    return {
        "id": returned.return_id,
        "order": returned.key.order_id,
        "at": returned.occurred_at,
        "refund": money_of(document, returned.money),
        "to_stored_value": money_of(document, document["refund"]["to_stored_value"])
        if "to_stored_value" in document.get("refund", {})
        else None,
        "points_taken_back": returned.points_back,
        "points_given_back": returned.points_restored,
        "explanation": returned.explanation_id,
    }
