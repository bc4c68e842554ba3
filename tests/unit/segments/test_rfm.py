"""The ten groups have the counts that are published for the Online Retail history."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.adapters.history_file import open_history
from loyalty.language.occasions.belonging import RFM_SEGMENTS
from loyalty.segments.rfm import GROUP_OF, Buyer, scores
from loyalty.use_cases.segments.group_history import group_counts, group_history

SEED = Path(__file__).parents[3] / "seed" / "online_retail.parquet"

buyers = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 30), st.integers(0, 10_000)), min_size=1, max_size=60
).map(lambda found: [Buyer(place, *each) for place, each in enumerate(found)])


@pytest.mark.slow
def test_the_published_counts() -> None:
    """On 11 December 2011 the ten groups have the published numbers, the buyer of nothing included."""
    found = group_counts(group_history(open_history(SEED).rows(), date(2011, 12, 11)).values())

    assert {
        "hibernating": 1071,
        "loyal": 819,
        "champions": 633,
        "at_risk": 593,
        "potential_loyalists": 484,
        "about_to_sleep": 352,
        "need_attention": 187,
        "promising": 95,
        "cant_lose": 63,
        "new": 42,
    } == found


def test_every_pair_of_scores_has_a_group() -> None:
    """Each recency and frequency from 1 to 5 is in one of the ten groups, and none is empty."""
    assert {(recency, times) for recency in range(1, 6) for times in range(1, 6)} == GROUP_OF.keys()
    assert set(RFM_SEGMENTS) == set(GROUP_OF.values())


@given(buyers, st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_the_order(bought: list[Buyer], chance: Random) -> None:
    """A set of buyers has one answer, in whatever order it is handed in."""
    shuffled = list(bought)
    chance.shuffle(shuffled)

    assert scores(bought) == scores(shuffled)


@given(buyers)
def test_fifths_are_fifths(bought: list[Buyer]) -> None:
    """By rank no part has more than one buyer more than another; who bought later is never less recent."""
    found = scores(bought)
    for pick in ("frequency", "money"):
        sizes = [sum(getattr(each, pick) == part for each in found.values()) for part in range(1, 6)]
        assert len(bought) == sum(sizes)
        assert max(sizes) - min(sizes) <= 1
    by_days = sorted(bought, key=lambda buyer: buyer.days)
    recency = [found[buyer.id].recency for buyer in by_days]
    assert sorted(recency, reverse=True) == recency


def test_borders_between_values_are_exact() -> None:
    """Of 0, 1, 2, 3 days the borders are 0.6, 1.2, 1.8, 2.4, so the parts are 5, 4, 2, 1."""
    found = scores([Buyer(days, days, 1, Fraction(1)) for days in range(4)])

    assert [5, 4, 2, 1] == [found[days].recency for days in range(4)]
