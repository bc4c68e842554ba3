"""How documents stand now is told beside them: expired, withdrawn, corrected; what was told stays."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from loyalty.adoption.version import Person
from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.database.engine import open_engine
from loyalty.decision.telling.views import View
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.show_invoice import beside_invoice, show_invoice
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.claims.claim_receipt import claim_receipt
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.points.take_back_points import TakeBackPoints, take_back_points
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import QuoteUsed, UnknownExplanation
from loyalty.use_cases.returns.adjust_order import AdjustOrder, adjust_order
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription
from loyalty.wording.page import as_page
from loyalty.wording.text import as_text
from tests.agreeing import begin
from tests.steps.reading import coffee
from tests.unit.use_cases.sealing import PROGRAMME, Shop, changed, check_of, opened_shop, text_of, verified


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """Give a shop that seals, on each kind of database."""
    with closing(Units(open_engine(database_url))) as units:
        rules = dict(coffee())
        rules["earn.yaml"] = rules["earn.yaml"].replace("earn:\n", "earn:\n  claim_within: 90 days\n", 1)
        yield opened_shop(units, rules)


def basket(price: int = 1250) -> Basket:
    """Give a basket of one article."""
    line = BasketLine("1", "beans", Fraction(2), Fraction(price), {"category": "coffee", "brand": "own"})
    return Basket((line,), {"channel": "shop", "delivery": "home"}, {"member.country": "DE"})


def course(shop: Shop, explanation_id: str) -> tuple[str, list[str], list[str]]:
    """Give the status of a document now, what it did to earlier ones, and what later ones did to it."""
    told = show_explanation(shop.services, explanation_id).now["course"]
    return told["status"], [each["did"] for each in told["earlier"]], [each["did"] for each in told["later"]]


def test_a_quote_ends_or_is_bought(shop: Shop) -> None:
    """It is offered until its end, that instant outside; bought, it stands however late one looks."""
    taken, left = (
        quote_basket(shop.services, QuoteBasket(PROGRAMME, basket(), shop.member)) for _ in range(2)
    )
    document = show_explanation(shop.services, left.quote.explanation_id).document
    order = RecordOrder(PROGRAMME, "till", "1", basket(), shop.member, quote=taken.quote.quote_id)
    sold = record_order(shop.services, order)

    shop.clock.at = left.quote.valid_until - timedelta(microseconds=1)
    assert ("offered", [], []) == course(shop, left.quote.explanation_id)
    shop.clock.at = left.quote.valid_until
    assert ("expired", [], []) == course(shop, left.quote.explanation_id)
    assert ("committed", [], ["bought"]) == course(shop, taken.quote.explanation_id)
    assert ("committed", ["bought"], []) == course(shop, sold.order.explanation_id)

    found = show_explanation(shop.services, left.quote.explanation_id)
    assert document == found.document
    assert "offered" == found.document["status"]
    assert "same" == check_of(verified(text_of(found.now)), "digest").code
    # Beside a document that stands alone it is not sealed; within the file of everything it is a change.
    file = changed(shop.file(left.quote.explanation_id), lambda copy: copy["document"].update(found.course))
    assert "invalid" == verified(file).verdict
    assert "It has expired: its time is over." in as_text(found.now, "en")
    assert "已过期：有效期已过。" in as_page(found.now, "zh-CN", view=View.AUDITOR)


def test_what_is_done_to_an_order_stands_beside_its_receipt(shop: Shop) -> None:
    """Returned, corrected and exchanged in turn, each by its own document; cancelled, it is withdrawn."""
    receipt, at = shop.own("1"), OrderKey(PROGRAMME, "till", "1")
    shop.clock.at += timedelta(minutes=1)
    back = record_return(shop.services, RecordReturn(at, "r1", {"2": Fraction(1)}))
    shop.clock.at += timedelta(minutes=1)
    lower = AdjustOrder(at, "a1", {"1": Fraction(1000)}, "late", "EUR")
    adjusted = adjust_order(shop.services, lower)
    shop.clock.at += timedelta(minutes=1)
    swapped = exchange_order(shop.services, ExchangeOrder(at, "e1", {"2": Fraction(1)}, "2", basket()))

    assert ("committed", [], ["returned", "adjusted", "exchanged"]) == course(shop, receipt)
    assert ("committed", ["returned"], []) == course(shop, back.returned.explanation_id)
    assert ("committed", ["exchanged"], ["instead"]) == course(shop, swapped.returned.returned.explanation_id)
    assert ("committed", ["instead"], []) == course(shop, swapped.recorded.order.explanation_id)

    shop.clock.at += timedelta(minutes=1)
    cancel_order(shop.services, CancelOrder(at, "c1", reason="error"))
    assert "withdrawn" == course(shop, receipt)[0]
    page = as_page(show_explanation(shop.services, receipt).now, "en")
    assert f"/v1/explanations/{adjusted.returned.explanation_id}" in page
    assert "It is withdrawn: a later document took all of it back." in page
    corrects = as_text(show_explanation(shop.services, adjusted.returned.explanation_id).now, "zh-CN")
    assert f"更正收据 {receipt}" in corrects


def test_a_receipt_that_is_claimed_is_followed_by_the_members(shop: Shop) -> None:
    """What nobody was told is withdrawn for what the member is told instead."""
    order = RecordOrder(PROGRAMME, "till", "1", basket(), receipt="R-1")
    nobodys = record_order(shop.services, order).order.explanation_id
    theirs = claim_receipt(shop.services, shop.member, "R-1").order.explanation_id

    assert ("withdrawn", [], ["claimed"]) == course(shop, nobodys)
    assert ("committed", ["claimed"], []) == course(shop, theirs)


def test_points_taken_back_name_what_awarded_them(shop: Shop) -> None:
    """The document of what is taken back follows the receipt whose award it is."""
    receipt = shop.own("1")
    key, by = CaseKey(PROGRAMME, "T-1"), Person("Bea")
    found = OpenCase(key, Kind.COMPLAINT, Topic.POINTS, by, member=shop.member, explanation=receipt)
    open_case(shop.services, found)
    command = TakeBackPoints(shop.member, 1, "T-1", 5, "error", "till")
    told = take_back_points(shop.services, command, Once("test", "t", "")).data

    change = show_points_change(shop.services, shop.member, told["seq"])
    assert ("-5", "-1") == (str(change["worth"]["amount"]), f"-{change['worth']['per_point']}")
    assert ["taken-back"] == [each["did"] for each in change["course"]["earlier"]]
    assert [receipt] == [each["document"] for each in change["course"]["earlier"]]
    assert ("committed", [], ["taken-back"]) == course(shop, receipt)


def test_taking_back_points_that_were_never_awarded_says_so(shop: Shop) -> None:
    """It is the number of the award that is wrong, and of no explanation."""
    command = TakeBackPoints(shop.member, 99, "T-1", 5, "error", "till")

    with pytest.raises(UnknownExplanation, match="There is no such award"):
        take_back_points(shop.services, command, Once("test", "t", ""))


def test_a_bill_is_one_sealed_document(shop: Shop) -> None:
    """It verifies as a whole, follows what it bills, and is withdrawn once it is cancelled."""
    key = SubscriptionKey(PROGRAMME, "desk-7")
    started = begin(shop.services, StartSubscription(key, shop.member, "brew-pro")).data
    invoice = started["invoice"]

    file = shop.file(invoice["id"])
    found = verified(file)
    assert invoice == show_invoice(shop.services, invoice["id"])
    assert "valid" == found.verdict
    assert "of-explanations" == check_of(found, "recomputation").code
    for broken in (
        lambda copy: copy["document"]["lines"].reverse(),
        lambda copy: copy["document"].update(payable=0),
        lambda copy: copy["document"]["periods"][0].update(explanation="exp_0000000000000"),
    ):
        assert "invalid" == verified(changed(file, broken)).verdict
    # What the membership cost and saved stands on what is told of the next sale, and of what comes back.
    shop.clock.at += timedelta(hours=1)
    receipt = shop.own("1")
    order = OrderKey(PROGRAMME, "till", "1")
    refund = record_return(shop.services, RecordReturn(order, "back", {"1": Fraction(1)}))
    for name in (receipt, refund.returned.explanation_id):
        told = show_explanation(shop.services, name).now
        assert 78_00 == told["value"]["membership_fee_to_date"] <= invoice["total"]["due"]
        assert (
            told["value"]["net"] == told["value"]["benefit_to_date"] - told["value"]["membership_fee_to_date"]
        )
        assert f"[{told['points']['worth']['rule']}]" in as_text(told, "en", view=View.AGENT)
        assert "valid" == verified(shop.file(name)).verdict

    period = invoice["periods"][0]["explanation"]
    assert ("committed", [], ["billed"]) == course(shop, period)
    assert ["billed"] == [
        each["did"] for each in beside_invoice(shop.services, invoice["id"])["course"]["earlier"]
    ]

    note = void_invoice(shop.services, invoice["id"], Once("test", "void", "")).data
    assert "valid" == verified(shop.file(note["id"])).verdict
    beside = beside_invoice(shop.services, invoice["id"])
    assert ("withdrawn", [note["id"]]) == (
        beside["course"]["status"],
        [each["document"] for each in beside["course"]["later"]],
    )
    alone = {**show_invoice(shop.services, invoice["id"]), **beside}
    assert "same" == check_of(verified(text_of(alone)), "digest").code
    assert f"credit note {note['id']}" in as_page(alone, "en")
    assert as_text(alone, "zh-CN") == as_text(show_explanation(shop.services, invoice["id"]).now, "zh-CN")


def test_a_quote_is_free_again_once_its_claimed_order_is_cancelled(shop: Shop) -> None:
    """AX-02: it is used while the member has the order, whose receipt took the place of nobody's."""
    quote = quote_basket(shop.services, QuoteBasket(PROGRAMME, basket())).quote.quote_id
    first, again = (RecordOrder(PROGRAMME, "till", each, basket(), quote=quote) for each in ("1", "2"))
    record_order(shop.services, replace(first, receipt="R-1"))
    claim_receipt(shop.services, shop.member, "R-1")
    with pytest.raises(QuoteUsed):
        record_order(shop.services, again)
    cancel_order(shop.services, CancelOrder(OrderKey(PROGRAMME, "till", "1"), "c1"))

    assert "2" == record_order(shop.services, again).order.key.order_id
