"""Until when prepaid value is had back: whole days of the programme's zone, and none without a law."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import local_day
from loyalty.use_cases.prepaid import refuse_over
from loyalty.use_cases.refusals import PrepaidRefundOver
from tests.steps.reading import coffee

LOADED = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _programme(*markets: str) -> Programme:
    found = compile_programme(coffee()).programme
    assert found is not None
    return replace(found, shape=replace(found.shape, jurisdictions=markets))


CHINA, EUROPE = _programme("CN"), _programme("EU")


@settings(max_examples=50)
@given(
    st.timedeltas(timedelta(0), timedelta(days=365)).map(lambda later: LOADED + later),
    st.timedeltas(timedelta(0), timedelta(days=20)),
)
@example(LOADED, timedelta(days=7))
@example(LOADED, timedelta(days=8))
def test_it_is_had_back_for_seven_whole_days(loaded: datetime, waited: timedelta) -> None:
    """For every moment, summer time included: had back exactly while seven days or fewer have passed."""
    now = loaded + waited
    days = (local_day(CHINA, now) - local_day(CHINA, loaded)).days
    try:
        refuse_over(CHINA, loaded, now)
    except PrepaidRefundOver:
        assert days > 7
    else:
        assert days <= 7


def test_a_market_without_such_a_law_gives_no_days() -> None:
    """Where no profile says for how long, nothing is given back, at once or later."""
    with pytest.raises(PrepaidRefundOver):
        refuse_over(EUROPE, LOADED, LOADED)
