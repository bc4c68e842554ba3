"""When a threshold is reached, and what no threshold can be."""

from fractions import Fraction

import pytest

from loyalty.subscriptions.refusals import AlertsUnclear
from loyalty.subscriptions.spending import Alerts, Threshold, alerts_from_json

HALF, EURO = Threshold("half", percent=Fraction(50)), Threshold("euro", amount=100)


def test_a_threshold_is_reached_at_its_limit() -> None:
    """An amount, or the exact share of the budget, is reached from that on, not before."""
    third = Threshold("third", percent=Fraction(100, 3))
    alerts = Alerts(1001, (HALF, EURO, third))

    assert [Fraction(1001, 2), Fraction(100), Fraction(1001, 3)] == [
        alerts.limit(one) for one in alerts.thresholds
    ]
    assert [[], ["euro"], ["euro", "third"], ["half", "euro", "third"]] == [
        [one.id for one in alerts.reached(spent)] for spent in (99, 333, 500, 501)
    ]


def test_alerts_come_back() -> None:
    """Plain data keeps every share exactly."""
    alerts = Alerts(1001, (HALF, EURO, Threshold("third", percent=Fraction(100, 3))))

    assert alerts == alerts_from_json(alerts.to_json())


@pytest.mark.parametrize(
    ("budget", "thresholds"),
    [
        (None, (HALF,)),
        (100, (Threshold("none"),)),
        (100, (Threshold("both", 1, Fraction(1)),)),
        (100, (EURO, Threshold("euro", amount=1))),
    ],
)
def test_unclear_alerts_do_not_exist(budget: int | None, thresholds: tuple[Threshold, ...]) -> None:
    """A share of no budget, a threshold of nothing or of two things, and an id twice are refused."""
    with pytest.raises(AlertsUnclear):
        Alerts(budget, thresholds)
