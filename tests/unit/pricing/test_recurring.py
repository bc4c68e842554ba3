"""What recurs: prices for each seat, seats by terms, add-ons, arrears, prices kept or moved."""

from datetime import UTC, date, datetime

import pytest

from loyalty.decision.refusals import UnknownPlan
from loyalty.decision.use import Usage
from loyalty.language.no_value import NoValue
from loyalty.wording.text import as_text
from tests.unit.decision.making import programme
from tests.unit.pricing.periods import MONTHLY, bill, stretch

DAYS = "proration: {basis: day, on_change: credit_and_charge}"
SEATS = (
    "seats: {name: {en: Seats}, model: graduated, bands: [{up_to: 3, unit: 5.00}, {above: 3, unit: 4.00}]}"
)
TEAM = f"""
plans:
  - id: team
    name: {{en: Team}}
    {MONTHLY}20.00}}
    {SEATS}
    add_ons: [{{id: backup, name: {{en: Backup}}, amount: 7.00}}]
    {DAYS}
"""


def test_each_stretch_has_its_seats_and_add_ons() -> None:
    """Three seats and two backups for ten days of thirty, then five seats: each line rounded once."""
    stretches = (stretch("a", 10, 30, 3, backup=2), stretch("b", 20, 30, 5))

    lines = bill(programme(TEAM), Usage("team", stretches=stretches)).lines

    # 20.00 / 3; 15.00 / 3; 14.00 / 3; then 20.00 x 2/3 and (15.00 + 8.00) x 2/3
    expected = {"team:a": 667, "team.seats:a": 500, "backup:a": 467, "team:b": 1333, "team.seats:b": 1533}
    assert expected == lines


def test_slices_of_seats_add_up_to_what_is_shared() -> None:
    """The slices say what five seats cost for the whole period; the line is the share of a stretch."""
    document = bill(programme(TEAM), Usage("team", stretches=(stretch("b", 20, 30, 5),))).document

    slices = [(row["quantity"], row["amount"], row["whole"]) for row in document["slices"]]
    assert [("3", "1500", "seats.whole[b]"), ("2", "800", "seats.whole[b]")] == slices


def test_a_price_for_each_seat() -> None:
    """Five seats at 12.00 for half a month are 30.00."""
    by = programme(f"plans: [{{id: t, name: {{en: T}}, {MONTHLY}12.00, per: seat}}, {DAYS}}}]")

    assert {"t:1": 3000} == bill(by, Usage("t", stretches=(stretch("1", 15, 30, 5),))).lines


def test_in_arrears_is_due_when_the_period_is_over() -> None:
    """A price billed in arrears costs nothing while the period runs, and its add-ons neither."""
    arrears = TEAM.replace("amount: 20.00}", "amount: 20.00, billed: in_arrears}")
    stretches = (stretch("1", 30, 30, 1, backup=1),)
    by = programme(arrears)

    assert {} == bill(by, Usage("team", closed=False, stretches=stretches)).lines
    assert 3200 == bill(by, Usage("team", stretches=stretches)).due


@pytest.mark.parametrize(
    ("existing", "since", "expected"),
    [
        ("keep", date(2026, 2, 28), 1000),
        ("keep", date(2026, 3, 1), 1200),
        ("keep", None, 1200),
        ("move", date(2026, 2, 28), 1200),
    ],
)
def test_prices_are_kept_or_moved(existing: str, since: date | None, expected: int) -> None:
    """With `keep` a subscription has the values of its first day, with `move` those of the period's."""
    amounts = "{2026-01-01: 10.00, 2026-03-01: 12.00}"
    by = programme(f"plans: [{{id: t, name: {{en: T}}, existing: {existing}, {MONTHLY}{amounts}}}}}]")

    assert expected == bill(by, Usage("t", since=since), datetime(2026, 6, 1, tzinfo=UTC)).due


def test_a_subscription_older_than_every_price_it_may_keep_is_refused() -> None:
    """Nobody guesses what somebody pays who subscribed before the first value."""
    amounts = "{2026-01-01: 10.00, 2026-03-01: 12.00}"
    by = programme(f"plans: [{{id: t, name: {{en: T}}, existing: keep, {MONTHLY}{amounts}}}}}]")

    with pytest.raises(NoValue, match="no-value-yet"):
        bill(by, Usage("t", since=date(2025, 12, 31)))


def test_an_unknown_add_on_is_refused() -> None:
    """A misspelt add-on is named, with the one that is meant."""
    with pytest.raises(UnknownPlan, match="did you mean `backup`"):
        bill(programme(TEAM), Usage("team", stretches=(stretch("1", 1, 1, 1, bakcup=1),)))


def test_the_words_say_which_share_and_how_many() -> None:
    """A reader sees the share of the period and the seats of a line, in both languages."""
    document = bill(programme(TEAM), Usage("team", stretches=(stretch("a", 10, 30, 5, backup=2),))).document

    english, chinese = as_text(document, "en"), as_text(document, "zh-CN")
    for said in ("10/30 of the period", "seats: 5", "number of Backup: 2"):
        assert said in english
    for said in ("占整个周期的 10/30", "席位数：5"):
        assert said in chinese
