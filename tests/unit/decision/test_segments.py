"""A segment is a formula: what it looks at stands behind what it decides, and its size is a fact."""

from fractions import Fraction

import pytest

from loyalty.constraints.holding import verdicts
from loyalty.decision.decide import decide
from loyalty.decision.situate import Participant, situate
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.prover.deciding import thorough
from tests.unit.decision.making import AT, found, programme

HIDDEN = """
  member.postcode: {is: text, label: proxy, stands_for: [origin], purpose: [delivery]}
segments:
  - {id: near, name: {en: Near}, when: 'member.postcode == "10115"', at_least_members: 2, purpose: [delivery]}
basket:
  discounts:
    combine: best
    rules:
      - {id: a, name: {en: A}, when: ASKED, percent: 10%}
constraints:
  - no_influence: {from: [proxy], on: [price, points, tier]}
"""
OLD = """
segments:
  - {id: old, name: {en: Old}, when: history.days_enrolled >= 100, at_least_members: 20}
basket:
  discounts:
    combine: best
    rules:
      - {id: a, name: {en: A}, when: member.segment.old, percent: 10%}
"""


def test_a_proxy_hides_in_no_segment() -> None:
    """A price that asks for a segment over a proxy is not free of the proxy; without the rule it is."""
    hiding = verdicts(programme(HIDDEN.replace("ASKED", "member.segment.near")), thorough())[0]
    plain = verdicts(programme(HIDDEN.replace("ASKED", 'order.channel == "web"')), thorough())[0]

    assert "no_influence" == hiding.constraint == plain.constraint
    assert "REFUTED" == hiding.word
    assert "another value of `member.postcode`" in hiding.because
    assert "PROVED" == plain.word


@pytest.mark.parametrize(
    ("enrolled", "days", "members", "due"),
    [(True, 100, 20, 900), (True, 99, 20, 1000), (True, 100, 19, 1000), (False, 100, 20, 1000)],
)
def test_a_segment_counts_for_its_members_once_it_is_large_enough(
    enrolled: bool,  # noqa: FBT001 - a case
    days: int,
    members: int,
    due: int,
) -> None:
    """Who fits counts from the smallest size on; somebody who is no member never does."""
    history = {"history.days_enrolled": days, "history.segment_members.old": members}
    basket = Basket((BasketLine("1", "a", Fraction(1), Fraction(1000)),))

    made = programme(OLD)

    assert due == decide(made, situate(made, basket, AT, Participant(enrolled=enrolled, history=history))).due


def test_plans_know_no_segments() -> None:
    """A plan has no order before which somebody would belong to a segment."""
    plan = (
        "plans: [{id: p, name: {en: P}, price: {every: month, anchor: anniversary, amount: 5.00}, "
        "fees: [{id: a, name: {en: A}, purpose: x, recipient: y, refundable: true, amount: 1.00, "
        "when: member.segment.old}]}]"
    )

    assert ["E601 a plan has no `member.segment.old`"] == found(OLD + plan)
