"""The rate of a tax stands on the line it is of, and is the one it was worked out with."""

import json

import pytest

from loyalty.decision.baseline import for_nobody
from loyalty.decision.explain import Heading, explain
from loyalty.sumcheck import check
from tests.unit.decision.making import decided, line, programme


@pytest.mark.parametrize(("tax", "rate"), [("rate: 19%", "0.19"), ("unit: 0.18, taxed: false", None)])
def test_a_rate_is_stated_and_checked(tax: str, rate: str | None) -> None:
    """A tax at a rate says it; one of each unit has none; another rate than that of the step is found."""
    rules = programme(f"basket:\n  tax: {{{tax}, prices: include_tax}}\n")
    decision = decided(rules, line("10.00", "2"))
    document = json.loads(json.dumps(explain(decision, Heading("exp_x", "quote"), for_nobody(decision))))
    [stated] = document["lines"][0]["taxes"]

    assert rate == stated["rate"]
    assert [] == check(document)
    if rate is not None:
        stated["rate"] = "0.07"
        assert ["The rate of a tax says 7/100, but works out to 19/100."] == check(document)
