"""Goods that tell of health or faith are not singled out by measures and segments; they may be left out."""

import pytest

from tests.unit.publication.trying import BASE, DISCOUNT, codes_of

TOLD = {"SENSITIVE_INFERENCE"}
TIERS = (BASE / "tiers.yaml").read_text(encoding="utf-8")
KIND = "line.kind: {is: choice, of: [bread, gift-card, medicine, halal], default: bread}"


def _counting(measure: str) -> set[str]:
    return codes_of(KIND, "", tiers=TIERS.replace("sum_of: line.amount", measure))


@pytest.mark.parametrize(
    "measure",
    [
        """sum_of: 'if line.kind == "medicine" then line.amount else 0.00'""",
        """sum_of: 'if line.kind in ["bread", "gift-card"] then 0.00 else line.amount'""",
        """sum_of: 'if line.kind == "halal" then 2 * line.amount else line.amount'""",
        """units_of: line.quantity, when: 'line.kind == "medicine"'""",
        """sum_of: 'if line.sku == "condoms-12" then line.amount else 0.00'""",
    ],
)
def test_goods_that_tell_too_much_feed_no_tier(measure: str) -> None:
    """By themselves, as the rest of what is left out, or more than others."""
    assert TOLD == _counting(measure)


@pytest.mark.parametrize(
    "measure",
    [
        """sum_of: 'if line.kind == "medicine" then 0.00 else line.amount'""",
        """units_of: line.quantity, when: 'line.kind != "halal"'""",
        """sum_of: 'if line.kind in ["medicine", "gift-card"] then 0.00 else line.amount'""",
        """sum_of: 'if line.kind == "gift-card" then 0.00 else line.amount'""",
        "sum_of: line.amount",
    ],
)
def test_leaving_them_out_or_counting_all_alike_is_right(measure: str) -> None:
    """Nobody is known by what is not counted, nor by what counts as everything else does."""
    assert set() == _counting(measure)


@pytest.mark.parametrize(
    ("fact", "condition", "codes"),
    [
        ("line.insulin: {is: truth, default: false}", "line.insulin", TOLD),
        ("line.own: {is: truth, default: false}", "line.own", set[str]()),
        (
            "line.k: {is: choice, of: [a, b], words: {a: {en: A, zh-CN: 抗抑郁药}, b: {en: B, zh-CN: 书}}}",
            'line.k == "a"',
            TOLD,
        ),
        (
            "line.k: {is: choice, of: [a, b], words: {a: {en: A, zh-CN: 书}, b: {en: Insulin, zh-CN: 乙}}}",
            'line.k == "a"',
            set[str](),
        ),
    ],
)
def test_what_members_read_for_goods_tells_too(fact: str, condition: str, codes: set[str]) -> None:
    """By the name of a truth of goods, and by the words of a choice in any language."""
    measure = f"sum_of: 'if {condition} then line.amount else 0.00'"

    assert codes == codes_of(fact, "", tiers=TIERS.replace("sum_of: line.amount", measure))


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("member.bought_medicine: {is: truth, label: membership, default: false}", "member.bought_medicine"),
        (
            "member.liked: {is: choice, of: [bread, kosher], label: membership, default: bread}",
            'member.liked == "kosher"',
        ),
    ],
)
def test_a_fact_of_a_member_may_not_tell_it_either(fact: str, condition: str) -> None:
    """What somebody bought of them is no fact to give a price by; what such goods cost may differ."""
    assert TOLD == codes_of(fact, DISCOUNT % condition)
    assert set() == codes_of(KIND, DISCOUNT % 'line.kind == "medicine"')
