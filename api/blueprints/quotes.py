"""Quotes and estimates: prices with their reasons, booking nothing."""

from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, buyer_of
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.answers.comparisons import COMPARE_EXAMPLE, CompareIn, CompareOut, compared, use_of
from api.schemas.basket import BASKET_EXAMPLE, QuoteIn, basket_of
from api.schemas.common import QUOTE, money_of
from api.schemas.quotes import QuoteHead, QuoteOut, price_lines, priced
from api.schemas.usage import (
    ESTIMATE_EXAMPLE,
    EstimateIn,
    EstimateOut,
    circumstances_of,
    placed_use,
    usage_of,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.compare_plans import ComparePlans, compare_plans
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.extend_quote import extend_quote
from loyalty.use_cases.quote_basket import QuoteBasket, Quoted, quote_basket
from loyalty.use_cases.refusals import UnknownQuote
from loyalty.use_cases.show_quote import show_quote

quotes = Resource("quotes", "Prices and the points they would earn, with reasons. Nothing is booked.")
ASK = Exchange(QuoteOut, takes=QuoteIn, status=CREATED, request_example=BASKET_EXAMPLE)
COMPARE = Exchange(CompareOut, takes=CompareIn, request_example=COMPARE_EXAMPLE)
ESTIMATE = Exchange(EstimateOut, takes=EstimateIn, request_example=ESTIMATE_EXAMPLE)


@quotes.route("POST", "/v1/quotes", Right(Scope.QUOTES_WRITE), ASK)
def quote(body: dict[str, Any]) -> dict[str, object]:
    """Price a basket and forecast its points.

    The price is promised for thirty minutes to the order that cites the quote; for another
    moment than now it is a forecast.
    """
    caller().reach(body["programme"])
    command = QuoteBasket(
        body["programme"], basket_of(body), buyer_of(body), body.get("at"), body["personalise"]
    )
    return _shown(quote_basket(services(), command), offered="value_to_spend" in body)


@quotes.route("GET", "/v1/quotes/<quote_id>", Right(Scope.QUOTES_WRITE), Exchange(QuoteOut))
def quote_again(quote_id: str) -> dict[str, object]:
    """Show a quote as it was promised, and until when by now."""
    found = show_quote(services(), _quote_id(quote_id))
    if caller().programme not in {None, found.quote.programme}:
        raise UnknownQuote
    return _shown(found)


@quotes.route("POST", "/v1/quotes/<quote_id>/extensions", Right(Scope.QUOTES_WRITE), Exchange(QuoteHead))
def extend(quote_id: str) -> dict[str, object]:
    """Give a quote more time: thirty minutes from now, while it holds and is not bought.

    Ten times at least, until five and a half hours after the moment that it is about. Sent again,
    it moves the end again and does nothing else.
    """
    found = extend_quote(services(), _quote_id(quote_id), caller().programme)
    return {"id": found.quote_id, "valid_until": found.valid_until}


@quotes.route("POST", "/v1/estimates", Right(Scope.QUOTES_WRITE), ESTIMATE)
def estimate(body: dict[str, Any]) -> dict[str, object]:
    """Price the use of a plan in one period, promising nothing."""
    caller().reach(body["programme"])
    quantities, period = usage_of(body)
    command = EstimateUsage(
        body["programme"],
        body["plan"],
        quantities,
        period=period,
        member=body.get("member"),
        facts=body["facts"],
        at=body.get("at"),
        first_period=body["first_period"],
        circumstances=circumstances_of(body),
        personalise=body["personalise"],
    )
    with placed_use(body):
        document = estimate_usage(services(), command)
    return {
        "programme": document["programme"]["name"],
        "plan": body["plan"],
        "rules_version": document["programme"]["digest"],
        "due": money_of(document, document["total"]["due"]),
        "payable": money_of(document, document["total"]["payable"]),
        "converted": document.get("converted"),
        "provisional": True,
        "lines": price_lines(document),
        "slices": document["slices"],
        "explanation": document["id"],
    }


@quotes.route("POST", "/v1/plans/compare", Right(Scope.QUOTES_WRITE), COMPARE)
def compare(body: dict[str, Any]) -> dict[str, object]:
    """Price the same use on every plan, the cheapest first, promising nothing.

    Only plans of the same interval that count everything that is used are compared; the others
    are named with the reason.
    """
    caller().reach(body["programme"])
    quantities, period = use_of(body)
    command = ComparePlans(
        body["programme"],
        quantities,
        period=period,
        member=body.get("member"),
        plan=body.get("plan"),
        facts=body["facts"],
        at=body.get("at"),
    )
    with placed_use(body):
        return compared(compare_plans(services(), command))


def _quote_id(given: str) -> str:
    try:
        return str(QUOTE.read(given))
    except Wrong:
        raise UnknownQuote from None


def _shown(quoted: Quoted, *, offered: bool = False) -> dict[str, object]:
    kept = quoted.quote
    told = priced(quoted.document, kept.member_id, offered=offered)
    return {**told, "id": kept.quote_id, "valid_until": kept.valid_until}
