"""Points around wallets, points for bringing somebody, and points that pay."""

from fractions import Fraction

import pytest

from loyalty.constraints.circles import best
from loyalty.kernel.rounding import Rounding
from loyalty.language.dated import Dated
from loyalty.language.findings import NOWHERE
from loyalty.language.shapes.wallets import ConversionShape
from loyalty.ledger.moving.conversion import Rate
from tests.unit.constraints.answering import DISCOUNT, REDEEM, answer, broken_by
from tests.unit.decision.making import EARN, TIERS

HALF = "  at_most: {share: 50%, of: order.list_total}\n"
REFERRAL = "referral: {{referrer: 500, referred: 500, at_least: {0}}}\n"
STARS = """
wallets:
  - {{id: stars, name: {{en: Stars}}, earn: {{points: 10, for_each: 1, of: line.amount}}}}
conversions:
  - {{id: there, name: {{en: There}}, from: stars, to: points, give: 10, get: 1, round: {0}}}
"""
BACK = "  - {{id: back, name: {{en: Back}}, from: points, to: stars, give: {0}, get: {1}, round: {2}}}\n"


@pytest.mark.parametrize(
    "rules",
    [
        EARN + REDEEM,
        TIERS + EARN + REDEEM + DISCOUNT.format("percent: 10%"),
        EARN + REDEEM + HALF + REFERRAL.format("230.00"),
        EARN + REDEEM + HALF + STARS.format("down"),
        EARN + REDEEM + HALF + STARS.format("down") + BACK.format(1, 10, "down"),
    ],
)
def test_a_tenth_is_enough(rules: str) -> None:
    """One percent back, a referral of an order that is large enough, and stars that are as much again."""
    assert answer("no_point_pump", rules, return_at_most="10%").holds is True


def test_what_is_not_counted_is_named() -> None:
    """Nothing is claimed of codes that orders give, nor of cards that are bought with cards."""
    given = "{id: next, name: {en: N}, codes: unique, each_code: 1, given_by_order: {valid: 30 days}"
    rules = f"{EARN}{REDEEM}vouchers:\n  - {given}, after_return: used_up}}\n"

    plain = answer("no_point_pump", EARN + REDEEM, return_at_most="10%").because
    told = answer(
        "no_point_pump", f"{rules}stored_value: {{after_return: value_first}}\n", return_at_most="10%"
    )
    assert "not counted" not in plain
    assert "not counted codes that orders give, gift cards that gift cards buy" in told.because


@pytest.mark.parametrize(
    "rules",
    [
        EARN + REDEEM + HALF + REFERRAL.format("200.00"),
        EARN + REDEEM + REFERRAL.format("230.00"),
        EARN + REDEEM + STARS.format("down"),
        EARN + REDEEM + HALF + STARS.format("down").replace("give: 10", "give: 1"),
    ],
)
def test_a_tenth_is_not_enough(rules: str) -> None:
    """A referral of an order that points pay half or all of; stars that points earn, or at a better rate."""
    found = answer("no_point_pump", rules, return_at_most="10%")

    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)


TWO = EARN.replace("points: 1", "points: 2")
HALF_RULES = "  rules:\n    - {{id: b, name: {{en: B}}, {0}}}\n  combine: [{1}]\n"
TO_THE_POINT = [
    (TWO, 2),
    (TWO + '  except_when: line.category == "tea"\n', 2),
    (TWO.replace("}", ", steps: whole}"), 2),
    (TWO + HALF_RULES.format("when: order.list_total >= 25.00, add: 50, once_per: order", "additions"), 6),
    (TWO + HALF_RULES.format("when: line.list_amount >= 25.00, add: 50, once_per: line", "additions"), 6),
    (TWO + HALF_RULES.format("when: line.unit_price >= 5.00, add: 10, once_per: unit", "additions"), 6),
    (TWO + HALF_RULES.format('when: line.category == "tea", multiply: 2x', "best_multiplier"), 4),
    (
        TWO
        + HALF_RULES.format(
            'when: line.category == "tea" and line.list_amount >= 25.00, add: 50, once_per: line', "additions"
        ),
        6,
    ),
]


@pytest.mark.parametrize(("rules", "most"), TO_THE_POINT)
def test_what_comes_back_is_known_to_the_point(rules: str, most: int) -> None:
    """Points pay half: what a bonus brings counts against half of the least order that gets it."""
    rules += REDEEM + HALF
    below = f"{most - 1}.9%"

    assert answer("no_point_pump", rules, return_at_most=f"{most}%").holds is True
    found = answer("no_point_pump", rules, return_at_most=below)
    assert found.holds is False
    assert ["E701"] == broken_by(found, rules)


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (BACK.format(1, 11, "down"), "makes 11 of 10 points"),
        (BACK.format(1, 11, "up"), "makes 11 of 10 points"),
        (BACK.format(3, 31, "half_up"), "makes 21 of 20 points"),
    ],
)
def test_a_way_around_brings_more(back: str, said: str) -> None:
    """Eleven stars for a point that ten stars buy, or as many by rounding."""
    found = answer("no_point_pump", EARN + REDEEM + STARS.format("down") + back, return_at_most="100%")

    assert found.holds is False
    assert said in found.because


@pytest.mark.parametrize("rounding", list(Rounding))
@pytest.mark.parametrize(("give", "get", "least"), [(3, 29, 1), (7, 3, 1), (10, 1, 4), (5, 2, 13), (1, 1, 1)])
def test_the_best_rate_is_that_of_every_number(rounding: Rounding, give: int, get: int, least: int) -> None:
    """The best of a conversion is what trying every number of points finds."""
    always = Dated.always(Fraction(get))
    shape = ConversionShape(
        span=NOWHERE, spans={}, id="c", name={}, from_="a", to="b", give=Fraction(give), get=always,
        round=rounding, at_least=Fraction(least),
    )  # fmt: skip
    rate = Rate(give, get, rounding)
    tried = max(Fraction(rate.of(n), n) for n in range(least, least + 40 * give))

    assert max(tried, Fraction(get, give)) == best(shape)
