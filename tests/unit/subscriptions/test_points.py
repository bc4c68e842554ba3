"""Points that come back with credit notes."""

from hypothesis import given
from hypothesis import strategies as st

from loyalty.subscriptions.points import come_back
from loyalty.subscriptions.records import Payment

AMOUNTS = st.lists(st.integers(0, 4000), max_size=8)


def test_three_points_for_two_cents() -> None:
    """One point is worth nothing yet, two 1 cent, three 2 cents."""
    paid = Payment(points=3, points_money=2)

    assert (1, 0) == come_back(paid, 3, 0)
    assert (2, 1) == come_back(paid, 3, 1)
    assert (1, 1) == come_back(paid, 1, 5)
    assert (0, 0) == come_back(Payment(points=-3, points_money=-2), 3, 5)


@given(st.integers(1, 10**6), st.integers(0, 10**6), AMOUNTS)
def test_they_are_worth_what_they_paid(points: int, money: int, amounts: list[int]) -> None:
    """In however many parts, none gives more than its amount, and all of them are worth what they paid."""
    paid, left, worth = Payment(points=points, points_money=money), points, 0
    for amount in amounts:
        back, of = come_back(paid, left, amount)
        left, worth = left - back, worth + of

        assert 0 <= of <= amount
        assert left >= 0
    assert money == worth + come_back(paid, left, money)[1]
