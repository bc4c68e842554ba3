"""Use cases that are run again while others are first."""

from datetime import timedelta
from typing import cast

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.kernel.again import DecideAgain
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import TRIED_FOR, TRIES_MAX, Services, retrying
from tests.unit.api.routes.shop import SetClock


@pytest.mark.parametrize(("seconds", "times"), [(0, TRIES_MAX), (3, 7), (20, 1)])
def test_it_is_tried_so_often_and_so_long(seconds: int, times: int) -> None:
    """Forty tries that take no time, seven of three seconds, one that took all of it; then it is told."""
    clock, tried = SetClock(), 0
    services = Services(cast("Units", None), clock, SystemEntropy(), b"")

    def attempt() -> None:
        nonlocal tried
        tried += 1
        clock.at += timedelta(seconds=seconds)
        raise DecideAgain

    with pytest.raises(DecideAgain):
        retrying(services, attempt)
    assert (times, timedelta(seconds=20)) == (tried, TRIED_FOR)
