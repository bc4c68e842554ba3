"""A quote that is held outlives what it was made with: its price stands, and nothing is read for it again."""

from datetime import timedelta
from typing import Any

import pytest

from loyalty.decision.telling.views import View, seen
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.wording.text import as_text
from tests.steps.reading import coffee_with
from tests.unit.api.routes.shop import Shop

BIRTHDAY = "member.birth_day_month"
RULES = """
facts:
  member.tier:        {is: tier, label: membership}
  member.country:     {is: country, label: transaction, purpose: [tax], default: DE}
  member.birth_day_month: {is: day_month, label: personal, purpose: [treat],
    assessment: p-1, consent: birthday_benefit}
  member.offers:      {is: truth, label: personal, purpose: [offers], assessment: pia-2}
  order.channel:      {is: choice, of: [app, web, shop]}
  order.delivery:     {is: choice, of: [collect, home], default: collect}
  order.total:        {is: money, sum_of: line.amount, except_when: line.category == "gift-card"}
  line.category:      {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand:         {is: choice, of: [own, other]}
  line.amount:        {is: money}
segments:
  - id: told
    name: {en: Told of offers, zh-CN: 接收优惠}
    when: member.offers
    at_least_members: 20
    purpose: [offers]
basket:
  discounts:
    combine: best
    rules:
      - {id: thanks, name: {en: Thank you, zh-CN: 谢谢}, when: member.segment.told, percent: 10%}
      - {id: treat, name: {en: Treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-23", percent: 20%}
  returns: {within: 14 days}
"""
BASKET = {
    "programme": "corner-coffee",
    "currency": "EUR",
    "order": {"channel": "shop", "delivery": "collect"},
    "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}],
}
AGREED = {"id": "a-1", "purpose": "birthday_benefit", "answer": "given", "way": "form", "jurisdiction": "DE"}


@pytest.fixture
def member(shop: Shop) -> str:
    """Give a member who has birthday today and agreed that it is read, and is told of offers."""
    adopt_programme(shop.services, coffee_with(RULES))
    notice = shop.ask("GET", "/v1/programmes/corner-coffee/collection-notice")["sha256"]
    facts = {BIRTHDAY: "11-23", "member.offers": True}
    joining = {"programme": "corner-coffee", "facts": facts}
    found, *_ = (shop.ask("POST", "/v1/members", joining)["member"] for _ in range(20))
    shop.ask("POST", f"/v1/members/{found}/consents", {**AGREED, "notice": notice, "facts": []})
    shop.ask("POST", "/v1/segments/count", {"programme": "corner-coffee"})
    shop.clock.at += timedelta(days=1)
    return str(found)


def bought(shop: Shop, member: str, quote: str) -> dict[str, Any]:
    """Give the explanation of the order that cites a quote."""
    order = shop.ask("PUT", "/v1/orders/o-1", {**BASKET, "member": member, "quote": quote})
    return shop.ask("GET", f"/v1/explanations/{order['explanation']}")


def sources(document: dict[str, Any]) -> dict[str, str]:
    """Give where each fact that was used is from."""
    return {each["fact"]: each["source"] for each in document["inputs"]["used"]}


def test_a_withdrawn_consent_raises_no_promise_and_is_read_for_none(shop: Shop, member: str) -> None:
    """The receipt pays what was promised, and says that the birthday is from the quote and not read again."""
    quote = shop.ask("POST", "/v1/quotes", {**BASKET, "member": member})["id"]
    shop.ask(
        "POST", f"/v1/members/{member}/consents/withdraw", {"purpose": "birthday_benefit", "way": "form"}
    )
    told = bought(shop, member, quote)

    assert (800, 900, 800) == tuple(told["promise"][each] for each in ("quoted", "now", "charged"))
    assert [BIRTHDAY] == told["promise"]["not_read"]
    assert ("quote", "record") == (sources(told)[BIRTHDAY], sources(told)["member.offers"])
    assert "not read again: day and month of your birth." in as_text(told, "en")
    assert "此次未再读取：会员生日。" in as_text(told, "zh-CN")


def test_who_objects_is_read_of_in_nothing_and_no_group_is_named(shop: Shop, member: str) -> None:
    """After an objection to profiling the promise stands; the buyer's view names no segment."""
    quote = shop.ask("POST", "/v1/quotes", {**BASKET, "member": member})["id"]
    shop.ask("PUT", f"/v1/members/{member}/choices", {"profiling": False})
    told = bought(shop, member, quote)

    assert (800, 1000) == (told["promise"]["charged"], told["promise"]["now"])
    assert [BIRTHDAY, "member.offers"] == told["promise"]["not_read"]
    grouped = {**told, "promise": {**told["promise"], "not_read": [BIRTHDAY, "member.segment.told"]}}
    assert [BIRTHDAY] == seen(grouped, View.BUYER)["promise"]["not_read"]


def test_a_promise_without_a_change_reads_as_before(shop: Shop, member: str) -> None:
    """Where nothing was withdrawn, everything is from where it was, and nothing else is said."""
    quote = shop.ask("POST", "/v1/quotes", {**BASKET, "member": member})["id"]
    told = bought(shop, member, quote)

    assert "not_read" not in told["promise"]
    assert "quote" not in sources(told).values()
