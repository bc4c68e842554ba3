"""Whom an order gives a voucher hangs on no more than a price does."""

import pytest

from tests.unit.publication.trying import codes_of, discounts

VOUCHERS = """
vouchers:
  - {id: thanks, name: {en: Thanks, zh-CN: 谢礼券}, codes: unique, each_code: 1, after_return: used_up,
     given_by_order: {when: '%s', valid: 30 days}}
"""
USED = discounts(r=("voucher.thanks", "10%"))
SENIOR = "member.senior: {is: truth, label: membership, default: false}"
CASES = {
    "a name": (
        "member.gender: {is: choice, of: [m, f], label: membership, default: m}",
        'member.gender == "f"',
        {"PROTECTED_ATTRIBUTE_FLOW"},
    ),
    "a protected label": (
        "member.k: {is: choice, of: [a, b], label: protected, default: a}",
        'member.k == "b"',
        {"PROTECTED_ATTRIBUTE_FLOW"},
    ),
    "a proxy": (
        "member.k: {is: text, label: proxy, stands_for: [income], default: x}",
        'member.k == "y"',
        {"PROXY_INPUT_NOT_ALLOWED"},
    ),
    "a right": (
        "member.k: {is: quantity, label: rights, default: 0}",
        "member.k < 1",
        {"RIGHTS_EXERCISE_FLOW"},
    ),
    "a concession turned round": (SENIOR, "not member.senior", {"AGE_PRICE_NOT_ALLOWED"}),
    "a concession": (SENIOR, "member.senior", set[str]()),
    "what is bought": ("", "order.list_total > 30.00", set[str]()),
    "a tier": ("", 'member.tier == "blue"', set[str]()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_voucher_for_the_next_order_is_no_way_around(case: str) -> None:
    """It is a price of tomorrow."""
    fact, condition, codes = CASES[case]

    assert codes == codes_of(fact, USED, vouchers=VOUCHERS % condition)
