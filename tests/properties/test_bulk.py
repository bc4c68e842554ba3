"""Laws of rating in bulk: restated formulas keep their values, and the databases come to Python's amounts."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import duckdb
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loyalty.decision.decide import decide
from loyalty.decision.metering import measure
from loyalty.decision.programme import compile_programme
from loyalty.decision.rating import BulkCharge, bulk_of_terms
from loyalty.decision.situate import situate_usage
from loyalty.decision.use import Usage
from loyalty.kernel.period import Period
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.readers.dialects import DialectName
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.restate import restated, restated_formulas
from loyalty.language.readers.sql import CannotRead
from loyalty.language.readers.sql_sheet import formulas_behind, sheet_query
from loyalty.language.shapes.charge_words import ChargeWords
from loyalty.language.shapes.charges import PercentageTerms, TermsShape
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.rows import ROWS_MAX
from loyalty.usage.meter import Reading
from tests.properties.strategies import READS, Case, inputs_for, trees
from tests.properties.test_charge_words import AT, quantities, rated, terms
from tests.properties.test_event_charges import matrices, percentages, readings
from tests.steps.reading import METERED

SOME = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NUMBERS = frozenset({Kind.MONEY, Kind.PRICE, Kind.POINTS, Kind.QUANTITY, Kind.NUMBER})
BY_ONE_SUM = terms().filter(
    lambda drawn: isinstance(drawn[0].terms, ChargeWords) and not isinstance(drawn[0].terms, PercentageTerms)
)
"""Terms of the models that are charged by the sum of the quantities alone."""
THOUSANDTHS = 1000
MANY_UNITS = Fraction(10**5)
YEAR = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def value_of(node: Node, case: Case) -> Fraction | str | None:
    """Give the value of a tree, of whatever denominator; None where it refuses."""
    try:
        value = evaluate(node, case.values, case.line_values, case.line)
    except NoValue:
        return None
    return value if isinstance(value, str) else Fraction(value, node.den)


@given(data=st.data(), node=trees(), finer=st.integers(1, 6))
@MANY
def test_restated_trees_keep_their_values(data: st.DataObject, node: Node, finer: int) -> None:
    """A tree whose inputs are known, and counted finer, has the value it had, within its bounds."""
    case = data.draw(inputs_for(node))
    reads: dict[str, Read] = {}
    values = dict(case.values)
    for name, value in case.values.items():
        if READS[name].kind in NUMBERS and isinstance(value, int):
            values[name] = value * finer
            reads[name] = t.read(
                name, READS[name].kind, READS[name].den * finer, value * finer, value * finer
            )
    made = restated(node, reads)
    found = value_of(made, Case(values, case.line_values, case.line))

    assert value_of(node, case) == found
    assert not isinstance(found, Fraction) or made.lo <= found * made.den <= made.hi


def amounts(charge: BulkCharge, asked: list[Fraction], dialect: DialectName) -> list[int]:
    """Give the amounts of quantities in thousandths, as a database works them out."""
    numerators = [int(quantity * THOUSANDTHS) for quantity in asked]
    known = t.read(charge.quantity.name, Kind.QUANTITY, THOUSANDTHS, 0, max(numerators))
    try:
        inputs = {name: str(value) for name, value in charge.shared.items()} | {known.name: "n"}
        query = sheet_query(charge.formulas_for(known), {charge.formula: "due"}, inputs, "asked", dialect)
    except CannotRead:
        assume(False)  # noqa: FBT003 - hypothesis has it so
        raise
    rows = ", ".join(f"({place}, {n})" for place, n in enumerate(numerators))
    text = f"WITH asked(place, n) AS (VALUES {rows}) SELECT due FROM ({query}) AS q ORDER BY place"  # noqa: S608 - our own text
    connection = duckdb.connect() if dialect == "duckdb" else sqlite3.connect(":memory:")
    found = connection.execute(text).fetchall()
    connection.close()
    return [row[0] for row in found]


@given(BY_ONE_SUM, st.lists(quantities, min_size=1, max_size=6))
@SOME
def test_duckdb_rates_as_python_does(drawn: tuple[TermsShape, str], asked: list[Fraction]) -> None:
    """For terms of every model of one sum, DuckDB's amounts are those of the function that explains them."""
    charge = bulk_of_terms(drawn[0], {"t.yaml": drawn[1]}, AT)
    expected = [rated(drawn, quantity).amount for quantity in asked]

    assert expected == amounts(charge, asked, "duckdb")
    assert expected == [charge.amount(quantity) for quantity in asked]


@given(BY_ONE_SUM, st.lists(quantities.filter(lambda q: q < 10**6), min_size=1, max_size=6))
@SOME
def test_sqlite_rates_as_python_does(drawn: tuple[TermsShape, str], asked: list[Fraction]) -> None:
    """The same on SQLite, where its 64 bits are enough."""
    charge = bulk_of_terms(drawn[0], {"t.yaml": drawn[1]}, AT)

    assert [rated(drawn, quantity).amount for quantity in asked] == amounts(charge, asked, "sqlite")


@given(matrices() | percentages(), st.lists(readings(dimensions=True), min_size=1, max_size=3))
@SOME
def test_duckdb_rates_what_was_measured_event_by_event(keys: str, orders: list[list[Reading]]) -> None:
    """Charges of several quantities, and of cells that are lines, come to Python's amounts in DuckDB."""
    programme = compile_programme(
        {"programme.yaml": METERED.replace("- meter: units", f"- {{meter: units, {keys}}}")}
    ).programme
    assume(programme is not None)
    assert programme is not None
    expected, lines = [], []
    for order, events in enumerate(orders):
        some = [
            replace(event, value=Fraction(int(min(event.value, MANY_UNITS) * THOUSANDTHS), THOUSANDTHS))
            for event in events
        ]
        used = Usage("metered", measure(programme, "metered", {"units": some}, YEAR, AT.date(), {}))
        part, situation = situate_usage(programme, used, AT)
        expected.append(decide(programme, situation, part).value("usage.units"))
        lines += [(order, *situation.order, *line.values) for line in situation.lines]
    compiled = programme.plans["metered"].compiled
    names = {name: f"c{n}" for n, name in enumerate((*compiled.order_inputs, *compiled.line_inputs))}
    formulas = restated_formulas(formulas_behind(compiled.sheet, ("usage.units",)), {}, ROWS_MAX)
    query = sheet_query(formulas, {"usage.units": "due"}, names, "asked", "duckdb", key="place")
    rows = ", ".join(str(line) for line in lines)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"WITH asked(place, {', '.join(names.values())}) AS (VALUES {rows}) "  # noqa: S608 - our own text
            f"SELECT DISTINCT place, due FROM ({query}) AS q ORDER BY place"
        ).fetchall()

    assert list(enumerate(expected)) == found
