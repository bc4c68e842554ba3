"""A condition of several parts is met whatever the programme's digest draws."""

from datetime import date

import pytest

from loyalty.publication.looking import look_over
from tests.unit.publication.trying import discounts, programme_of

TRUTH = "{is: truth, default: false}"
PROGRAMMES = 4
"""So many programmes that differ by a fact nobody reads, and so by what is drawn for them."""


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("not member.enrolled and order.gift and order.express and order.eco", {"LOYALTY_PENALTY"}),
        (
            'not member.enrolled and order.gift and order.express and line.category == "tea"',
            {"LOYALTY_PENALTY"},
        ),
        (
            "not member.enrolled and order.gift and line.quantity >= 7 and order.day >= 2026-12-20",
            {"LOYALTY_PENALTY"},
        ),
        ("member.enrolled and order.gift and order.express and order.eco", set[str]()),
    ],
)
def test_who_is_loyal_pays_no_more_where_several_things_meet(condition: str, codes: set[str]) -> None:
    """A discount for newcomers under four conditions is found in every programme that has it."""
    for number in range(PROGRAMMES):
        facts = "\n  ".join(f"order.{name}: {TRUTH}" for name in ("gift", "express", "eco", f"pad{number}"))
        found = look_over(programme_of(facts, discounts(r=(condition, "10%"))), date(2026, 11, 26))

        assert codes == {each.code for each in found if not each.warning}
