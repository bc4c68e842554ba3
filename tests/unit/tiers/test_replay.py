"""The standing of a day is a function of history: whoever looked in between, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.period import Period
from loyalty.language.values import Duration, Unit, Window
from loyalty.tiers.ladder import Ladder, Review
from loyalty.tiers.movement import Movement, standing_at
from loyalty.tiers.progress import to_keep, to_next
from loyalty.tiers.replay import Count, counted_of, replayed
from loyalty.tiers.standing import Standing
from tests.unit.tiers.making import gate, step
from tests.unit.tiers.test_keeping import BERLIN, GRACE, JOINED, YEAR

STEPS = (
    step("blue", spend=0),
    replace(step("silver", spend=500), keeps=gate(spend=300)),
    replace(step("gold", spend=2000), for_life=gate(ever=9000), for_life_after=Duration(4, Unit.YEAR)),
)
START = datetime(2025, 1, 1, 12, tzinfo=UTC)


def ladder(over: Duration | Window, review: Review, grace: Duration | None) -> Ladder:
    """Give a ladder of two measures."""
    return Ladder(
        STEPS, {"spend": over, "ever": Window.LIFETIME}, YEAR, BERLIN, soft=True, review=review, grace=grace
    )


def day(number: int) -> datetime:
    """Give noon of a day."""
    return START + timedelta(days=number)


sales = st.lists(
    st.tuples(st.integers(0, 1500), st.integers(0, 40), st.integers(1, 2500), st.booleans()), max_size=8
)
ladders = st.builds(
    ladder,
    st.sampled_from([YEAR, Window.CALENDAR_YEAR, Window.MEMBERSHIP_YEAR, Window.LIFETIME]),
    st.sampled_from(Review),
    st.sampled_from([None, GRACE]),
)


def history(bought: list[tuple[int, int, int, bool]]) -> list[Count]:
    """Give what counted: sales recorded some days late, some of them brought back a week later."""
    found = []
    for number, late, amount, back in bought:
        for measure in ("spend", "ever"):
            found.append(Count(measure, day(number), day(number + late), amount))
            if back:
                found.append(Count(measure, day(number), day(number + late + 7), -amount))
    return found


@given(sales, st.lists(st.tuples(st.integers(-5, 1600), st.integers(1, 400), st.integers(0, 1700))))
def test_what_counted_is_the_plain_sum(
    bought: list[tuple[int, int, int, bool]], asked: list[tuple[int, int, int]]
) -> None:
    """In whatever order it is asked, a sum is that of what happened in the period and was known."""
    counts = history(bought)
    counted = counted_of(counts)
    for first, length, known in asked:
        period = Period(day(first), day(first + length))
        for measure in ("spend", "ever", "never"):
            plain = sum(
                each.amount
                for each in counts
                if each.measure == measure and each.recorded_at <= day(known) and each.occurred_at in period
            )

            assert plain == counted(measure, period, day(known))


@given(ladders, sales, st.lists(st.integers(0, 1600), max_size=12), st.integers(1600, 3000))
def test_looking_in_between_changes_nothing(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], looks: list[int], last: int
) -> None:
    """What is kept step by step, looked at on any days besides, is what history alone gives."""
    counts = history(bought)
    counted = counted_of(counts)
    held: Standing | None = None
    movements: list[Movement] = []
    for moment in sorted({JOINED, *(each.recorded_at for each in counts), *map(day, looks), day(last)}):
        moved = standing_at(kept, held, counted, moment, JOINED)
        held, movements = moved.standing, [*movements, *moved.movements]

    found = replayed(lambda _: kept, counts, JOINED, day(last))

    assert (held, tuple(movements)) == (found.standing, found.movements)


@given(ladders, sales, st.integers(0, 1600))
def test_what_is_missing_is_what_it_takes(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], number: int
) -> None:
    """Who buys what is missing to the next tier at once stands there; one unit less is not enough."""
    counts, now = history(bought), day(number)
    held = replayed(lambda _: kept, counts, JOINED, now).standing
    way = to_next(kept, held, counted_of(counts), now, JOINED)
    if way is None or not all(each.missing for each in way.distances):
        return

    def stands(short: int) -> str:
        more = [Count(each.measure, now, now, each.missing - short) for each in way.distances]
        return replayed(lambda _: kept, [*counts, *more], JOINED, now).standing.tier

    assert way.tier == stands(0)
    assert way.tier != stands(1)


@given(ladders, sales, st.integers(0, 1600))
def test_what_keeps_a_tier_keeps_it(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], number: int
) -> None:
    """Where nothing is missing at the review, the tier is kept then when nothing else happens."""
    counts, now = [each for each in history(bought) if each.recorded_at <= day(number)], day(number)
    held = replayed(lambda _: kept, counts, JOINED, now).standing
    way = to_keep(kept, held, counted_of(counts), now, JOINED)
    if way is None or held.until is None or any(each.missing for each in way.distances):
        return

    later = replayed(lambda _: kept, counts, JOINED, held.until).standing

    assert kept.place(later.tier) >= kept.place(held.tier)
