"""Gift cards: issued, looked at, loaded, their value had back."""

from api.fields import AnswerSchema, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, money, our_id, text
from api.schemas.basket import VOUCHER_CODE
from api.schemas.common import programme_name
from loyalty.vouchers.gift_card import PREFIX

GIFT_CARD_ID = caller_id(example="card-1001")
HOLDER = our_id(PREFIX)
ISSUE_EXAMPLE = {
    "programme": "corner-coffee",
    "amount": {"amount": 2500, "currency": "EUR"},
    "sold_as": {"order": "order-1001", "line": "2"},
}
LOAD_EXAMPLE = {
    "programme": "corner-coffee",
    "code": "7K2M-9QXA-4TWD",
    "amount": {"amount": 1000, "currency": "EUR"},
}
REFUND_EXAMPLE = {"programme": "corner-coffee", "code": "7K2M-9QXA-4TWD", "load_key": "load-1"}
SHOW_EXAMPLE = {"programme": "corner-coffee", "code": "7K2M-9QXA-4TWD"}


class SoldAsIn(StrictSchema):
    """The line of an order that paid for a card."""

    order = Member(caller_id(example="order-1001"), "Your id of the order; your key has booked it.")
    line = Member(caller_id(example="2"), "The id of the line; one piece of it costs at least the amount.")


class GiftCardIn(StrictSchema):
    """What is to be on a card."""

    programme = programme_name()
    amount = Member(money(1), "What is on it, in the programme's currency.")
    sold_as = Part(SoldAsIn, "By what it was sold; without it, it is given away.", required=False)


class GiftCardOut(AnswerSchema):
    """A card that was issued."""

    id = Member(GIFT_CARD_ID, "Your id of the card.")
    card = Member(HOLDER, "The card, as explanations name it.")
    code = Member(VOUCHER_CODE, "The code to print on it. Whoever shows it pays with it.")
    amount = Member(money(), "What it was issued with.")
    at = Member(INSTANT, "When it was issued.")


class GiftCardAskIn(StrictSchema):
    """A card by its code."""

    programme = programme_name()
    code = Member(VOUCHER_CODE, "The code as it is written.")


class GiftCardAskOut(AnswerSchema):
    """What is on a card."""

    card = Member(HOLDER, "The card, as explanations name it.")
    available = Member(money(), "What there is to pay with now.")


class GiftCardLoadIn(GiftCardAskIn):
    """What is added to a card."""

    amount = Member(money(1), "How much, in the programme's currency.")


class GiftCardLoadOut(GiftCardAskOut):
    """What was added, and what there is."""

    loaded = Member(money(), "What was added.")


class GiftCardRefundIn(GiftCardAskIn):
    """What is given back."""

    load_key = Member(
        text(255, example="load-1"),
        "The Idempotency-Key under which it was loaded; without it, what the card was sold with.",
        required=False,
    )


class GiftCardRefundOut(GiftCardAskOut):
    """What is given back, and what there is."""

    refunded = Member(money(), "What is left of it, to be paid back.")
