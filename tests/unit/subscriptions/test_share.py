"""Shares of a period: exact, half-open, by the second or by the local day."""

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.period import Period
from loyalty.subscriptions.share import Basis, Share, share
from tests.unit.subscriptions.making import BERLIN, berlin

MARCH = Period(berlin("2026-03-01"), berlin("2026-04-01"))


@pytest.mark.parametrize(
    ("start", "end", "basis", "expected"),
    [
        ("2026-03-16", "2026-04-01", "day", Share(16, 31)),
        ("2026-03-16T18:00", "2026-04-01", "day", Share(16, 31)),
        ("2026-03-16T08:00", "2026-03-16T18:00", "day", Share(0, 31)),
        ("2026-03-29", "2026-03-30", "day", Share(1, 31)),
        ("2026-03-29", "2026-03-30", "second", Share(23 * 3600, 31 * 86400 - 3600)),
        ("2026-03-01", "2026-04-01", "second", Share(31 * 86400 - 3600, 31 * 86400 - 3600)),
        ("2026-03-16", "2026-03-16", "second", Share(0, 31 * 86400 - 3600)),
    ],
)
def test_shares(start: str, end: str, basis: Basis, expected: Share) -> None:
    """16 to 31 March are 16 of 31 days; the day the clocks go forward is a whole one of 23 hours."""
    assert expected == share(berlin(start), berlin(end), MARCH, basis, BERLIN)


@given(st.lists(st.integers(0, 31 * 86400 - 3600), max_size=8), st.sampled_from(["second", "day"]))
def test_shares_add_up(cuts: list[int], basis: Basis) -> None:
    """Stretches laid end to end over a period add up to the whole of it, however it is cut."""
    borders = sorted({0, 31 * 86400 - 3600, *cuts})
    at = [MARCH.start + timedelta(seconds=second) for second in borders]

    shares = [share(a, b, MARCH, basis, BERLIN) for a, b in pairwise(at)]

    assert Fraction(1) == sum(Fraction(one.part, one.total) for one in shares)


def test_a_share_is_of_something() -> None:
    """A total of nothing does not exist."""
    with pytest.raises(ValueError, match="of something"):
        Share(0, 0)
