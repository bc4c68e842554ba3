"""What use costs more from one version or day to another is found, model by model; what costs less is not."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from loyalty.decision.programme import compile_programme
from loyalty.use_cases.dearer import Held, dearer_use
from loyalty.wording.notices import notice_sentences
from tests.steps.reading import METERED

BEFORE, AFTER = (datetime(2026, month, 1, 9, tzinfo=UTC) for month in (3, 4))
DAY = "1\u00a0April\u00a02026"
PLAN = """plans:
  - id: club
    name: {{en: Club}}
    price: {{every: month, anchor: anniversary, amount: {price}}}
    existing: move
    usage: [{terms}]
meters:
  - {{id: units, name: {{en: Units}}, aggregate: sum}}
"""
UNIT = "{{meter: units, model: per_unit, unit: {}}}"
BANDS = "{{meter: units, model: graduated, bands: [{{up_to: {}, unit: 0.00}}, {{above: {}, unit: 0.05}}]}}"
PACKAGE = "{{meter: units, model: package, price: {}, size: {}, count: started}}"
SHARE = "{{meter: units, model: percentage, rate: 1%, free_events: {}}}"
CELLS = (
    "{{meter: units, model: matrix, dimensions: [place], apply: per_cell, cells: ["
    "{{where: {{place: near}}, model: per_unit, unit: 0.01}}, "
    "{{where: {{place: far}}, model: per_unit, unit: {}}}]}}"
)


def held(terms: str, at: datetime, price: str = "8.00") -> Held:
    """Give the plan with one charge at an instant."""
    rules = METERED.partition("plans:")[0] + PLAN.format(price=price, terms=terms)
    compiled = compile_programme({"programme.yaml": rules})
    programme = compiled.programme
    assert programme is not None, compiled.findings
    return Held(programme, "club", 1, {}, at, BEFORE)


@pytest.mark.parametrize(
    ("before", "after", "least"),
    [
        (UNIT.format("0.01"), UNIT.format("0.02"), 1),
        (UNIT.format("0.02"), UNIT.format("0.01"), None),
        (UNIT.format("0.02"), UNIT.format("0.02"), None),
        (BANDS.format(500, 500), BANDS.format(400, 400), 401),
        (BANDS.format(400, 400), BANDS.format(500, 500), None),
        (PACKAGE.format("2.00", 10), PACKAGE.format("2.00", 8), 9),
        (PACKAGE.format("2.00", 8), PACKAGE.format("2.00", 10), None),
        (CELLS.format("0.02"), CELLS.format("0.03"), 1),
        (CELLS.format("0.03"), CELLS.format("0.02"), None),
        (SHARE.format(3), SHARE.format(2), 3),
        (SHARE.format(2), SHARE.format(3), None),
        (SHARE.format(3), SHARE.format(3), None),
    ],
)
def test_use_that_costs_more_is_found_by_the_least_that_does(
    before: str, after: str, least: int | None
) -> None:
    """A unit price, a band that ends earlier, a package that holds less, one cell of a matrix."""
    found = [use.quantity for use in dearer_use(held(before, BEFORE), held(after, AFTER))]

    assert ([] if least is None else [Fraction(least)]) == found


def test_a_price_that_rises_makes_no_use_dearer_and_one_that_falls_hides_none() -> None:
    """Only what rises beyond the price without use counts; a price may fall meanwhile."""
    same = list(dearer_use(held(UNIT.format("0.01"), BEFORE), held(UNIT.format("0.01"), AFTER, "9.00")))
    falls = list(dearer_use(held(UNIT.format("0.01"), BEFORE), held(UNIT.format("0.02"), AFTER, "7.00")))

    assert [] == same
    assert [(Fraction(130), 930, 960)] == [(use.quantity, use.before, use.price) for use in falls]


def test_as_many_events_as_are_free_are_priced_at_once_however_many_they_are() -> None:
    """A hundred thousand of them take no longer than three."""
    many = 10**5

    found = list(dearer_use(held(SHARE.format(many + 1), BEFORE), held(SHARE.format(many), AFTER)))

    assert [many + 1] == [use.quantity for use in found]


def test_the_notice_says_what_use_costs_before_and_after() -> None:
    """A member reads the use, both prices and the day; the price without use is not told as raised."""
    content = {
        "currency": "EUR",
        "exponent": 2,
        "timezone": "Europe/Berlin",
        "subscription": "s-1",
        "plan": {"en": "Club"},
        "start": "2026-04-01T00:00:00Z",
        "charged": "2026-04-01T00:00:00Z",
        "amount": 800,
        "before": 800,
        "price": 800,
        "dearer": [{"label": {"en": "Units"}, "quantity": "1000", "before": 1800, "price": 2800}],
    }

    assert [
        (
            f"With 1,000 of Units a period of s-1 (Club) costs €28.00 instead of €18.00 from {DAY} on, "
            f"charged on {DAY} at the earliest"
        ),
        f"It can be ended before {DAY}, where it began and as easily",
    ] == list(notice_sentences("price", content, "en"))
