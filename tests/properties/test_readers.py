"""Every reader of the tree gives the value of the plain interpreter, on every database there is."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

import duckdb
import psycopg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue
from loyalty.language.readers.dialects import DialectName
from loyalty.language.readers.formula import Formula, to_formula
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.sql import CannotRead, to_sql
from loyalty.language.sheet import names_read
from loyalty.language.tree import Kind, Node
from tests.properties.strategies import LINE_READS, READS, Case, cases, inputs_for, trees

Query = Callable[[str], list[object]]
SUMS = ("sum", "running", "ranked:line.rank")
COLUMNS = (*READS, *(f"{word}:{name}" for name in LINE_READS for word in SUMS))
SIZES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Query]:
    """Give a way to ask SQLite for one column."""
    connection = sqlite3.connect(":memory:")
    yield lambda text: [row[0] for row in connection.execute(text)]
    connection.close()


@pytest.fixture(scope="module")
def duck() -> Iterator[Query]:
    """Give a way to ask DuckDB for one column."""
    connection = duckdb.connect(config={"threads": 1})
    yield lambda text: [row[0] for row in connection.execute(text).fetchall()]
    connection.close()


@pytest.fixture(scope="module")
def postgresql(postgresql_url: str) -> Iterator[Query]:
    """Give a way to ask PostgreSQL for one column."""
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as connection:
        yield lambda text: [row[0] for row in connection.execute(text.encode())]


def outcome(node: Node, case: Case) -> int | str | None:
    """Give the interpreter's value, None where it refuses."""
    try:
        return evaluate(node, case.values, case.line_values, case.line)
    except NoValue:
        return None


def asked(node: Node, dialect: DialectName, rows: Sequence[Case], query: Query) -> list[int | str | None]:
    """Give the value of the tree for each row, as the database works it out."""
    expression = to_sql(node, dialect, {name: f'"{name}"' for name in COLUMNS}.__getitem__)
    written = ", ".join(f"({', '.join(map(_literal, (n, *_row(case))))})" for n, case in enumerate(rows))
    names = ", ".join(f'"{name}"' for name in ("n", *COLUMNS))
    found = query(f"WITH t({names}) AS (VALUES {written}) SELECT {expression} FROM t ORDER BY n")  # noqa: S608 - our own text
    return [_exact(value) for value in found]


def _row(case: Case) -> list[int | str]:
    sums = [
        total
        for name in LINE_READS
        for total in (
            sum(case.line_values[name]),
            sum(case.line_values[name][: case.line + 1]),
            sum(case.line_values[name][number] for number in _ranked_first(case)),
        )
    ]
    return [*(case.values[name] for name in READS), *sums]


def _ranked_first(case: Case) -> list[int]:
    """Give the lines a ranked sum adds up, by the definition."""
    keys = case.line_values["line.rank"]
    here = keys[case.line], case.line
    return [number for number, key in enumerate(keys) if (key, number) <= here]


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _exact(value: object) -> int | str | None:
    assert not isinstance(value, float)
    assert value is None or isinstance(value, str) or Fraction(str(value)).denominator == 1
    return value if value is None or isinstance(value, str) else int(str(value))


@given(node=trees(), rows=st.lists(cases(), min_size=1, max_size=6))
@SIZES
def test_sqlite_agrees_with_the_interpreter(sqlite: Query, node: Node, rows: list[Case]) -> None:
    """What SQLite works out is what the interpreter works out, for every row and every kind of tree."""
    assert asked_or_skipped(node, "sqlite", rows, sqlite) == [outcome(node, row) for row in rows]


@given(node=trees(), rows=st.lists(cases(), min_size=1, max_size=6))
@SIZES
def test_duckdb_agrees_with_the_interpreter(duck: Query, node: Node, rows: list[Case]) -> None:
    """What DuckDB works out is what the interpreter works out, for every row and every kind of tree."""
    assert asked_or_skipped(node, "duckdb", rows, duck) == [outcome(node, row) for row in rows]


