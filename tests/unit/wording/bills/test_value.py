"""A statement of value in words: what it cost, what it saved, and which is more, in both languages."""

from typing import Any

import pytest

from loyalty.wording.bills.value import value_wording
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.page import page_of
from loyalty.wording.text import laid_out
from tests.unit.wording.bills.samples import DECEMBER, EXPLANATION


def _statement(saved: int, fee: int, **changes: object) -> dict[str, Any]:
    """Give a statement of one order, on which everything was saved, and one period of a plan."""
    sums = {"public": 5000 + saved, "paid": 5000, "fee": 0, "saved": saved, "explanation": EXPLANATION}
    plan = {"public": fee, "paid": fee, "fee": fee, "saved": 0, "explanation": EXPLANATION}
    return {
        "version": 1,
        "kind": "value",
        "currency": "EUR",
        "exponent": 2,
        "timezone": "Europe/Berlin",
        "period": DECEMBER,
        "orders": [{"order": "o-1", "source": "till", "at": "2026-12-05T11:00:00Z", **sums}],
        "plans": [{"subscription": "s", "plan": "club", "period": DECEMBER, **plan}],
        "left_out": [],
        "total": {"public": 0, "paid": 0, "saved": saved, "fee": fee, "net": saved - fee},
        **changes,
    }


def _text(statement: dict[str, Any], language: str = "en") -> str:
    return " ".join(laid_out(value_wording(statement, language), language).split())


def test_it_says_which_is_more() -> None:
    """More, less and the same are three sentences, and the difference comes first."""
    dearer, cheaper, same = _statement(1240, 2900), _statement(2900, 1240), _statement(500, 500)

    assert _text(dearer).startswith("More than without membership €16.60 ")
    assert "You paid €29.00 for plans and saved €12.40: €16.60 more than without." in _text(dearer)
    assert _text(cheaper).startswith("Less than without membership €16.60 ")
    assert "You paid €12.40 for plans and saved €29.00: €16.60 less than without." in _text(cheaper)
    assert "You paid €5.00 for plans and saved €5.00: the same as without." in _text(same)


def test_it_is_said_in_chinese() -> None:
    """Chinese says the same, negative savings too."""
    assert "您为套餐支付 €29.00，节省 €12.40：比没有会员多付 €16.60。" in _text(
        _statement(1240, 2900), "zh-CN"
    )
    assert "节省 \u2212€1.00" in _text(_statement(-100, 0), "zh-CN")


def test_every_part_is_explained() -> None:
    """Orders and periods say what was paid and would have been, and lead to their explanations."""
    page = page_of(value_wording(_statement(1240, 2900), "en"), "en", switch="?")

    assert 2 == page.count(f"/v1/explanations/{EXPLANATION}?format=html")
    assert "€50.00 paid, €62.40 without membership" in page
    assert "€29.00 of it for the plan itself" in page
    assert 2 == _text(_statement(1, 1)).count(f"Reasons: loyalty explain {EXPLANATION}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_counted_is_named(language: str) -> None:
    """What was paid in another currency is named; without orders and plans nothing is told of them."""
    bare = _statement(0, 0, orders=[], plans=[], left_out=["exp_1", "exp_2"])

    assert "exp_1" in _text(bare, language)
    assert 2 == len(value_wording(bare, language).sections)
    assert "exp_1" not in _text(_statement(0, 0), language)
