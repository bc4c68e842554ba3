"""Windows, gates, reviews, grace and tiers for life, as the ladder declares them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.period import Period
from loyalty.language.values import Duration, Unit, Window
from loyalty.tiers.ladder import Gate, Ladder, Review, Step
from loyalty.tiers.movement import Cause, standing_at
from loyalty.tiers.standing import Held, Standing
from tests.unit.tiers.making import gate, step

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = Duration(12, Unit.MONTH)
GRACE = Duration(90, Unit.DAY)


def at(text: str) -> datetime:
    """Give the instant of a local time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


JOINED = at("2024-02-29T10:00")
START = at("2025-01-01T12:00")
DAY = timedelta(days=1)


def ladder(over: Duration | Window, *steps: Step) -> Ladder:
    """Give a ladder of one measure in Berlin."""
    return Ladder(steps or STEPS, {"spend": over}, YEAR, BERLIN, soft=True)


STEPS = (step("blue", spend=0), step("silver", spend=500), step("gold", spend=2000))


class Rows:
    """What was counted, whatever the measure: at an instant, an amount."""

    def __init__(self, *rows: tuple[str, int]) -> None:
        """Take local times."""
        self.rows = [(at(when), amount) for when, amount in rows]

    def __call__(self, _measure: str, period: Period, _known: datetime) -> int:
        """Give what was counted in a period."""
        return sum(amount for when, amount in self.rows if when in period)


@pytest.mark.parametrize(
    ("over", "first"),
    [
        (Window.CALENDAR_YEAR, "2026-01-01"),
        (Window.MEMBERSHIP_YEAR, "2026-02-28"),
        (Window.LIFETIME, "1900-01-01"),
        (YEAR, "2025-03-02"),
    ],
)
def test_a_window_begins_on_a_day(over: Duration | Window, first: str) -> None:
    """On 1 March 2026, of somebody who joined on 29 February 2024."""
    window = ladder(over).windows(at("2026-03-01T12:00"), JOINED)["spend"]

    assert at(f"{first}T00:00") == window.start


@pytest.mark.parametrize(
    ("over", "last"),
    [
        (Window.CALENDAR_YEAR, "2026-12-31"),
        (Window.MEMBERSHIP_YEAR, "2027-02-27"),
        (Window.LIFETIME, "None"),
        (YEAR, "None"),
    ],
)
def test_a_year_has_a_last_day(over: Duration | Window, last: str) -> None:
    """A year as it stands ends; what rolls or lasts a lifetime does not."""
    assert last == str(ladder(over).ends("spend", at("2026-03-01T12:00"), JOINED))


@pytest.mark.parametrize(
    ("review", "until"),
    [
        (Review.ANY_DAY, "2027-03-02"),
        (Review.CALENDAR_YEAR_END, "2028-01-01"),
        (Review.ANNIVERSARY, "2028-02-29"),
    ],
)
def test_keeping_ends_on_a_published_day(review: Review, until: str) -> None:
    """Twelve months from 1 March 2026, or on to the next review day."""
    kept = replace(ladder(YEAR), review=review).kept_until(at("2026-03-01T12:00"), JOINED)

    assert at(f"{until}T00:00") == kept


def test_a_keeping_renewed_at_the_end_of_a_year_is_one_year_longer() -> None:
    """At midnight after 31 December 2027 it is the end of 2028, not of 2029."""
    yearly = replace(ladder(YEAR), review=Review.CALENDAR_YEAR_END)

    assert at("2029-01-01T00:00") == yearly.kept_until(at("2028-01-01T00:00"), JOINED)


def test_a_review_at_the_end_of_a_year_counts_that_year() -> None:
    """At midnight the year that is over decides, not the one that has just begun."""
    yearly = replace(ladder(Window.CALENDAR_YEAR), review=Review.CALENDAR_YEAR_END)
    gold = Standing("gold", at("2026-03-01T12:00"), at("2028-01-01T00:00"))

    moved = standing_at(yearly, gold, Rows(("2027-06-01T12:00", 2000)), at("2028-01-01T00:00"), JOINED)

    assert ("gold", at("2029-01-01T00:00")) == (moved.standing.tier, moved.standing.until)
    assert [(Cause.KEPT, 2000)] == [(each.cause, each.measured[0].amount) for each in moved.movements]


def test_a_gate_of_gates() -> None:
    """Nights and spend together, or stays alone."""
    asked = Gate(some=(gate(nights=10, spend=500), gate(stays=20)))

    found = [
        asked.holds({"nights": nights, "spend": spend, "stays": stays})
        for nights, spend, stays in [(10, 500, 0), (10, 499, 0), (9, 500, 19), (0, 0, 20)]
    ]

    assert [True, False, False, True] == found
    assert ["nights", "spend", "stays"] == [need.measure for need in asked.asked()]


