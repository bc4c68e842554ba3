"""A concession helps those it is for: asked the other way round, it makes them pay more and is refused."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of, discounts

SENIOR = "member.senior: {is: truth, label: membership, default: false}"
DISABLED = "member.disabled: {is: truth, label: membership, default: false}"
STUDENT = "member.student: {is: truth, label: membership, default: false}"
TRUTH = "member.%s: {is: truth, label: membership, default: false}"
CARRIAGE = """
  fees: [{id: carriage, name: {en: Carriage, zh-CN: 运费}, amount: 3.00, when: '%s', purpose: carriage,
          recipient: seller, refundable: true, taxed_as: coffee}]
"""
SEGMENT = """
segments:
  - {id: some, name: {en: Some, zh-CN: 组}, when: '%s', at_least_members: 50, purpose: [some]}
"""
EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  rules: [{id: bonus, name: {en: Bonus, zh-CN: 奖励}, when: '%s', multiply: 2x}]
  combine: [tier, best_multiplier]
"""
TICKET = "line.ticket: {is: choice, of: [adult, senior, child]}"
PASSENGER = "order.passenger_type: {is: choice, of: [adult, child]}"
FARE = "line.fare: {is: choice, of: [standard, %s]}"
CALLED = """line.k: {is: choice, of: [a, b], name: {en: Ticket, zh-CN: 票},
    words: {a: {en: Adult, zh-CN: 成人}, b: {en: Over 65, zh-CN: 老人}}}"""
OF_LINES = CARRIAGE.replace("when:", "each: unit, lines:")
AGE, TRAIT, PROXY = "AGE_PRICE_NOT_ALLOWED", "PROTECTED_ATTRIBUTE_FLOW", "PROXY_INPUT_NOT_ALLOWED"
TURNED = {
    "not": (SENIOR, DISCOUNT % "not member.senior", AGE),
    "a comparison": (SENIOR, DISCOUNT % "member.senior == false", AGE),
    "members alone": (SENIOR, DISCOUNT % "member.enrolled and not member.senior", AGE),
    "one of two ways": (SENIOR, DISCOUNT % 'line.category == "tea" or not member.senior', AGE),
    "a name that denies": (SENIOR.replace("senior", "not_senior"), DISCOUNT % "member.not_senior", AGE),
    "a text that denies": (
        "member.k: {is: truth, label: membership, default: false, name: {en: Others, zh-CN: 非老年人}}",
        DISCOUNT % "member.k",
        AGE,
    ),
    "less than others have": (
        DISABLED,
        discounts(a=("member.disabled", "5%"), b=("not member.disabled", "10%")),
        TRAIT,
    ),
    "those who are able": (SENIOR.replace("senior", "able_bodied"), DISCOUNT % "member.able_bodied", TRAIT),
    "students": (STUDENT, DISCOUNT % "not member.student", PROXY),
    "a ticket of the old": (TICKET, OF_LINES % 'line.ticket == "senior"', AGE),
    "a ticket of the grown-up": (TICKET, DISCOUNT % 'line.ticket == "adult"', AGE),
    "a child who travels": (PASSENGER, CARRIAGE % 'order.passenger_type == "child"', AGE),
    "a ticket by its name for members": (
        CALLED,
        OF_LINES % 'line.k == "b"',
        AGE,
    ),
    "a place for a wheelchair": (FARE % "wheelchair", OF_LINES % 'line.fare == "wheelchair"', TRAIT),
    "a fare of women, either way": (FARE % "women", DISCOUNT % 'line.fare == "women"', TRAIT),
    **{
        f"{name}{' turned' * turned}": (TRUTH % name, DISCOUNT % f"{'not ' * turned}member.{name}", AGE)
        for turned, names in enumerate(
            (
                ("adult", "of_age", "isGrownUp", "volljaehrig", "under_65", "u65", "over_18", "age_21_plus"),
                ("minor", "under_18", "u26", "child", "not_adult", "over_60", "moins_de_26", "weichengnian"),
            )
        )
        for name in names
    },
}


@pytest.mark.parametrize("case", TURNED)
def test_a_concession_turned_round_is_refused(case: str) -> None:
    """Whoever holds the trait pays more than who does not."""
    fact, rule, code = TURNED[case]

    assert {code} == codes_of(fact, rule)


GIVEN = {
    "seniors": (SENIOR, DISCOUNT % "member.senior"),
    "members alone": (SENIOR, DISCOUNT % "member.enrolled and member.senior"),
    "more than others have": (
        DISABLED,
        discounts(a=("member.disabled", "10%"), b=("not member.disabled", "5%")),
    ),
    "a name that denies": (SENIOR.replace("senior", "not_senior"), DISCOUNT % "not member.not_senior"),
    "a child's price, asked of the grown-up": (TRUTH % "adult", DISCOUNT % "not member.adult"),
    "a child's price": (TRUTH % "minor", DISCOUNT % "member.minor"),
    "a price from 65 on, asked of the others": (TRUTH % "under_65", DISCOUNT % "not member.under_65"),
    "a club of the young": (TRUTH % "youth_club", DISCOUNT % "not member.youth_club"),
    "child seats": (
        "member.child_seats: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        DISCOUNT % "member.child_seats > 1",
    ),
    "a child's ticket": (TICKET, DISCOUNT % 'line.ticket == "child"'),
    "a child who travels": (PASSENGER, DISCOUNT % 'order.passenger_type == "child"'),
    "a fee that only the grown-up pay": (TICKET, OF_LINES % 'line.ticket == "adult"'),
    "a place for a wheelchair": (FARE % "wheelchair", DISCOUNT % 'line.fare == "wheelchair"'),
    "what is played": (FARE % "christian_rock", DISCOUNT % 'line.fare == "christian_rock"'),
    "a ticket for a family": (
        TICKET.replace("senior", "family"),
        DISCOUNT % 'line.ticket == "family"',
    ),
    "a race": (FARE % "race", DISCOUNT % 'line.fare == "race"'),
    "goods in sizes": ("line.size: {is: choice, of: [adult, child]}", OF_LINES % 'line.size == "child"'),
    "no carriage": (STUDENT, CARRIAGE % "not member.student"),
}


@pytest.mark.parametrize("case", GIVEN)
def test_a_concession_for_those_it_is_for_is_left_alone(case: str) -> None:
    """Whoever holds the trait pays no more than others: a discount, or a fee that is spared."""
    assert set() == codes_of(*GIVEN[case])


@pytest.mark.parametrize(("segment", "codes"), [("not member.senior", {AGE}), ("member.senior", set[str]())])
def test_a_segment_hides_no_direction(segment: str, codes: set[str]) -> None:
    """What a segment asks for is asked by the rule that reads it."""
    rule = DISCOUNT % "member.segment.some"

    assert codes == codes_of(SENIOR, rule, segments=SEGMENT % segment)


@pytest.mark.parametrize(
    ("condition", "codes"), [("not member.senior", {AGE}), ("member.senior", set[str]())]
)
def test_points_follow_the_same_direction(condition: str, codes: set[str]) -> None:
    """Who holds the trait earns no less for the same money."""
    assert codes == codes_of(SENIOR, "", earn=EARN % condition)


def test_what_is_made_of_a_concession_is_yes_or_no() -> None:
    """A fact of some words that was made of one could say anything."""
    made = "member.kind: {is: choice, of: [a, b], label: membership, default: a, made_of: [member.senior]}"

    assert {AGE} == codes_of(f"{SENIOR}\n  {made}", DISCOUNT % 'member.kind == "a"')