@given(node=trees(), rows=st.lists(cases(), min_size=1, max_size=6))
@SIZES
def test_postgresql_agrees_with_the_interpreter(postgresql: Query, node: Node, rows: list[Case]) -> None:
    """What PostgreSQL works out, of any width, is what the interpreter works out."""
    assert asked(node, "postgresql", rows, postgresql) == [outcome(node, row) for row in rows]


def asked_or_skipped(
    node: Node, dialect: Literal["sqlite", "duckdb"], rows: Sequence[Case], query: Query
) -> list[int | str | None]:
    """Ask, but pass over trees too wide for the database."""
    try:
        return asked(node, dialect, rows, query)
    except CannotRead:
        assume(False)  # noqa: FBT003 - hypothesis has it so
        raise


@pytest.mark.parametrize("mode", Rounding)
@pytest.mark.parametrize("dialect", ["sqlite", "duckdb", "postgresql"])
def test_sql_rounds_negatives_and_ties(
    dialect: DialectName, mode: Rounding, request: pytest.FixtureRequest
) -> None:
    """Every mode rounds every tenth from -3 to 3 to units and to fives as the interpreter does."""
    query = request.getfixturevalue({"duckdb": "duck"}.get(dialect, dialect))
    values = [f"({n})" for n in range(-300, 301)]
    for over in (4, 10, 3):
        for step in (1, 5):
            node = t.rounded(t.read("x", Kind.MONEY, over, -300, 300), mode, step)
            expression = to_sql(node, dialect, lambda name: name)
            found = query(f"WITH t(x) AS (VALUES {', '.join(values)}) SELECT {expression} FROM t ORDER BY x")  # noqa: S608 - our own text
            assert [int(str(v)) for v in found] == [evaluate(node, {"x": n}) for n in range(-300, 301)]


@given(data=st.data(), node=trees())
@SIZES
def test_values_stay_within_bounds(data: st.DataObject, node: Node) -> None:
    """While what is read is within its bounds, so is every value that is worked out."""
    value = outcome(node, data.draw(inputs_for(node)))

    assert value is None or isinstance(value, str) or node.lo <= value <= node.hi


@given(data=st.data(), node=trees())
@SIZES
def test_formula_works_out_to_the_interpreters_value(data: st.DataObject, node: Node) -> None:
    """The checker, which shares no code with the engine, accepts the interpreter's value and no other."""
    case = data.draw(inputs_for(node))
    value = outcome(node, case)
    formula = to_formula(node, lambda read: _reading(read, case))
    facts = _facts(node, case)

    problems = sumcheck.check(_document(formula, facts, _text(node, value)))
    other = sumcheck.check(_document(formula, facts, _text(node, _another(node, value))))

    assert bool(problems) is (value is None)
    assert other


def _reading(node: Node, case: Case) -> Formula:
    assert isinstance(node, t.Read | t.SumLines | t.RunningSum)
    if isinstance(node, t.Read):
        return ["read", node.name]
    count = len(case.line_values[node.name])
    if isinstance(node, t.RunningSum) and node.by:
        return ["+", *(["read", f"{node.name}[{number}]"] for number in _ranked_first(case))]
    last = count if isinstance(node, t.SumLines) else case.line + 1
    return ["+", *(["read", f"{node.name}[{number}]"] for number in range(last))]


def _facts(node: Node, case: Case) -> dict[str, str]:
    facts = {name: _text(READS[name], value) for name, value in case.values.items()}
    for name in sorted(names_read(node) & LINE_READS.keys()):
        for number, value in enumerate(case.line_values[name]):
            facts[f"{name}[{number}]"] = _text(LINE_READS[name], value)
    return facts


def _text(node: Node, value: int | str | None) -> str:
    if not isinstance(value, int):
        return value or ""
    if node.kind is Kind.TRUTH:
        return "true" if value else "false"
    return str(Fraction(value, node.den))


