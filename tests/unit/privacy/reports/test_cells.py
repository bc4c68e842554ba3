"""No table and no two tables tell how few members are in a small cell."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loyalty.privacy.reports.cells import CELL_LEAST, hidden, released

DAY = date(2026, 11, 27)
NEAR = {"all": (60, 62), "part": (57, 49), "others": (59, 60)}
TABLES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


@given(TABLES)
def test_no_small_cell_is_told(cells: dict[str, int]) -> None:
    """Whatever is told is nothing, or enough."""
    told = {name: count for name, count in cells.items() if name not in hidden(cells)}

    assert all(count == 0 or count >= CELL_LEAST for count in told.values())


@given(TABLES)
def test_the_total_does_not_tell_a_small_cell(cells: dict[str, int]) -> None:
    """Who knows the total and every cell that is told finds at least two values for each that is not.

    The values of what is hidden that fit are whole numbers from one on that add up to the rest: of two
    cells or more whose sum is the least or more, each can be one, and each can be two.
    """
    gone = hidden(cells)
    if not gone or gone == cells.keys():
        return  # nothing is hidden, or the total is not told either

    rest = sum(cells.values()) - sum(count for name, count in cells.items() if name not in gone)
    fitting = [rest - 1 * (len(gone) - 1), rest - 2 * (len(gone) - 1)]
    assert len(gone) >= 2
    assert rest >= CELL_LEAST
    assert fitting[0] != fitting[1]


@given(TABLES)
def test_nothing_is_hidden_without_need(cells: dict[str, int]) -> None:
    """A table without a small cell is told whole."""
    if all(count == 0 or count >= CELL_LEAST for count in cells.values()):
        assert frozenset() == hidden(cells)


def _alone(counts: list[int]) -> int | None:
    by_day = [(DAY + timedelta(days=place), count) for place, count in enumerate(counts)]
    return released({"a": by_day}, {}).get("a")


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 3), max_size=12))
def test_no_two_numbers_of_one_day_differ_by_a_few(counts: list[tuple[int, ...]]) -> None:
    """Of groups that may be parts of each other; what another is no part of is told beside them."""
    days = [DAY + timedelta(days=place) for place in range(len(counts))]
    by_day = {
        name: list(zip(days, column, strict=True))
        for name, column in zip("abc", zip(*counts, strict=True), strict=False)
    }

    told = released(by_day, {"a": "b", "b": "a"})

    if {"a", "b"} <= told.keys():
        assert told["a"] == told["b"] or abs(told["a"] - told["b"]) >= CELL_LEAST
    assert told.get("c") == _alone([each[2] for each in counts])


def test_a_segment_less_its_part_tells_of_nobody() -> None:
    """57 of 60 are told beside them once they are not so near; of 60 others the number stands."""
    days = [DAY, DAY + timedelta(days=1)]
    counts = {name: list(zip(days, told, strict=True)) for name, told in NEAR.items()}
    beside = {"all": ["part"], "part": ["all"]}

    assert {"all": 60, "others": 59} == released({name: rows[:1] for name, rows in counts.items()}, beside)
    assert {"all": 60, "part": 49, "others": 59} == released(counts, beside)


@given(st.lists(st.integers(0, 60), max_size=30))
def test_two_releases_never_differ_by_a_few(counts: list[int]) -> None:
    """Numbers that were told one after the other, or with none between, are the same or differ by eleven."""
    told = [_alone(counts[: place + 1]) for place in range(len(counts))]

    for earlier, later in pairwise(each for each in told if each is not None):
        assert earlier == later or abs(earlier - later) >= CELL_LEAST
    assert all(each is None or each >= CELL_LEAST for each in told)


def test_examples_of_tables() -> None:
    """One small cell takes the smallest other with it; two that come to enough stand alone."""
    assert {"a", "b"} == hidden({"a": 3, "b": 12, "c": 40})
    assert {"a", "b"} == hidden({"a": 5, "b": 6, "c": 40})
    assert {"a", "b", "c"} == hidden({"a": 1, "b": 2, "c": 40, "d": 0, "e": 50})
    assert {"a"} == hidden({"a": 7})


def test_an_example_of_releases() -> None:
    """Twelve members are told until eleven more have come, or as many have gone."""
    assert [None, 12, 12, 12, 23, 23, None] == [
        _alone([3, 12, 13, 22, 23, 20, 9][: place + 1]) for place in range(7)
    ]
