"""Goods that tell of health or faith are not singled out by measures and segments; they may be left out."""

import pytest

from tests.unit.publication.trying import BASE, DISCOUNT, codes_of, programme_of

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


NAMED = "line.aisle: {is: choice, of: [a1, a7, gift-card], sensitive: [a7], default: a1}"
SCORE = "member.score: {is: quantity, label: membership, default: 0, made_of: [line.%s]}"


@pytest.mark.parametrize(
    ("measure", "codes"),
    [
        ("""sum_of: 'if line.aisle == "a7" then line.amount else 0.00'""", TOLD),
        ("""sum_of: 'if line.aisle == "a1" then line.amount else 0.00'""", set[str]()),
        ("""sum_of: 'if line.aisle == "a7" then 0.00 else line.amount'""", set[str]()),
    ],
)
def test_what_is_declared_to_tell_feeds_no_tier(measure: str, codes: set[str]) -> None:
    """Whatever it is called; the rest may count apart, and what tells may be left out."""
    assert codes == codes_of(NAMED, "", tiers=TIERS.replace("sum_of: line.amount", measure))


def test_what_is_declared_to_tell_feeds_no_score() -> None:
    """A score made of such goods opens no benefit; one made of others does, and the goods may cost less."""
    other = "line.brand: {is: choice, of: [own, other], default: own}"

    assert TOLD == codes_of(f"{NAMED}\n  {SCORE % 'aisle'}", DISCOUNT % "member.score >= 3")
    assert set() == codes_of(f"{NAMED}\n  {other}\n  {SCORE % 'brand'}", DISCOUNT % "member.score >= 3")
    assert set() == codes_of(NAMED, DISCOUNT % 'line.aisle == "a7"')


@pytest.mark.parametrize(
    "fact",
    [
        "line.aisle: {is: choice, of: [a1, a7], sensitive: [a8], default: a1}",
        "line.bio: {is: truth, sensitive: [bio], default: false}",
        "order.way: {is: choice, of: [on_foot, by_bus], sensitive: [by_bus], default: on_foot}",
    ],
)
def test_only_choices_of_goods_are_declared_to_tell(fact: str) -> None:
    """A value that is none is a mistake to be told of, not a flag that guards nothing."""
    with pytest.raises(AssertionError, match="is no choice of goods"):
        programme_of(fact, "")
