"""Tables: cells, overlaps found exactly, and a tree that gives what the rows say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.language import tree as t
from loyalty.language.checks.meeting_rows import overlaps
from loyalty.language.findings import Finding
from loyalty.language.tables import Cell, Table, lower_table, read_table
from loyalty.language.tree import Kind, Node

NO_RATE = t.refuse("no-tax-rate", Kind.NUMBER)
WORDS = ("a", "b", "c")
COUNTRY, SIZE = t.read("member.country", Kind.TEXT), t.read("line.quantity", Kind.QUANTITY, 10, 0, 10_000)


def _table(text: str) -> Table:
    findings: list[Finding] = []
    table = read_table("t.csv", text, findings)
    assert [] == findings
    assert table is not None
    return table


def _value(node: Node, country: str, size: Fraction) -> Fraction | None:
    """Work out the tree of a table for one case; None where it refuses."""
    match node:
        case t.If():
            return _value(node.then if _holds(node.test, country, size) else node.otherwise, country, size)
        case t.Const(value=int(value)):
            return Fraction(value, node.den)
    assert isinstance(node, t.Refuse)
    return None


def _holds(test: Node, country: str, size: Fraction) -> bool:
    match test:
        case t.Compare(left=t.Read(name="member.country"), right=t.Const(value=value)):
            return country == value
        case t.Compare(left=t.Const(value=int(day)), right=t.Const(value=int(value))):
            return day > value if test.op == ">" else day >= value
        case t.OneOf():
            return country in {choice.value for choice in test.choices}
        case t.Compare(right=t.Const(value=int(value), den=den)):
            return size > Fraction(value, den) if test.op == ">" else size >= Fraction(value, den)
    raise AssertionError(test)


def test_columns_come_in_any_order_and_by_last_name() -> None:
    """A header names facts by their last part or in full, and the rate anywhere."""
    table = _table("rate,category,member.country\n7%,tea,DE\n")

    assert (1, 0) == table.places(["member.country", "line.category"])
    assert table.places(["member.country"]) is None
    assert Fraction(7, 100) == table.rows[0].value


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ("DE,1..10,7%\nDE,10..,7%", [(2, 3)]),
        ("DE,..9,7%\nDE,10..,7%", []),
        ("DE|CN,,7%\nCN,5..5,7%", [(2, 3)]),
        (",,7%\nDE,,7%\n,3..4,7%", [(2, 3), (2, 4), (3, 4)]),
        ("DE,1..2,7%\nCN,1..2,7%", []),
    ],
)
def test_overlaps(rows: str, pairs: list[tuple[int, int]]) -> None:
    """Rows overlap where one case fits both; both ends of a range are inside."""
    table = _table(f"country,quantity,rate\n{rows}\n")

    assert pairs == sorted((first.span.line, second.span.line) for first, second in overlaps(table))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    rows = draw(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(WORDS), max_size=3, unique=True),
                st.one_of(st.none(), st.integers(0, 8)),
                st.one_of(st.none(), st.integers(0, 8)),
            ),
            max_size=7,
        )
    )
    lines = ["country,quantity,rate"]
    for number, (words, one, other) in enumerate(rows):
        low, high = (one, other) if one is None or other is None else (min(one, other), max(one, other))
        ends = "" if low is high is None else f"{'' if low is None else low}..{'' if high is None else high}"
        lines.append(f"{'|'.join(words)},{ends},{number}%")
    return _table("\n".join(lines) + "\n")


def _fitting(table: Table, country: str, size: Fraction) -> list[Fraction]:
    """Give the rates of all rows that fit, straight from the cells."""
    return [
        row.value
        for row in table.rows
        for where, quantity in [row.cells]
        if (not where.values or country in where.values)
        and (quantity.low is None or quantity.low <= size)
        and (quantity.high is None or size <= quantity.high)
    ]


@given(_tables(), st.sampled_from([*WORDS, "other"]), st.integers(0, 90))
def test_the_tree_says_what_the_rows_say(table: Table, country: str, tenths: int) -> None:
    """Where one row fits, the tree gives its rate; where none does, it refuses."""
    size = Fraction(tenths, 10)
    tree = lower_table(table, {"member.country": COUNTRY, "line.quantity": SIZE}, NO_RATE)
    fitting = _fitting(table, country, size)

    if len(fitting) < 2:
        assert (fitting[0] if fitting else None) == _value(tree, country, size)


@given(
    _tables(), st.sampled_from([*WORDS, "other"]), st.integers(0, 90), st.sampled_from(["points", "factor"])
)
def test_where_several_rows_apply_the_hit_policy_says_what_they_give(
    table: Table, country: str, tenths: int, gives: str
) -> None:
    """The first row, the best, or all: points add up and factors multiply; nothing where no row applies."""
    size, kind = Fraction(tenths, 10), Kind.POINTS if gives == "points" else Kind.NUMBER
    nothing = t.const(kind, 0 if gives == "points" else 1)
    values = [100 * rate for rate in _fitting(table, country, size)]
    earned = replace(
        table, gives=gives, rows=tuple(replace(row, value=100 * row.value) for row in table.rows)
    )
    expected = {
        "first": values[0] if values else None,
        "best": max(values, default=None),
        "all": sum(values) if gives == "points" else prod(values),
    }

    for hit, value in expected.items():
        keys = {"member.country": COUNTRY, "line.quantity": SIZE}
        found = _value(lower_table(earned, keys, nothing, hit), country, size)
        assert found == (value if values else int(gives == "factor"))


_DAY = st.one_of(st.none(), st.integers(1, 9))


@given(
    _tables(), st.lists(st.tuples(_DAY, _DAY), min_size=7, max_size=7), st.integers(1, 9), st.integers(0, 90)
)
def test_a_row_with_days_counts_on_them_only(
    table: Table, days: list[tuple[int | None, int | None]], on: int, tenths: int
) -> None:
    """On each day a dated table is the table of the rows of that day, both ends inside; so are overlaps."""
    ordered = [ends if None in ends else sorted(day for day in ends if day) for ends in days]
    cells = [Cell(low=_ordinal(first), high=_ordinal(last)) for first, last in ordered]
    rows = [replace(row, cells=(*row.cells, cell)) for row, cell in zip(table.rows, cells, strict=False)]
    dated = replace(table, rows=tuple(rows), dated=True)
    today = Fraction(date(2026, 5, on).toordinal())
    plain = replace(
        table, rows=tuple(row for row, cell in zip(table.rows, cells, strict=False) if _includes(cell, today))
    )
    keys, case = {"member.country": COUNTRY, "line.quantity": SIZE}, ("a", Fraction(tenths, 10))

    then = lower_table(dated, keys, NO_RATE, "first", t.const(Kind.DAY, today))
    assert _value(lower_table(plain, keys, NO_RATE, "first"), *case) == _value(then, *case)
    met = {(one.span, other.span) for one, other in overlaps(plain)}
    assert met <= {(one.span, other.span) for one, other in overlaps(dated)}


def _ordinal(day: int | None) -> Fraction | None:
    return None if day is None else Fraction(date(2026, 5, day).toordinal())


def _includes(days: Cell, day: Fraction) -> bool:
    return (days.low is None or days.low <= day) and (days.high is None or day <= days.high)


def test_the_columns_of_days_are_read() -> None:
    """`from` and `until` are days, and no facts; a table without them is not dated."""
    table = _table("from,country,until,rate\n2026-07-01,DE,,7%\n,DE,2026-06-30,5%\n")

    assert table.dated
    assert ("country",) == table.columns
    assert [(date(2026, 7, 1).toordinal(), None), (None, date(2026, 6, 30).toordinal())] == [
        (row.cells[-1].low, row.cells[-1].high) for row in table.rows
    ]
    assert [] == list(overlaps(table))
    assert not _table("country,rate\nDE,7%\n").dated


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("points", "7.5", Fraction(15, 2)),
        ("points", "0.0000001", None),
        ("points", "-1", None),
        ("points", "1000000001", None),
        ("factor", "1.5x", Fraction(3, 2)),
        ("factor", "1.5", None),
        ("factor", "-1x", None),
    ],
)
def test_a_table_gives_points_or_factors(column: str, cell: str, value: Fraction | None) -> None:
    """A cell of the column that is needed is a number of points or a factor, or a finding."""
    findings: list[Finding] = []
    table = read_table("t.csv", f"country,{column}\nDE,{cell}\n", findings)

    assert (table.rows[0].value if table is not None else None) == value
    assert [finding.code for finding in findings] == ([] if value is not None else ["E505"])


@given(_tables())
def test_overlaps_are_all_found(table: Table) -> None:
    """Two rows are an overlapping pair exactly where some case fits both."""
    found = {(first.value, second.value) for first, second in overlaps(table)}
    cases = [(country, Fraction(half, 2)) for country in (*WORDS, "other") for half in range(-2, 20)]
    met = [sorted(_fitting(table, *case)) for case in cases]

    assert found == {(a, b) for rates in met for n, a in enumerate(rates) for b in rates[n + 1 :]}


def test_a_long_table_is_a_shallow_tree() -> None:
    """A thousand rows need few tests each, so that no reader of trees nests too deep."""
    names = [
        f"{first}{second}"
        for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    table = _table("country,rate\n" + "".join(f"{name},{n % 100}%\n" for n, name in enumerate(names)))
    tree = lower_table(table, {"member.country": COUNTRY}, NO_RATE)

    assert _depth(tree) <= 14
    assert [row.value for row in table.rows] == [_value(tree, name, Fraction(0)) for name in names]
    assert _value(tree, "??", Fraction(0)) is None


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in t.children(node)), default=0)


def test_a_known_fact_needs_no_test() -> None:
    """A constant key picks its rows at once: a fee taxed like a category asks nothing."""
    table = _table("category,rate\ntea,7%\ngear,19%\n")

    assert t.const(Kind.NUMBER, Fraction(19, 100)) == lower_table(
        table, {"line.category": t.text("gear")}, NO_RATE
    )


def test_a_table_as_a_spreadsheet_writes_it_is_read() -> None:
    """The mark before the text is no part of a name; semicolons are told as what is wrong."""
    assert ("country",) == _table("\ufeffcountry,rate\r\nDE,7%\r\n").columns

    findings: list[Finding] = []
    assert read_table("t.csv", "\ufeffcountry;rate\r\nDE;7%\r\n", findings) is None
    assert ["separate cells by commas"] == [finding.help for finding in findings]


def test_everything_that_is_wrong_in_a_row_is_told() -> None:
    """A rate that is none hides no other cell of its row, and no row another one."""
    findings: list[Finding] = []
    text = "country,quantity,from,rate\nDE,9..5,2026-13-01,7\nDE,..,,ab%\n"

    assert read_table("t.csv", text, findings) is None
    assert [(2, 20, "E505"), (2, 4, "E503"), (2, 9, "E503"), (3, 8, "E505"), (3, 4, "E503")] == [
        (finding.span.line, finding.span.column, finding.code) for finding in findings
    ]
