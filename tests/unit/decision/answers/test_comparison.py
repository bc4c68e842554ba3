"""Plans compared: what is compared, what is left out, and that the parts add up."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from loyalty.decision.answers.comparison import Asked, Comparison, compare, comparison_data, tell
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain
from loyalty.decision.refusals import UnknownPlan
from loyalty.decision.situate import situate_usage
from loyalty.decision.use import Cell, Measured, Usage
from tests.unit.decision.making import AT, programme

PRICE = "price: {every: %s, anchor: anniversary, amount: %s}"
PLANS = f"""
plans:
  - id: small
    name: {{en: Small}}
    {PRICE % ("3 months", "10.00")}
    usage: [{{meter: calls, model: per_unit, unit: 0.02}}]
    tax: {{table: vat.csv, by: member.country, prices: exclude_tax, per: total}}
  - id: big
    name: {{en: Big}}
    {PRICE % ("3 months", "30.00")}
    usage:
      - {{meter: calls, model: per_unit, unit: 0.01}}
      - {{meter: disks, model: per_unit, unit: 1.00}}
    tax: {{table: vat.csv, by: member.country, prices: exclude_tax, per: total}}
"""
MONTHLY = f"""
  - id: monthly
    name: {{en: Monthly}}
    {PRICE % ("month", "1.00")}
"""
VAT = {"vat.csv": "country,rate\nDE,19%\n"}
COUNTRY = "  member.country: {is: choice, of: [DE], default: DE, label: transaction}\n"
HERE = COUNTRY + PLANS


def _compared(rules: str, *, current: str | None = None, **used: str) -> Comparison:
    made = programme(rules, VAT)
    asked = Asked({meter: Measured.of(Fraction(quantity)) for meter, quantity in used.items()})
    return compare(made, dict.fromkeys(made.plans, asked), AT, current=current)


def _data(found: Comparison) -> Mapping[str, Any]:
    documents = [explain(one.usual, Heading("x", "usage"), for_nobody(one.usual)) for one in found.offered]
    return comparison_data(programme(HERE, VAT), found, tell(found, documents))


def test_a_price_is_that_of_the_plan_alone() -> None:
    """Each plan costs what deciding about it alone gives."""
    made = programme(HERE, VAT)
    found = _compared(HERE, calls="1500")

    assert found.offered
    for one in found.offered:
        usage = Usage(one.plan.id, {"calls": Measured.of(Fraction(1500))})
        part, situation = situate_usage(made, usage, AT)
        assert one.usual.due == decide(made, situation, part).due


def test_parts_add_up() -> None:
    """The parts of a plan come to what is due, tax included: 10.00 + 30.00 + 19 % = 47.60."""
    data = _data(_compared(HERE, calls="1500"))

    assert [4760, 5355] == [plan["due"] for plan in data["plans"]]
    assert {"subscription": 1000, "usage": 3000, "tax": 760} == data["plans"][0]["parts"]
    assert all(sum(plan["parts"].values()) == plan["due"] for plan in data["plans"])


def test_an_interval_that_all_plans_have_is_compared() -> None:
    """Without a plan of now the common interval counts; where there is none, a month."""
    assert "3 months" == str(_compared(HERE).every)
    assert ["monthly"] == [one.plan.id for one in _compared(HERE + MONTHLY).offered]
    assert ["small", "big"] == [one.plan.id for one in _compared(HERE + MONTHLY, current="big").offered]


def test_what_is_not_used_need_not_be_counted() -> None:
    """A plan without a meter is compared where nothing was used on it, and left out where something was."""
    assert 2 == len(_compared(HERE, calls="1", disks="0").offered)
    assert [("small", ("disks",))] == [(one.plan, one.meters) for one in _compared(HERE, disks="1").left_out]


def test_cells_are_use() -> None:
    """A meter that came to cells alone was used."""
    made = programme(HERE, VAT)
    asked = Asked({"disks": Measured(cells=(Cell("a", 1, {}),))})

    found = compare(made, {"small": asked, "big": Asked({})}, AT)

    assert ["small"] == [one.plan for one in found.left_out]


@pytest.mark.parametrize(
    ("current", "used", "said"),
    [
        ("bigg", {}, "The programme has no plan `bigg`; did you mean `big`?"),
        (None, {"call": "1"}, "No plan has a meter `call`; did you mean `calls`?"),
    ],
)
def test_unknown_names_are_refused(current: str | None, used: dict[str, str], said: str) -> None:
    """A plan of now or a meter that is not there is refused with what may be meant."""
    with pytest.raises(UnknownPlan, match=said.replace("?", r"\?")):
        _compared(HERE, current=current, **used)
