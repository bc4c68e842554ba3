"""No tier has less than the one below it of rewards and days, and nothing that is bought lowers a tier."""

import pytest

from tests.unit.publication.trying import BASE, codes_of

TIERS = (BASE / "tiers.yaml").read_text(encoding="utf-8")
WORSE = {"TIER_NOT_MONOTONE"}
REWARD = (
    "rewards: [{id: cup, name: {en: A cup, zh-CN: 杯子}, kind: good, cost: 500, value: 5.00, tiers: [%s]}]\n"
)


@pytest.mark.parametrize(
    ("measure", "codes"),
    [
        ("'if line.category == \"tea\" then 0.00 - line.amount else line.amount'", WORSE),
        ("line.amount - 5.00", WORSE),
        ("'max(line.amount - 5.00, 0.00)'", set[str]()),
        ("'min(line.net_amount, 100.00)'", set[str]()),
        ("'if line.amount >= 5.00 then line.amount - 5.00 else 0.00'", set[str]()),
        ("line.net_amount - line.amount * 10%", set[str]()),
        ("line.amount * 2.0 - line.amount", set[str]()),
    ],
)
def test_what_is_bought_never_counts_below_nothing(measure: str, codes: set[str]) -> None:
    """Whoever buys more would fall; goods may count less than others, or not at all."""
    tiers = TIERS.replace("sum_of: line.amount", f"sum_of: {measure}")

    assert codes == codes_of("", "", tiers=tiers)


@pytest.mark.parametrize(
    ("tiers", "codes"), [("blue", WORSE), ("blue, gold", set[str]()), ("gold", set[str]())]
)
def test_a_reward_of_a_tier_is_one_of_the_tiers_above(tiers: str, codes: set[str]) -> None:
    """It may be for the highest alone."""
    assert codes == codes_of("", "", rewards=REWARD % tiers)


@pytest.mark.parametrize(
    ("value", "cost", "codes"), [("5.00", 400, set[str]()), ("5.00", 600, WORSE), ("4.00", 400, WORSE)]
)
def test_a_higher_tier_may_have_the_same_for_fewer_points(value: str, cost: int, codes: set[str]) -> None:
    """A reward costs every tier the same, so what is cheaper for one is a reward of its own."""
    name = "name: {en: A cup, zh-CN: 杯子}, kind: good"
    cheaper = f", {{id: cup-gold, {name}, cost: {cost}, value: {value}, tiers: [gold]}}]"

    assert codes == codes_of("", "", rewards=(REWARD % "blue").replace("}]", "}" + cheaper))


@pytest.mark.parametrize(
    ("en", "zh", "codes"), [("A cup for gold", "金卡杯子", set[str]()), ("A pen", "一支笔", WORSE)]
)
def test_where_no_value_is_stated_another_article_is_not_the_same(en: str, zh: str, codes: set[str]) -> None:
    """A pen for 100 points is no cup, though both are goods."""
    cup = (REWARD % "blue").replace(" value: 5.00,", "")
    other = f", {{id: other, name: {{en: {en}, zh-CN: {zh}}}, kind: good, cost: 100, tiers: [gold]}}]"

    assert codes == codes_of("", "", rewards=cup.replace("}]", "}" + other))


@pytest.mark.parametrize(
    ("hours", "codes"), [((24, 4, 12), WORSE), ((24, 12, 4), set[str]()), ((2, 2, 4), set[str]())]
)
def test_a_quantity_goes_one_way_along_the_ladder(hours: tuple[int, ...], codes: set[str]) -> None:
    """Whether more hours are better or fewer: where they turn, a tier is worse."""
    benefits = "  benefits: {answer: {is: quantity, name: {en: Answer, zh-CN: 答复}}}\n"
    silver = "    - {name: silver, from: 500.00, discount: 2%}\n"
    tiers = TIERS.replace("tiers:\n", "tiers:\n" + benefits).replace(
        "    - {name: gold", silver + "    - {name: gold"
    )
    for name, each in zip(("blue", "silver", "gold"), hours, strict=True):
        tiers = tiers.replace(f"name: {name},", f"name: {name}, benefits: {{answer: {each}}},")

    assert codes == codes_of("", "", tiers=tiers)
