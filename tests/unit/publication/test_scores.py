"""A score of known making may open a benefit; one that is opaque, or worth less the higher it is, may not."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of

OPAQUE = "member.score: {is: quantity, label: membership, default: 0}"
ATTESTED = "member.score: {is: quantity, label: membership, default: 0, attested_by: A. Li}"
PAST = "member.purchases: {is: quantity, label: membership, default: 0, attested_by: A. Li}"
KNOWN = f"""{PAST}
  member.score: {{is: quantity, label: membership, default: 0, made_of: [member.purchases]}}"""
CLASS = f"""{PAST}
  member.risk_class: {{is: choice, of: [a, b], label: membership, default: a, made_of: [member.purchases]}}"""
DERIVED = f"""{KNOWN}
  member.k: {{is: choice, of: [a, b], label: membership, default: a, made_of: [member.score]}}"""
CARRIAGE = """
  fees: [{id: carriage, name: {en: Carriage, zh-CN: 运费}, amount: 3.00, when: '%s', purpose: carriage,
          recipient: seller, refundable: true, taxed_as: coffee}]
"""
EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  rules: [{id: bonus, name: {en: Bonus, zh-CN: 奖励}, when: '%s', multiply: 2x}]
  combine: [tier, best_multiplier]
"""
REFUSED = {
    "of unknown making": (OPAQUE, DISCOUNT % "member.score > 5"),
    "that somebody answers for": (ATTESTED, DISCOUNT % "member.score > 5"),
    "worth more when low": (KNOWN, DISCOUNT % "member.score < 5"),
    "worth something in between": (KNOWN, DISCOUNT % "member.score > 5 and member.score < 9"),
    "of which there is no more or less": (CLASS, DISCOUNT % 'member.risk_class == "a"'),
    "behind a word": (DERIVED, DISCOUNT % 'member.k == "a"'),
}


@pytest.mark.parametrize("name", ["kundenwert", "bonitaet", "percentile", "lifetime_value", "scoringwert"])
def test_a_score_by_another_name(name: str) -> None:
    """What ranks people is a score, whatever it is called and whoever answers for it."""
    fact = ATTESTED.replace("score", name)

    assert {"OPAQUE_SCORE"} == codes_of(fact, DISCOUNT % f"member.{name} > 5")


@pytest.mark.parametrize("case", REFUSED)
def test_a_score_that_may_price_nothing(case: str) -> None:
    """A discount hangs on it."""
    assert {"OPAQUE_SCORE"} == codes_of(*REFUSED[case])


@pytest.mark.parametrize("rule", [DISCOUNT % "member.score > 5", CARRIAGE % "member.score < 5"])
def test_a_score_of_known_making_opens_a_benefit(rule: str) -> None:
    """More of it is a discount, or a fee that is spared."""
    assert set() == codes_of(KNOWN, rule)


@pytest.mark.parametrize(
    ("fact", "condition", "codes"),
    [
        (OPAQUE, "member.score > 5", {"OPAQUE_SCORE"}),
        (KNOWN, "member.score < 5", {"OPAQUE_SCORE"}),
        (KNOWN, "member.score > 5", set[str]()),
    ],
)
def test_points_hang_on_a_score_as_prices_do(fact: str, condition: str, codes: set[str]) -> None:
    """What opens points is known, and more of it never earns less."""
    assert codes == codes_of(fact, "", earn=EARN % condition)
