"""Random situations of a programme: any basket within its limits, any member."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.decision.programme import Programme
from loyalty.decision.situate import Participant, situate
from loyalty.decision.situation import Situation
from loyalty.pricing.basket import Basket, BasketLine

START = datetime(2026, 11, 16, tzinfo=UTC)
DAYS = 70


@st.composite
def situations(draw: DrawFn, programme: Programme, *, points: bool = True) -> Situation:
    """Draw a situation of the corner-coffee programme or a variant of it."""
    basket, at, who = draw(purchases(points=points))
    return situate(programme, basket, at, who)


@st.composite
def purchases(draw: DrawFn, *, points: bool = True) -> tuple[Basket, datetime, Participant]:
    """Draw a basket, when it is bought, and by whom."""
    lines = tuple(
        BasketLine(
            str(number),
            "sku",
            Fraction(draw(st.sampled_from([1, 2, 3, 7, 60])), draw(st.sampled_from([1, 1, 2, 8]))),
            draw(
                st.sampled_from(
                    [Fraction(1), Fraction(49), Fraction(999), Fraction(26945, 10), Fraction(100001, 100)]
                )
            ),
            {
                "category": draw(st.sampled_from(["coffee", "tea", "gear", "gift-card"])),
                "brand": draw(st.sampled_from(["own", "other"])),
            },
        )
        for number in range(1, draw(st.integers(1, 5)) + 1)
    )
    order = {"channel": draw(st.sampled_from(["app", "web", "shop"]))}
    if draw(st.booleans()):
        order["delivery"] = draw(st.sampled_from(["collect", "home"]))
    offered = draw(st.sampled_from([0, 499, 500, 2000, 10**6])) if points else 0
    facts = {"member.country": draw(st.sampled_from(["DE", "CN"]))}
    enrolled = draw(st.booleans())
    who = Participant(
        enrolled,
        draw(st.sampled_from(["blue", "silver", "gold"])),
        {},
        {"history.points_month": draw(st.sampled_from([0, 19_990, 30_000]))},
    )
    at = START + timedelta(days=draw(st.integers(0, DAYS)), hours=draw(st.integers(0, 23)))
    return Basket(lines, order, facts, offered), at, who
