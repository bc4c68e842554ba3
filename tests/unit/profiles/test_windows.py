"""Windows of notices: a day is in one, before it or after it; and there is always a day to be told of yet."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loyalty.privacy.fields.every import REGISTER
from loyalty.privacy.retention import RETENTION
from loyalty.profiles.markets import law_on
from loyalty.profiles.parameters import Window
from loyalty.profiles.shipped import profiles
from loyalty.profiles.windows import has_opened, is_hit, is_over, next_end, own_window, windows_in

TODAY = date(2026, 11, 22)
DAYS = st.integers(0, 400)
WINDOWS = st.tuples(DAYS, DAYS).map(lambda pair: Window(min(pair), max(pair)))


@given(WINDOWS, st.integers(-10, 800))
def test_a_day_is_before_in_or_after_a_window(window: Window, ahead: int) -> None:
    """Told in the window is told once it has opened and before it is over, to the day."""
    end = TODAY + timedelta(days=ahead)

    assert is_hit(window, end, TODAY) is (has_opened(window, end, TODAY) and not is_over(window, end, TODAY))
    assert has_opened(window, end, TODAY) or not is_over(window, end, TODAY)


@given(st.lists(WINDOWS, min_size=1, max_size=3))
def test_what_was_missed_can_be_told_of_once_more(windows: list[Window]) -> None:
    """The next end lies so far ahead that a notice of today, or of a later day, is in each window."""
    end = next_end(windows, TODAY)

    assert all(not is_over(window, end, TODAY) for window in windows)
    assert max(window.latest for window in windows) <= (end - TODAY).days


def test_markets_replace_what_holds_everywhere_and_each_of_theirs_stands() -> None:
    """Renewals: seven to thirty days where no market says more; California has two windows of its own."""
    asked = "subscription.renewal_notice"
    assert (Window(7, 30),) == windows_in(law_on(TODAY, ["EU"]), asked)
    assert (Window(5, 30),) == windows_in(law_on(TODAY, ["EU", "CN"]), asked)
    assert (Window(3, 21), Window(15, 45)) == windows_in(law_on(TODAY, ["US-CA"]), asked)
    assert (Window(7, 30),) == windows_in(law_on(TODAY, ["UK"]), asked)
    assert (Window(3, 14),) == windows_in(law_on(date(2027, 6, 1), ["UK"]), asked)


def test_what_a_programme_promises_widens_the_usual_window() -> None:
    """A notice promised later or earlier than usual is in its own window."""
    usual = Window(30, 60)
    assert [Window(14, 60), Window(30, 60), Window(30, 90)] == [own_window(n, usual) for n in (14, 45, 90)]


def test_the_proof_of_a_yes_is_kept_as_long_as_any_market_asks() -> None:
    """What was agreed to stands in the changes of a subscription, which are kept as the books are."""
    years = [
        value.value
        for profile in profiles().values()
        for value in profile.values.get("consent.proof_years", ())
        if isinstance(value.value, int)
    ]
    kept = next(entry.kept for entry in REGISTER if entry.table == "subscription_change")
    assert years
    assert RETENTION[kept].days >= 366 * max(years)
