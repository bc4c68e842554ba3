"""Of every band of balances the one that loses most is found, as by trying every balance."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from loyalty.comparison.losing.bands import EDGES, BandLoss, losses_by_band
from loyalty.comparison.losing.worth import Worth
from loyalty.kernel.rounding import Rounding

CENT = Worth(Fraction(1), 500)
WORTHS = st.builds(
    Worth,
    st.fractions(min_value=0, max_value=3, max_denominator=6),
    st.integers(1, 1500),
    st.sampled_from((1, 1, 1, 2, 5, 50)),
    st.none() | st.integers(1, 6000),
    st.sampled_from(Rounding),
)
POINTS_MAX = 7000


def test_a_larger_least() -> None:
    """Where points pay from 800 on, and paid from 500 on, 500 to 799 points buy nothing any more."""
    found = losses_by_band((CENT, Worth(Fraction(1), 800)), 10**8)

    assert (BandLoss(500, 999, 799, 799, 0),) == found


def test_a_lower_worth() -> None:
    """At nine tenths every band loses the more the larger it is; the last one ends with the limit."""
    found = losses_by_band((CENT, Worth(Fraction(9, 10), 500)), 10**8)

    assert [500, 1000, 5000, 10_000, 50_000, 100_000] == [band.first for band in found]
    assert BandLoss(1000, 4999, 4991, 4991, 4491) == found[1]
    assert None is found[-1].last
    assert 10**7 == found[-1].before - found[-1].now


def test_nothing_is_lost() -> None:
    """Where every balance buys as much there is no row."""
    assert () == losses_by_band((CENT, Worth(Fraction(1), 499)), 10**8)


@given(WORTHS, WORTHS)
def test_as_by_trying_every_balance(old: Worth, new: Worth) -> None:
    """The most that is lost in a band is what trying each of its balances finds."""
    found = {band.first: band.before - band.now for band in losses_by_band((old, new), POINTS_MAX)}

    for first, after in zip(EDGES, [*EDGES[1:], POINTS_MAX + 1], strict=False):
        tried = range(first, min(after, POINTS_MAX + 1))
        most = max((old.of(balance) - new.of(balance) for balance in tried), default=0)
        assert max(most, 0) == found.get(first, 0)
