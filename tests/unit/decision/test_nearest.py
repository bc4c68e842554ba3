"""Of alternatives none of which holds, the nearest is told; that discounts stand together is said plainly."""

import pytest

from loyalty import sumcheck
from loyalty.wording.text import as_text
from tests.unit.decision.making import FEE, decided, explained, line, programme


@pytest.mark.parametrize(
    ("when", "code", "distance"),
    [
        ("order.list_total >= 30.00 or order.list_total >= 90.00", "below", "380"),
        ("order.list_total >= 90.00 or order.list_total >= 30.00", "below", "380"),
        ("order.list_total >= 90.00 or order.list_total < 20.00", "above", "620"),
        ('order.channel == "app" or order.list_total >= 30.00', "below", "380"),
        (
            'order.list_total >= 30.00 and order.list_total < 20.00 or order.channel == "app"',
            "none-holds",
            None,
        ),
        ("not (order.list_total < 30.00 and order.list_total < 90.00)", "below", "380"),
        ("order.day >= 2026-06-20 or order.list_total >= 90.00", "not-yet", "5"),
    ],
)
def test_the_nearest_alternative_is_told(when: str, code: str, distance: str | None) -> None:
    """The one that is the smallest share of what it needs away; none where none is one number away."""
    rules = f"""
earn:
  base: {{points: 1, for_each: 1, of: line.amount}}
  rules:
    - {{id: big, name: {{en: Big}}, when: {when}, add: 120, once_per: order}}
  combine: [additions]
"""
    made = explained(decided(programme(rules), line("26.20")))

    (item,) = made["not_applied"]
    assert [(code, distance)] == [(part["code"], part["distance"]) for part in item["missing"]]
    assert [] == sumcheck.check(made)


def test_standing_together_is_said_plainly() -> None:
    """A fee that is not spared, since a discount stands alone, says so in words, not by a formula's name."""
    rules = f"""
basket:
  fees: [{FEE}when: order.list_total > 0.00, amount: 4.00}}]
  discounts:
    combine: sum
    rules:
      - {{id: alone, name: {{en: Alone}}, percent: 10%, exclusive: always}}
      - {{id: free, name: {{en: Free}}, free_fee: a}}
"""
    made = explained(decided(programme(rules), line("26.20")))
    english, chinese = as_text(made, "en"), as_text(made, "zh-CN")

    assert "needed: the discounts that stand together are chosen" in english
    assert "whether the discounts that stand together are chosen: no" in english
    assert "是否采用可同时使用的优惠" in chinese
    assert "together is 1" not in str(made)
    assert [] == sumcheck.check(made)