def test_a_tier_is_kept_by_what_keeps_it() -> None:
    """Silver begins at 500 and is kept by 100."""
    easy = Step("silver", gate(spend=500), gate(spend=100))
    kind = ladder(YEAR, step("blue", spend=0), easy)
    silver = Standing("silver", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    tiers = [
        standing_at(kind, silver, Rows(("2027-01-01T12:00", spent)), at("2027-03-02T00:00"), JOINED).standing
        for spent in (100, 99)
    ]

    assert ["silver", "blue"] == [standing.tier for standing in tiers]


def test_a_grace_is_given_once() -> None:
    """Ninety days after the keeping the tier is lost; the grace is told with what was missing."""
    graceful = replace(ladder(YEAR), grace=GRACE)
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    moved = standing_at(graceful, gold, Rows(), at("2027-05-31T00:00"), JOINED)

    assert [(Cause.GRACE, at("2027-03-02T00:00")), (Cause.FALLEN, at("2027-05-31T00:00"))] == [
        (each.cause, each.at) for each in moved.movements
    ]
    before = standing_at(graceful, gold, Rows(), at("2027-05-30T23:59"), JOINED).standing
    assert Standing("gold", gold.since, at("2027-05-31T00:00"), Held.GRACE) == before


def test_what_is_earned_in_a_grace_keeps_the_tier_at_once() -> None:
    """The purchase in the grace begins a new keeping."""
    graceful = replace(ladder(YEAR), grace=GRACE)
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-05-31T00:00"), Held.GRACE)

    moved = standing_at(graceful, gold, Rows(("2027-04-01T12:00", 2000)), at("2027-04-01T12:00"), JOINED)

    assert Standing("gold", gold.since, at("2028-04-02T00:00")) == moved.standing


def test_years_without_a_break_are_for_life() -> None:
    """At the review after three years silver is held for life, whatever was spent."""
    steps = (step("blue", spend=0), replace(step("silver", spend=500), for_life_after=Duration(3, Unit.YEAR)))
    silver = Standing("silver", at("2024-03-01T12:00"), at("2027-03-02T00:00"))

    moved = standing_at(ladder(YEAR, *steps), silver, Rows(), at("2040-01-01T00:00"), JOINED)

    assert Standing("silver", silver.since, None, Held.LIFE, "silver") == moved.standing


def test_nobody_falls_below_the_tier_for_life() -> None:
    """Silver for life: platinum and gold are lost step by step, silver never."""
    steps = (*STEPS[:1], replace(STEPS[1], for_life=gate(spend=400)), *STEPS[2:])
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))
    spent = Rows(("2026-03-01T12:00", 2000))

    first = standing_at(ladder(YEAR, *steps), gold, spent, at("2026-03-01T12:00"), JOINED)
    last = standing_at(ladder(YEAR, *steps), first.standing, spent, at("2035-01-01T00:00"), JOINED)

    assert ("gold", "silver") == (first.standing.tier, first.standing.floor)
    assert ("silver", None, Held.LIFE) == (last.standing.tier, last.standing.until, last.standing.held)


def test_a_tier_that_newer_rules_no_longer_have_is_lost_at_its_end() -> None:
    """A member of a tier that is gone falls to what is reached."""
    gone = Standing("bronze", at("2026-03-01T12:00"), at("2027-03-02T00:00"))
    now = at("2027-03-02T00:00")

    assert (
        "silver"
        == standing_at(ladder(YEAR), gone, Rows(("2027-03-01T12:00", 600)), now, JOINED).standing.tier
    )


days = st.integers(0, 1500)


@given(
    st.lists(st.tuples(days, st.integers(1, 2500)), max_size=8), st.sampled_from(Review), st.booleans(), days
)
def test_nothing_is_lost_but_at_a_review(
    bought: list[tuple[int, int]],
    review: Review,
    graceful: bool,  # noqa: FBT001 - Hypothesis gives it
    later: int,
) -> None:
    """Whatever was bought: between two reviews a tier never falls, and a fall has its reason."""
    kept = replace(ladder(YEAR), review=review, grace=GRACE if graceful else None)
    counted = Rows()
    counted.rows = [(START + DAY * number, amount) for number, amount in bought]
    held: Standing | None = None
    for moment in (*sorted({when for when, _ in counted.rows}), START + DAY * (1500 + later)):
        moved = standing_at(kept, held, counted, moment, JOINED)
        for movement in moved.movements:
            before, after = kept.place(movement.from_tier), kept.place(movement.to_tier)
            assert (movement.cause is Cause.FALLEN) == (after < before)
            assert (
                movement.cause is not Cause.FALLEN
                or movement.measured[0].amount < movement.measured[0].needed
            )
        if held is not None and (held.until is None or held.until > moment):
            assert kept.place(moved.standing.tier) >= kept.place(held.tier)
        held = moved.standing
