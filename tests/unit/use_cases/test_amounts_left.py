"""After an erasure the sums still add up from the database's own record: the amounts stay, nobody's."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from loyalty import sumcheck
from loyalty.database.engine import open_engine
from loyalty.decision.telling.left import left_id
from loyalty.decision.telling.views import View, seen
from loyalty.erasure.erasure import Ground
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.seals.find_record import find_record
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text
from tests.unit.use_cases.sealing import (
    PROGRAMME,
    Change,
    Shop,
    changed,
    check_of,
    opened_shop,
    text_of,
    verified,
)


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """Give a shop that seals, on each kind of database."""
    with closing(Units(open_engine(database_url))) as units:
        yield opened_shop(units)


def _sold(shop: Shop, chance: Random, order_id: str) -> str:
    lines = tuple(
        BasketLine(
            str(place),
            f"sku-{place}",
            Fraction(chance.randint(1, 4)),
            Fraction(chance.randint(1, 9_999)),
            {"category": chance.choice(["coffee", "tea", "gear"]), "brand": "own"},
        )
        for place in range(chance.randint(1, 4))
    )
    order = {"channel": "shop", "delivery": chance.choice(["home", "collect"])}
    basket = Basket(lines, order, {"member.country": "DE"})
    return record_order(
        shop.services, RecordOrder(PROGRAMME, "till", order_id, basket, shop.member)
    ).order.explanation_id


def _wrong(name: str) -> Change:
    return lambda file: file["document"]["total"].update({name: 1})


def test_sums_and_signatures_hold_after_an_erasure(shop: Shop) -> None:
    """Of random sales: the seal verifies, the amounts are what was told, sealed anew, and name no article."""
    chance = Random(20261126)
    ids = [_sold(shop, chance, f"order-{number}") for number in range(12)]
    told = {each: show_explanation(shop.services, each).document for each in ids}
    copies = {each: text_of(shop.file(each)) for each in ids}
    shop.close(date(2026, 11, 22))
    ask_erasure(shop.services, AskErasure(shop.member, Ground.MEMBER_ASKED, "by-letter", "desk"))
    close_account(shop.services, shop.member, "desk")
    erase_member(shop.services, shop.member)

    for each in ids:
        own = verified(shop.file(each))
        assert ("seal-only", "holds") == (own.verdict, check_of(own, "signature").state)
        left = shop.file(left_id(each))
        found = verified(left)
        assert "valid" == found.verdict
        assert {"sums", "same-bytes"} == {check_of(found, name).code for name in ("sums", "recomputation")}
        document = left["document"]
        assert told[each]["total"] == {**told[each]["total"], **document["total"]}
        assert "sku-" not in str(document)
        record = find_record(shop.services, copies[each])
        assert record is not None
        assert ("holds", "erased-sums") == (record.state, record.code)
        assert {"id": left_id(each), "due": str(told[each]["total"]["due"])}.items() <= record.facts.items()
        for name in document["total"]:
            other = changed(left, _wrong(name))
            assert [] != sumcheck.check(other["document"])
            assert "invalid" == verified(other).verdict
    assert document == seen(document, View.BUYER)
    for language in ("en", "zh-CN"):
        assert all(as_text(document, language, view=view) for view in View)
        assert "base" in explanation_sheet(document, language)
