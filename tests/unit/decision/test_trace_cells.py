"""The explanation of a matrix: a row has the steps of its own cell, whatever other cells there are."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from loyalty.decision.rating import rate_events
from loyalty.language.load import load_terms
from loyalty.sumcheck import check
from loyalty.usage.meter import Reading

AT = datetime(2026, 11, 22, tzinfo=UTC)
CELLS = 40


def test_a_row_has_the_steps_of_its_own_cell() -> None:
    """Three of forty cells were used: the steps of three, which still add up to the charge."""
    cells = ", ".join(
        f"{{where: {{a: x{n}}}, model: per_unit, unit: 0.{n:02d}}}" for n in range(1, CELLS + 1)
    )
    text = f"{{currency: EUR, model: matrix, dimensions: [a], apply: per_cell, cells: [{cells}]}}"
    terms = load_terms(text, "t.yaml").shape
    assert terms is not None
    events = [
        Reading(name, AT + timedelta(seconds=place), Fraction(10), {"a": name})
        for place, name in enumerate(("x7", "x11", "x40"))
    ]

    rated = rate_events(terms, {"t.yaml": text}, events, AT).last
    told = [step["id"] for step in rated.document["steps"] if ".rule." in step["id"]]

    assert rated.amount == 10 * (7 + 11 + 40)
    assert {step.split(".rule.")[1].split(".")[0] for step in told} == {"7", "11", "40"}
    assert [] == check(rated.document)


def test_a_row_without_a_cell_beside_a_matrix_of_one() -> None:
    """What stands for the period itself has no step of the only cell, and adds nothing to the charge."""
    text = "{currency: EUR, model: matrix, dimensions: [a], apply: per_cell, otherwise: {model: dynamic}}"
    terms = load_terms(text, "t.yaml").shape
    assert terms is not None

    rated = rate_events(terms, {"t.yaml": text}, [Reading("1", AT, Fraction(10), {"a": "x"})], AT).last

    assert rated.amount == 10 * 100
    assert [] == check(rated.document)
