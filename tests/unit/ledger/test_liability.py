"""The liability of points: the worked example of the standard, and its laws."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.ledger.entry import Account
from loyalty.ledger.reading.liability import Breakage, allocated, held, recognised, roll_forward

MONEY = st.integers(0, 10**9)
ACCOUNTS = st.tuples(st.sampled_from(Account), st.sampled_from(Account)).filter(lambda two: two[0] != two[1])
MOVED = st.dictionaries(ACCOUNTS, st.integers(1, 10**6), max_size=12)


def test_the_example_of_the_standard() -> None:
    """IFRS 15, Illustrative Example 52: 100,000 sold, 10,000 points of 1 each, 95 % expected to be used."""
    goods, points = allocated(100_000, 100_000, Fraction(9_500))
    first = recognised(points, 4_500, 9_500)
    second = recognised(points, 8_500, 9_700)

    assert (91_324, 8_676) == (goods, points)
    assert (4_110, 4_566) == (first, points - first)
    assert (3_493, 1_073) == (second - first, points - second)


@settings(max_examples=50)
@given(
    MONEY, MONEY, st.fractions(0, 10**9, max_denominator=1000), st.integers(0, 10**6), st.integers(0, 10**6)
)
def test_revenue_and_liability_come_to_the_price(
    price: int, alone: int, worth: Fraction, used: int, expected: int
) -> None:
    """Both parts come to the price, nothing is below 0, and no estimate takes revenue beyond the part."""
    goods, points = allocated(price, alone, worth)
    revenue = recognised(points, used, expected)

    assert price == goods + points
    assert min(goods, points) >= 0
    assert 0 <= revenue <= points
    assert points == recognised(points, max(used, expected), expected)


@settings(max_examples=50)
@given(MOVED, MOVED)
def test_opening_and_flows_come_to_closing(
    before: dict[tuple[Account, Account], int], within: dict[tuple[Account, Account], int]
) -> None:
    """Whatever moved before and within a time, the roll-forward adds up; one that is left out breaks it."""
    after = {pair: before.get(pair, 0) + within.get(pair, 0) for pair in before.keys() | within.keys()}
    rolled = roll_forward(before, within, after)
    left_out = {pair: amount for pair, amount in within.items() if held({pair: amount}) == 0}

    assert rolled.adds_up
    assert held(before) == rolled.opening
    assert roll_forward(before, left_out, after).adds_up == (held(within) == 0)


def test_breakage_is_what_was_measured() -> None:
    """A quarter of what ended lapsed, so of ten points two are expected to; without lots nobody knows."""
    assert 2 == Breakage(3, 400, 100).expected(10)
    assert Breakage(0, 0, 0).share is None
    assert 0 == Breakage(0, 0, 0).expected(10)
