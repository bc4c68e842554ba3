"""A period's rows: stretches share the price by time, and nothing else of a running period is due."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty import sumcheck
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.situate import situate_usage
from loyalty.decision.use import Measured, Stretch, Usage

AT = datetime(2026, 12, 15, 12, tzinfo=UTC)
USED = {"api-calls": Measured.of(Fraction(150000))}


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Give the coffee programme; brew-pro costs 29.00 a month and proration counts seconds."""
    made = compile_programme(read_rule_folder(Path("rules/corner-coffee")).source).programme
    assert made is not None
    return made


def shown(programme: Programme, usage: Usage) -> dict[str, int]:
    """Give the amounts of the lines by rule, once the sum check has passed."""
    part, situation = situate_usage(programme, usage, AT)
    decision = decide(programme, situation, part)
    document = explain(decision, Heading("exp", "usage"), for_nobody(decision))
    assert [] == sumcheck.check(document)
    return {f"{line['rule']['id']}:{line['order_line']}": line["amount"] for line in document["lines"]}


def test_stretches_share_the_price(programme: Programme) -> None:
    """Ten and sixteen of thirty-one days: 29.00 x 10/31 = 9.35, 29.00 x 16/31 = 14.97, each rounded once."""
    days = (Stretch("1", 10, 31), Stretch("2", 16, 31))

    lines = shown(programme, Usage("brew-pro", USED, stretches=days))

    assert (935, 1497) == (lines["brew-pro:1"], lines["brew-pro:2"])


def test_a_period_without_a_stretch_has_no_price(programme: Programme) -> None:
    """A paused month pays for use and fees alone."""
    lines = shown(programme, Usage("brew-pro", USED, stretches=()))

    assert [] == [name for name in lines if name.startswith("brew-pro:")]
    assert 10700 == lines["brew-pro.api-calls:None"]


def test_what_is_used_is_not_due_while_the_period_runs(programme: Programme) -> None:
    """The same use, asked about a running period: price and the fee's least amount, no use, no slices."""
    lines = shown(programme, Usage("brew-pro", USED, closed=False))

    assert 2900 == lines["brew-pro:1"]
    assert 50 == lines["service:None"]
    assert "brew-pro.api-calls:None" not in lines


def test_too_many_rows_are_refused(programme: Programme) -> None:
    """A thousand and one stretches are more than a sheet takes."""
    rows = tuple(Stretch(str(n), 1, 2000) for n in range(1001))

    with pytest.raises(RequestMisfit, match="at most 1000"):
        situate_usage(programme, Usage("brew-pro", {}, stretches=rows), AT)
