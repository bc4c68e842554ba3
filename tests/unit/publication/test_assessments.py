"""A price on what is of one person names its impact assessment, by the id of a document."""

from datetime import date
from typing import Final

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import DISCOUNT, discounts, programme_of

FACT = "member.visits: {is: quantity, label: personal, purpose: [often], default: 0, assessment: %s}"
SCORE: Final = "member.score: {is: quantity, label: membership, default: 0, made_of: [history.orders_month]}"
NAMED: Final = "name: {en: Often, zh-CN: 常来}"
OFF: Final = f"{{id: off, {NAMED}, %s}}"
FEE: Final = "purpose: carriage, recipient: seller, refundable: false"
EARNED: Final = (
    "base: {points: 1, for_each: 1.00, of: line.amount}, combine: [tier, best_multiplier, additions]"
)
SEGMENTS: Final = f"segments: [{{id: often, {NAMED}, when: %s, at_least_members: 60}}]\n"
VOUCHERS: Final = (
    f"vouchers: [{{id: next, {NAMED}, codes: unique, each_code: 1, after_return: used_up, "
    "given_by_order: {when: history.spend >= 100.00, valid: 30 days}}]\n"
)


def _discount(what: str) -> str:
    return f"\n  discounts: {{combine: best, rules: [{OFF % what}]}}\n"


SHAPES: Final = {
    "condition": ("history.orders", "", _discount("when: history.orders >= 10, percent: 5%"), {}),
    "first order": ("history.orders", "", _discount("when: history.orders == 0, percent: 5%"), {}),
    "lines": (
        "history.spend_year",
        "",
        _discount("lines: line.list_amount <= history.spend_year, percent: 5%"),
        {},
    ),
    "group": ("history.rfm", "", _discount("when: 'history.rfm in [\"new\"]', percent: 5%"), {}),
    "score": ("history.orders_month", SCORE, _discount("when: member.score >= 3, percent: 5%"), {}),
    "fee": (
        "history.days_since_order",
        "",
        f"\n  fees: [{{id: fee, {NAMED}, amount: 1.00, when: history.days_since_order > 9, {FEE}}}]\n",
        {},
    ),
    "formula of a fee": (
        "history.spend_month",
        "",
        f"\n  fees: [{{id: fee, {NAMED}, share: 1%, of: history.spend_month, {FEE}}}]\n",
        {},
    ),
    "segment": (
        "history.spend",
        "",
        _discount("when: member.segment.often, percent: 5%"),
        {"segments": SEGMENTS % "history.spend >= 100.00"},
    ),
    "voucher": ("history.spend", "", _discount("when: voucher.next, percent: 5%"), {"vouchers": VOUCHERS}),
}
"""What a price reads of the past, a fact more, the rule, and other files, by the shape of the read."""
UNPRICED: Final = {
    "the day of joining": (_discount("when: history.days_enrolled >= 100, percent: 5%"), {}),
    "the tier": (_discount('when: member.tier == "gold", percent: 5%'), {}),
    "a segment by tier": (
        _discount("when: member.segment.often, percent: 5%"),
        {"segments": SEGMENTS % 'member.tier == "gold"'},
    ),
    "a segment that no rule reads": ("", {"segments": SEGMENTS % "history.spend >= 100.00"}),
    "a voucher that no price reads": ("", {"vouchers": VOUCHERS}),
    "points": (
        "",
        {
            "earn": f"earn: {{{EARNED}, rules: [{{id: w, {NAMED}, when: history.orders == 0, add: 9, "
            "once_per: order}]}\n"
        },
    ),
}
"""Rules and other files in which no price hangs on what somebody bought."""


def _missing(fact: str, rule: str, **files: str) -> list[str]:
    found = look_over(programme_of(fact, rule, **files), date(2026, 11, 26))
    return [each.message for each in found if each.code == "DPIA_MISSING"]


@pytest.mark.parametrize(
    ("assessment", "missing"),
    [
        *((each, True) for each in ("todo", "TBD", "to-be-done", "none", "dpia", "pia-pending", "folgt")),
        *((each, False) for each in ("pia-7", "dpia-often", "IA2026", "often-guests", "open-day")),
    ],
)
def test_an_assessment_is_named_by_its_id(assessment: str, *, missing: bool) -> None:
    """What says that it is to come, or that there is none, is refused at its own place."""
    made = programme_of(FACT % assessment, DISCOUNT % "member.visits >= 10")

    found = [each for each in look_over(made, date(2026, 11, 26)) if each.code == "DPIA_MISSING"]

    assert missing == bool(found)
    assert all(f"`{assessment}` is no id" in each.message for each in found)
    assert all(each.span.file == "facts.yaml" for each in found)


@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_reads_the_past_for_a_price_is_assessed(shape: str) -> None:
    """However a price comes to what a member bought before, it is refused until an assessment names that."""
    read, fact, rule, files = SHAPES[shape]
    named = [f"assessments: [{{id: {each}, of: [{read}]}}]\n" for each in ("pia-7", "todo")]
    named.append("assessments: [{id: pia-7, of: [history.orders_week]}]\n")

    missing = [_missing(fact, rule, **files)]
    missing += [_missing(fact, rule, assessments=each, **files) for each in named]

    assert [1, 0, 1, 1] == [len(each) for each in missing]
    assert [] == [said for each in missing for said in each if f"`{read}`" not in said]


@pytest.mark.parametrize("case", UNPRICED)
def test_what_is_no_price_or_no_purchase_needs_none(case: str) -> None:
    """Points, tiers and the time of joining ask for no assessment, nor does what no price reads."""
    rule, files = UNPRICED[case]

    assert [] == _missing("", rule, **files)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *((each, 1) for each in ("order.customer_visits", "line.customer_visits", "order.buyer_spend_total")),
        *(
            (each, 0)
            for each in ("order.guests", "order.visitors", "line.orders_open", "order.customer_order_number")
        ),
    ],
)
def test_a_number_of_an_order_that_counts_what_its_buyer_did_is_of_the_past(name: str, asked: int) -> None:
    """What a till counts of who buys is as personal as what the books count; how many come is of the sale."""
    declared, rule = f"{name}: {{is: quantity%s}}", _discount(f"lines: {name} >= 10, percent: 5%")

    assert asked == len(_missing(declared % "", rule))
    assert [] == _missing(declared % ", assessment: pia-7", rule)


def test_each_rule_is_told_once_of_each_fact() -> None:
    """Two rules on one fact are two findings, and one that reads it twice is one."""
    twice = discounts(r=("history.orders > 9 and history.orders < 99", "5%"), s=("history.orders > 9", "9%"))

    assert ["`r`", "`s`"] == [said.split()[2] for said in _missing("", twice)]
