"""Two reports tell of nobody whom neither tells of: an attack on random tables finds no few members."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.privacy.reports.cells import CELL_LEAST, hidden
from loyalty.privacy.reports.release import members_of, nested_told, tells_of_a_few, too_near

ROWS = st.dictionaries(
    st.integers(0, 39).map(str), st.tuples(st.sampled_from("abcd"), st.integers(0, 29)), max_size=40
)
"""Rows: of which cell each is, and whose."""
Table = dict[str, dict[str, int]]


def table(rows: Mapping[str, tuple[str, int]]) -> Table:
    """Give the rows by cell."""
    found: Table = {}
    for row, (cell, member) in rows.items():
        found.setdefault(cell, {})[row] = member
    return found


def told(cells: Table) -> dict[str, int]:
    """Give the members of each cell that may be told of one table by itself."""
    counts = {cell: members_of(rows) for cell, rows in cells.items()}
    kept = hidden(counts)
    return {cell: count for cell, count in counts.items() if cell not in kept}


@settings(max_examples=50)
@given(ROWS, ROWS)
def test_the_difference_of_two_tables_is_of_nobody_or_of_enough(
    then_rows: Mapping[str, tuple[str, int]], more: Mapping[str, tuple[str, int]]
) -> None:
    """Who takes one table from the other, cell by cell or all that is not told, finds no few members."""
    now_rows = {**then_rows, **{row: cell for row, cell in more.items() if row not in then_rows}}
    then, now = table(then_rows), table(now_rows)
    was, is_ = told(then), told(now)
    if tells_of_a_few(now, list(is_), then, was):
        return  # the second table is withheld

    both = was.keys() & is_.keys()
    pieces = [({cell}, {cell}) for cell in both] + [(now.keys() - both, then.keys() - both)]
    for of_now, of_then in pieces:
        after = {row: who for cell in of_now for row, who in now.get(cell, {}).items()}
        before = {row: who for cell in of_then for row, who in then.get(cell, {}).items()}
        apart = {who for row, who in (after | before).items() if (row in after) != (row in before)}
        assert not 0 < len(apart) < CELL_LEAST


def test_examples_of_two_tables() -> None:
    """One more buyer withholds, eleven more do not; somebody erased between counts as one who left."""
    first = table({str(n): ("web", n) for n in range(20)})
    one_more = table({str(n): ("web", n) for n in range(21)})
    enough = table({str(n): ("web", n) for n in range(31)})

    assert not tells_of_a_few(first, ["web"], first, {"web": 20})
    assert tells_of_a_few(one_more, ["web"], first, {"web": 20})
    assert not tells_of_a_few(enough, ["web"], first, {"web": 20})
    assert tells_of_a_few(first, ["web"], first, {"web": 21})
    assert not tells_of_a_few(first, ["web"], first, {"web": 31})


def test_a_cell_that_is_not_told_is_not_had_from_the_rest() -> None:
    """A cell told in one report alone is one with all that is not told: moving one member withholds."""
    then = table({**{str(n): ("web", n) for n in range(20)}, **{f"s{n}": ("shop", n) for n in range(15)}})
    now = table({**{str(n): ("web", n) for n in range(20)}, **{f"s{n}": ("shop", n) for n in range(16)}})

    assert tells_of_a_few(now, ["web"], then, {"web": 20, "shop": 15})
    assert not tells_of_a_few(then, ["web"], then, {"web": 20, "shop": 15})


def test_what_holds_a_few_more_is_not_told_beside_it() -> None:
    """Of twenty cases eighteen answered: the two are not had as a difference; twelve of twenty-three are."""
    cases = {str(n): n for n in range(23)}

    def first(count: int) -> dict[str, int]:
        return {row: who for row, who in cases.items() if who < count}

    assert {"answered"} == nested_told({"answered": first(18), "all": first(20)})
    assert {"answered", "all"} == nested_told({"answered": first(12), "all": first(23)})
    assert {"rated", "all"} == nested_told({"rated": {}, "answered": first(10), "all": first(11)})
    assert too_near(first(12), first(11))
