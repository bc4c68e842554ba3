"""No tier is lost but at an instant of which the member was told, and looking in between changes nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.language.values import Duration, Unit
from loyalty.tiers.ladder import Gate, Ladder, Need, Step
from loyalty.tiers.movement import Announced, Cause
from loyalty.tiers.replay import Count, replayed

JOINED = datetime(2026, 1, 1, 12, tzinfo=UTC)
MONTH = Duration(30, Unit.DAY)
DAYS = st.integers(0, 300)


def day(number: int) -> datetime:
    """Give the beginning of a day after joining."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)


def ladder(*, soft: bool, grace: bool) -> Ladder:
    """Give three steps that are kept for thirty days by what was bought in the last thirty."""
    gates = [Gate((Need("spend", least),)) for least in (0, 100, 200)]
    steps = tuple(
        Step(name, gate, gate) for name, gate in zip(("blue", "silver", "gold"), gates, strict=True)
    )
    late = Duration(7, Unit.DAY) if grace else None
    return Ladder(steps, {"spend": MONTH}, MONTH, ZoneInfo("UTC"), soft=soft, grace=late, notice=MONTH)


def announced_on(told: set[int]) -> Announced:
    """Give a member who is told on so many days that a tier is lost then."""

    def announced(_tier: str, end: datetime) -> datetime | None:
        return min((day(number) for number in told if day(number) >= end), default=None)

    return announced


@settings(max_examples=50, deadline=None)
@given(
    bought=st.lists(st.tuples(DAYS, st.sampled_from([100, 200]), st.none() | st.integers(1, 60)), max_size=6),
    told=st.sets(DAYS, max_size=5),
    looks=st.sets(DAYS, max_size=4),
    soft=st.booleans(),
    grace=st.booleans(),
)
def test_a_tier_falls_only_when_it_was_told(
    bought: list[tuple[int, int, int | None]], told: set[int], looks: set[int], *, soft: bool, grace: bool
) -> None:
    """Whatever was bought or came back it is lost on a day that was told of, whoever looks in between."""
    rules, announced = ladder(soft=soft, grace=grace), announced_on(told)
    noon = timedelta(hours=12)
    counts = [Count("spend", day(on) + noon, day(on) + noon, much) for on, much, _ in bought]
    # What comes back counts less on the day on which it was bought.
    counts += [
        Count("spend", day(on) + noon, day(on + after) + noon, -much) for on, much, after in bought if after
    ]

    moved = replayed(lambda _: rules, counts, JOINED, day(300), None, announced)
    looked = [*counts, *(Count("spend", day(on) + noon, day(on) + noon, 0) for on in looks)]
    again = replayed(lambda _: rules, looked, JOINED, day(300), None, announced)

    falls = [each for each in moved.movements if rules.place(each.to_tier) < rules.place(each.from_tier)]
    assert {each.at for each in falls} <= {day(number) for number in told}
    assert {Cause.FALLEN} >= {each.cause for each in falls}
    assert moved.standing == again.standing
