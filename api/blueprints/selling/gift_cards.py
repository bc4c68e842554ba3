"""Gift cards: issued under ids of the caller's, looked at and loaded by whoever has the code."""

from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, path_value, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.selling.gift_cards import (
    GIFT_CARD_ID,
    ISSUE_EXAMPLE,
    LOAD_EXAMPLE,
    REFUND_EXAMPLE,
    SHOW_EXAMPLE,
    GiftCardAskIn,
    GiftCardAskOut,
    GiftCardIn,
    GiftCardLoadIn,
    GiftCardLoadOut,
    GiftCardOut,
    GiftCardRefundIn,
    GiftCardRefundOut,
)
from loyalty.access.scopes import Scope
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.load_gift_card import LoadGiftCard, load_gift_card
from loyalty.use_cases.gift_cards.refund_gift_card import RefundGiftCard, refund_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.once import Once
from loyalty.vouchers.gift_card import GiftCardKey, holder_from

gift_cards = Resource("gift cards", "Stored value that belongs to whoever shows the code.")
WRITE = Right(Scope.CREDIT_WRITE, books=True)
ISSUE = Exchange(GiftCardOut, takes=GiftCardIn, status=CREATED, request_example=ISSUE_EXAMPLE, own_id=True)
SHOW = Exchange(GiftCardAskOut, takes=GiftCardAskIn, request_example=SHOW_EXAMPLE)
LOAD = Exchange(GiftCardLoadOut, takes=GiftCardLoadIn, status=CREATED, request_example=LOAD_EXAMPLE)
REFUND = Exchange(GiftCardRefundOut, takes=GiftCardRefundIn, status=CREATED, request_example=REFUND_EXAMPLE)


@gift_cards.route("PUT", "/v1/gift-cards/<gift_card_id>", WRITE, ISSUE)
def issue_card(body: dict[str, Any], gift_card_id: str) -> Answer:
    """Issue a gift card, given away or sold as a line of an order.

    The id is yours, once per programme and key label: the same card again gives the same code.
    Codes are kept as keyed hashes only. What is on a card was bought, never ends, and pays like
    stored value; when its line comes back unused, it is empty.
    """
    caller().reach(body["programme"])
    key = GiftCardKey(
        body["programme"], caller().label, path_value(GIFT_CARD_ID, gift_card_id, "gift_card_id")
    )
    sold_as = body.get("sold_as", {"order": "", "line": ""})
    issued = issue_gift_card(
        services(), IssueGiftCard(key, body["amount"], sold_as["order"], sold_as["line"])
    )
    card = issued.card
    answer = {
        "id": card.key.card_id,
        "card": card.holder,
        "code": issued.code,
        "amount": Money(card.amount, currency(card.currency)),
        "at": card.issued_at,
    }
    return answer, OK if issued.replayed else CREATED, replayed(issued.replayed)


@gift_cards.route("POST", "/v1/gift-cards/show", Right(Scope.CREDIT_READ), SHOW)
def show_card(body: dict[str, Any]) -> dict[str, object]:
    """Say what is on a gift card now. The code stands in the body, never in an address."""
    caller().reach(body["programme"])
    found = show_gift_card(services(), body["programme"], body["code"])
    return {"card": found.card.holder, "available": found.available}


@gift_cards.route("POST", "/v1/gift-cards/load", WRITE, LOAD)
def load_card(once: Once, body: dict[str, Any]) -> Answer:
    """Add value that was paid for to a gift card."""
    caller().reach(body["programme"])
    command = LoadGiftCard(body["programme"], body["code"], body["amount"], caller().label)
    told = load_gift_card(services(), command, once)
    of = currency(told.data["currency"])
    amounts = {name: Money(told.data[name], of) for name in ("loaded", "available")}
    return {"card": holder_from(told.data["card"]), **amounts}, CREATED, replayed(told.replayed)


@gift_cards.route("POST", "/v1/gift-cards/refunds", WRITE, REFUND)
def refund_card(once: Once, body: dict[str, Any]) -> Answer:
    """Give back what is left of what was paid for a card, without a reason, while the law says so.

    In China that is seven days. The money itself is paid back by you. What a card was given away with
    is not had back, and a line whose card was does not come back any more.
    """
    caller().reach(body["programme"])
    command = RefundGiftCard(body["programme"], body["code"], caller().label, body.get("load_key", ""))
    told = refund_gift_card(services(), command, once)
    of = currency(told.data["currency"])
    amounts = {name: Money(told.data[name], of) for name in ("refunded", "available")}
    return {"card": holder_from(told.data["card"]), **amounts}, CREATED, replayed(told.replayed)