def _another(node: Node, value: int | str | None) -> int | str:
    if not isinstance(value, int):
        return f"{value} "
    return 1 - value if node.kind is Kind.TRUTH else value + 1


def _document(formula: Formula, facts: dict[str, str], value: str) -> dict[str, object]:
    whole: Formula = ["if", ["true"], formula, ["num", "0"]]  # not itself a rounding, which has a mode
    totals = ("due", "payable", "tax_inside", "tax_added")
    steps = [_step("x", whole, value), *(_step(f"total.{part}", ["num", "0"], "0") for part in totals)]
    names = sorted({name.partition("[")[0] for name in facts})
    return {
        "version": 1,
        "exponent": 2,
        "facts": facts,
        "steps": steps,
        "lines": [],
        "slices": [],
        "total": {"due": 0, "points_money": 0, "payable": 0, "tax_inside": 0, "tax_added": 0},
        "points": {"earned": 0, "used": 0, "awards": []},
        "inputs": {"used": [{"fact": name} for name in names], "not_used": []},
        "not_applied": [],
    }


def _step(name: str, formula: Formula, value: str) -> dict[str, object]:
    return {"id": name, "formula": formula, "exact": value, "value": value, "mode": None}


def test_width_follows_the_bounds(duck: Query, postgresql: Query) -> None:
    """A value past 63 bits is exact in the wider types, and refused where there is none."""
    wide = t.rounded(
        t.mul(t.read("a", Kind.PRICE, 3, 0, 10**19), t.read("b", Kind.QUANTITY, 1, 0, 10**18)), Rounding.UP
    )
    too_wide = t.mul(wide, t.const(Kind.NUMBER, 10**9))
    row = "WITH t(a, b) AS (VALUES (9999999999999999999, 999999999999999999)) SELECT {} FROM t"
    expected = -(-9999999999999999999 * 999999999999999999 // 3)

    assert query_one(duck, row, to_sql(wide, "duckdb", str)) == expected
    assert query_one(postgresql, row, to_sql(wide, "postgresql", str)) == expected
    assert query_one(postgresql, row, to_sql(too_wide, "postgresql", str)) == expected * 10**9
    with pytest.raises(CannotRead, match="sqlite has 63"):
        to_sql(wide, "sqlite", str)
    with pytest.raises(CannotRead, match="duckdb has 127"):
        to_sql(too_wide, "duckdb", str)


def query_one(query: Query, row: str, expression: str) -> int:
    """Give the one value of the one row."""
    [value] = query(row.format(expression))
    return int(str(value))


def test_width_is_exact_at_the_edge() -> None:
    """A value of 63 bits is still read by SQLite; one more is not."""
    fits = t.add(t.read("a", Kind.MONEY, 1, 0, 2**63 - 2), t.const(Kind.MONEY, 1))
    past = t.add(t.read("a", Kind.MONEY, 1, 0, 2**63 - 1), t.const(Kind.MONEY, 1))

    assert to_sql(fits, "sqlite", str) == "(a + 1)"
    with pytest.raises(CannotRead):
        to_sql(past, "sqlite", str)


@pytest.mark.parametrize(
    ("node", "reason"),
    [
        (t.sum_lines("line.amount", LINE_READS["line.amount"], 3), "no column holds `sum:line.amount`"),
        (t.running_sum("line.amount", LINE_READS["line.amount"], 3), "no column holds `running:line.amount`"),
        (t.compare(t.Comparison.LT, READS["text.brand"], t.text("a")), "texts have no order"),
        (t.compare(t.Comparison.EQ, READS["text.brand"], t.text("a\0b")), "NUL"),
    ],
)
def test_sql_says_what_it_cannot_read(node: Node, reason: str) -> None:
    """A tree that cannot be read exactly is refused with the reason."""
    known = {name: f'"{name}"' for name in READS}

    with pytest.raises(CannotRead, match=reason):
        to_sql(node, "duckdb", known.__getitem__)


@pytest.mark.parametrize("dialect", ["sqlite", "duckdb", "postgresql"])
def test_what_is_decided_before_a_refusal_stands(
    dialect: DialectName, request: pytest.FixtureRequest
) -> None:
    """`and`, `or` and choices stop at the part that decides, and refuse where a refusal comes first."""
    query = request.getfixturevalue({"duckdb": "duck"}.get(dialect, dialect))
    no, yes, refused = t.truth(value=False), READS["truth.one"], t.refuse("no-row", Kind.TRUTH)
    case = Case(dict.fromkeys(READS, 1), {name: [1] for name in LINE_READS}, 0)
    trees: list[Node] = [
        t.Any(Kind.TRUTH, 1, 0, 1, parts) if word == "or" else t.All(Kind.TRUTH, 1, 0, 1, parts)
        for word in ("and", "or")
        for parts in ((no, refused), (refused, no), (yes, refused), (refused, yes), (yes, no, refused))
    ]
    trees += [t.negation(refused), t.choose(refused, no, yes), t.one_of(refused, [no])]
    trees += [t.compare(t.Comparison.EQ, refused, yes), t.choose(yes, yes, refused)]

    for node in trees:
        assert asked(node, dialect, [case], query) == [outcome(node, case)], node


def test_sqlite_reads_what_it_can_parse_and_no_more(sqlite: Query) -> None:
    """Nested calls, choices and roundings are read up to some depth; past it they are refused, not sent."""
    case = Case(dict.fromkeys(READS, 3), {name: [1] for name in LINE_READS}, 0)
    money, one = READS["money.cents"], t.const(Kind.MONEY, 1)
    deeper: tuple[Callable[[Node], Node], ...] = (
        lambda node: t.least(one, money, node),
        lambda node: t.sub(one, node),
        lambda node: t.choose(t.compare(t.Comparison.LT, money, one), one, t.add(one, node)),
        lambda node: t.choose(t.compare(t.Comparison.LT, money, node), one, money),
        lambda node: t.choose(t.compare(t.Comparison.GT, money, one), node, money),
        lambda node: t.choose(t.one_of(node, [one, t.const(Kind.MONEY, 2)]), node, money),
        lambda node: t.choose(t.negation(t.compare(t.Comparison.LT, money, node)), money, one),
    )
    for wrap in deeper:
        node, read = wrap(money), 0
        while read < 60:
            try:
                assert asked(node, "sqlite", [case], sqlite) == [outcome(node, case)]
            except CannotRead:
                break
            node, read = wrap(node), read + 1
        assert 4 <= read < 60


def test_sql_stays_of_bearable_length() -> None:
    """Roundings inside roundings, which repeat their text, are refused before they fill the memory."""
    node: Node = READS["money.cents"]
    for _ in range(12):
        node = t.rounded(t.mul(node, READS["number.thirds"]), Rounding.HALF_EVEN)

    with pytest.raises(CannotRead, match="characters"):
        to_sql(node, "postgresql", str)


def test_long_tables_do_not_nest(sqlite: Query, duck: Query, postgresql: Query) -> None:
    """A table of 3,000 rows is read by every reader."""
    key = t.read("k", Kind.NUMBER, 1, 0, 3000)
    node: Node = t.refuse("no-row", Kind.MONEY)
    for row in range(3000):
        node = t.choose(
            t.compare(t.Comparison.EQ, key, t.const(Kind.NUMBER, row)), t.const(Kind.MONEY, row * 7), node
        )
    queries: dict[DialectName, Query] = {"sqlite": sqlite, "duckdb": duck, "postgresql": postgresql}

    for dialect, query in queries.items():
        expression = to_sql(node, dialect, str)
        found = query(f"WITH t(k) AS (VALUES (0), (2999), (3000)) SELECT {expression} FROM t ORDER BY k")  # noqa: S608 - our own text
        assert found == [0, 20993, None]
    assert evaluate(node, {"k": 2999}) == 20993
    assert len(to_formula(node, lambda _: ["read", "k"])) == 6002
