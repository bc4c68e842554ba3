"""A standing moves up at once, and down only when what was kept has run out."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from loyalty.kernel.period import Period
from loyalty.language.lowering import NO_TIER
from loyalty.language.values import Duration, Unit
from loyalty.tiers.ladder import Ladder, Step
from loyalty.tiers.movement import Cause, Measured, Moved, Movement, standing_at, standing_then
from loyalty.tiers.standing import Standing
from tests.unit.tiers.making import step

BERLIN = ZoneInfo("Europe/Berlin")
STEPS = (step("blue", spend=0), step("silver", spend=500_00), step("gold", spend=2000_00))
JOINED = datetime(2025, 6, 15, 10, tzinfo=UTC)
YEAR = Duration(12, Unit.MONTH)


def ladder(*, soft: bool = True, steps: tuple[Step, ...] = STEPS) -> Ladder:
    """Give a ladder over twelve months, kept for twelve months."""
    return Ladder(steps, {"spend": YEAR}, YEAR, BERLIN, soft)


def at(text: str) -> datetime:
    """Give the instant of a local time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


class Spent:
    """What a member spent and when."""

    def __init__(self, **amounts: int) -> None:
        """Take days as ``d2026_03_01`` with minor units; spent at noon."""
        self.rows = [(at(f"{day[1:].replace('_', '-')}T12:00"), amount) for day, amount in amounts.items()]

    def __call__(self, _measure: str, period: Period, _known: datetime) -> int:
        """Give the spend in a period."""
        return sum(amount for when, amount in self.rows if when in period)


def decided(ladder: Ladder, held: Standing | None, spent: Spent, now: datetime) -> Moved:
    """Give the standing at ``now`` of a member who joined on 15 June 2025."""
    return standing_at(ladder, held, spent, now, JOINED)


def test_a_new_member_starts_on_the_lowest_step() -> None:
    """Nothing spent: the step that begins at 0, with no end."""
    now = at("2026-03-01T12:00")

    assert Moved(Standing("blue", now, None), ()) == decided(ladder(), None, Spent(), now)


def test_a_ladder_that_begins_above_nothing_gives_no_tier() -> None:
    """Where the first step costs something, a new member has none."""
    now = at("2026-03-01T12:00")
    steps = STEPS[1:]

    assert Standing(NO_TIER, now, None) == decided(ladder(steps=steps), None, Spent(), now).standing


def test_a_higher_step_is_given_at_once() -> None:
    """The purchase that reaches 500.00 counts in its own instant; the tier is kept to the end of a day."""
    now = at("2026-03-01T12:00")
    window = Period(at("2025-03-02T00:00"), at("2026-03-01T12:00:00.000001"))

    moved = decided(ladder(), None, Spent(d2026_02_01=200_00, d2026_03_01=300_00), now)

    assert Standing("silver", now, at("2027-03-02T00:00")) == moved.standing
    assert (
        Movement("blue", "silver", now, Cause.RISEN, (Measured("spend", 500_00, 500_00, window),)),
    ) == moved.movements


def test_one_cent_less_is_not_enough() -> None:
    """499.99 does not reach a step that begins at 500.00."""
    moved = decided(ladder(), None, Spent(d2026_03_01=499_99), at("2026-03-01T12:00"))

    assert "blue" == moved.standing.tier


def test_two_steps_up_are_one_movement() -> None:
    """A large purchase leads straight to the highest step reached."""
    moved = decided(ladder(), None, Spent(d2026_03_01=5000_00), at("2026-03-01T12:00"))

    assert [("blue", "gold")] == [(each.from_tier, each.to_tier) for each in moved.movements]


def test_a_tier_is_kept_although_the_spend_is_out_of_the_window() -> None:
    """One microsecond before the end the tier is still there, at the end it is not."""
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))
    spent = Spent(d2026_03_01=2000_00)

    assert gold == decided(ladder(), gold, spent, at("2027-03-01T23:59:59.999999")).standing
    assert "silver" == decided(ladder(), gold, spent, at("2027-03-02T00:00")).standing.tier


def test_a_soft_landing_loses_one_step_at_a_time() -> None:
    """Without any spend gold falls to silver, a year later to blue, each at the end of its keeping."""
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    moved = decided(ladder(), gold, Spent(), at("2030-01-01T00:00"))

    assert [("silver", at("2027-03-02T00:00")), ("blue", at("2028-03-03T00:00"))] == [
        (each.to_tier, each.at) for each in moved.movements
    ]
    assert Standing("blue", at("2028-03-03T00:00"), None) == moved.standing


def test_a_hard_landing_falls_to_the_step_reached() -> None:
    """Where the landing is hard, gold falls to blue at once; the reason names gold's need."""
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    moved = decided(ladder(soft=False), gold, Spent(), at("2027-03-02T00:00"))

    assert [("gold", "blue", 0, 2000_00)] == [
        (each.from_tier, each.to_tier, each.measured[0].amount, each.measured[0].needed)
        for each in moved.movements
    ]


def test_a_tier_reached_again_is_kept_again() -> None:
    """Enough spend in the window at the end renews the keeping; the tier stays, with its reason."""
    gold = Standing("gold", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    moved = decided(ladder(), gold, Spent(d2026_12_01=2000_00), at("2027-06-01T00:00"))

    assert Standing("gold", gold.since, at("2028-03-03T00:00")) == moved.standing
    assert [(Cause.KEPT, "gold", "gold")] == [(m.cause, m.from_tier, m.to_tier) for m in moved.movements]


def test_a_return_does_not_take_a_tier_away() -> None:
    """Spend that went down leaves the tier until its keeping ends."""
    silver = Standing("silver", at("2026-03-01T12:00"), at("2027-03-02T00:00"))

    assert silver == decided(ladder(), silver, Spent(d2026_03_01=100_00), at("2026-04-01T00:00")).standing


def test_looking_often_gives_the_same_as_looking_once() -> None:
    """Standings worked out day by day end where one look at the end ends."""
    start = decided(ladder(), None, Spent(d2026_03_01=2000_00), at("2026-03-01T12:00")).standing
    spent = Spent(d2026_03_01=2000_00, d2027_01_10=700_00)
    seen = start
    for month in range(36):
        year, number = divmod(2 + month, 12)
        now = at(f"{2026 + year}-{number + 1:02}-02T12:00")
        seen = decided(ladder(), seen, spent, now).standing

    assert decided(ladder(), start, spent, at("2029-02-02T12:00")).standing == seen


def test_the_end_of_february_is_kept_to_the_end_of_february() -> None:
    """A tier reached on 29 February is kept to the end of 28 February a year later."""
    assert at("2029-03-01T00:00") == ladder().kept_until(at("2028-02-29T10:00"), JOINED)


def test_a_sale_recorded_late_has_the_tier_of_its_own_day() -> None:
    """Before the first movement it is the tier that was left, between two the one reached by the first."""
    spent = Spent(d2026_03_01=600_00, d2026_05_01=1500_00)
    blue = Standing("blue", at("2026-01-01T00:00"), None)
    silver = decided(ladder(), blue, spent, at("2026-03-01T13:00"))
    gold = decided(ladder(), silver.standing, spent, at("2026-05-01T13:00"))
    movements = (*silver.movements, *gold.movements)

    then = [
        standing_then(movements, gold.standing, at(f"2026-{month}-15T12:00")).tier for month in ("02", "04")
    ]

    assert ["blue", "silver"] == then
    assert "gold" == standing_then((), gold.standing, at("2026-02-15T12:00")).tier
