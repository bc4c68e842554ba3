"""A tier that is given lies over what orders reach, and leaves nothing behind."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from loyalty.tiers.grant import Challenge, TierGrant, moved_with_grants, with_grants
from loyalty.tiers.ladder import Ladder, Need
from loyalty.tiers.replay import counted_of, replayed
from tests.unit.tiers.test_keeping import JOINED
from tests.unit.tiers.test_replay import day, history, ladders, sales

challenges = st.none() | st.tuples(st.integers(1, 3000), st.integers(1, 200))


def grant(number: int, tier: str, begins: int, days: int, asked: tuple[int, int] | None) -> TierGrant:
    """Give a grant of some days, under a challenge of so much in so many days."""
    challenge = None
    if asked is not None:
        needed, within = asked
        challenge = Challenge((Need("spend", needed),), day(begins + within))
    return TierGrant(f"g{number}", tier, day(begins), day(begins + days), "why", "shop", challenge)


grants = st.lists(
    st.tuples(
        st.sampled_from(["blue", "silver", "gold"]), st.integers(0, 1500), st.integers(1, 600), challenges
    ),
    max_size=4,
).map(lambda found: [grant(number, *each) for number, each in enumerate(found)])


@given(ladders, sales, grants, st.integers(0, 1600))
def test_nobody_stands_lower_for_a_grant(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], gifts: list[TierGrant], number: int
) -> None:
    """The standing is the highest of what orders reach and what is given and runs."""
    counts, now = history(bought), day(number)
    counted = counted_of(counts)
    base = replayed(lambda _: kept, counts, JOINED, now).standing
    running = [each for each in gifts if each.given_at <= now < each.until and each.challenge is None]

    held = with_grants(kept, base, gifts, counted, now)

    highest = max((base.tier, *(each.tier for each in running)), key=kept.place)
    assert kept.place(held.tier) >= kept.place(highest)
    assert held.tier in {base.tier, *(each.tier for each in gifts)}


@given(ladders, sales, grants, st.integers(0, 1600))
def test_the_movements_lead_to_the_standing(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], gifts: list[TierGrant], number: int
) -> None:
    """Each movement begins at the tier the one before led to, and the last leads to the tier held."""
    counts, now = history(bought), day(number)
    base = replayed(lambda _: kept, counts, JOINED, now)

    moved = moved_with_grants(kept, base, gifts, counted_of(counts), now)

    times = [each.at for each in moved.movements]
    tiers = [tier for each in moved.movements for tier in (each.from_tier, each.to_tier)]
    assert sorted(times) == times
    assert tiers[1:-1:2] == tiers[2::2]
    assert tiers[-1:] in ([], [moved.standing.tier])


@given(ladders, sales, grants, st.integers(0, 1500), st.integers(1, 100))
def test_grants_that_ended_leave_nothing(
    kept: Ladder, bought: list[tuple[int, int, int, bool]], gifts: list[TierGrant], ends: int, later: int
) -> None:
    """Once every grant was ended the standing is what orders reach, with its own end and reason."""
    counts, now = history(bought), day(ends + later)
    ended = [replace(each, ended_at=day(ends)) for each in gifts if each.given_at <= day(ends)]
    base = replayed(lambda _: kept, counts, JOINED, now)

    moved = moved_with_grants(kept, base, ended, counted_of(counts), now)

    assert base.standing == moved.standing
