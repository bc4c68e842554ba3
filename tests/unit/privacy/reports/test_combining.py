"""No combination of sums tells of a few members: an attack by linear algebra on random reports finds none."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.privacy.reports.cells import CELL_LEAST
from loyalty.privacy.reports.combining import finds_a_few

DAYS = 6
REPORTS = st.lists(st.sets(st.integers(0, DAYS - 1), min_size=1), min_size=1, max_size=5)
"""Of which of six days each report is."""
CROWDS = st.lists(st.integers(1, 14), min_size=DAYS, max_size=DAYS)
"""How many buy on each day, once each."""


def cell(days: set[int], crowds: Sequence[int]) -> dict[str, str]:
    """Give the rows of these days: somebody else in each."""
    return {f"{day}-{n}": f"{day}-{n}" for day in days for n in range(crowds[day])}


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Give how many rows are independent."""
    left, found = [[Fraction(each) for each in row] for row in rows], 0
    for column in range(DAYS):
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            found += 1
            left = [
                [a - row[column] / pivot[column] * b for a, b in zip(row, pivot, strict=True)]
                for row in left
                if row is not pivot
            ]
    return found


def compromised(reports: Sequence[set[int]], few: Sequence[int]) -> bool:
    """Give whether some sum over these days alone is had: outside of them fewer reports are independent."""
    matrix = [[int(day in days) for day in range(DAYS)] for days in reports]
    outside = [[0 if day in few else count for day, count in enumerate(row)] for row in matrix]
    return rank(outside) < rank(matrix)


def few_days(crowds: Sequence[int]) -> list[tuple[int, ...]]:
    """Give every choice of days on which fewer bought than may be told of."""
    return [
        days
        for size in range(1, DAYS + 1)
        for days in combinations(range(DAYS), size)
        if sum(crowds[day] for day in days) < CELL_LEAST
    ]


@settings(max_examples=300)
@given(REPORTS, CROWDS)
def test_a_few_are_found_exactly_where_an_attacker_finds_them(
    reports: list[set[int]], crowds: list[int]
) -> None:
    """What is said of all reports at once is what trying every choice of few days says."""
    attacked = any(compromised(reports, days) for days in few_days(crowds))

    assert attacked == finds_a_few([cell(days, crowds) for days in reports], [])


@settings(max_examples=200)
@given(REPORTS, CROWDS)
def test_reports_that_are_told_one_after_the_other_stand_the_attack(
    reports: list[set[int]], crowds: list[int]
) -> None:
    """Whoever leaves out each report that tells of a few beside the others has told of no few."""
    told: list[set[int]] = []
    for days in reports:
        if not finds_a_few([cell(days, crowds)], [cell(each, crowds) for each in told]):
            told.append(days)

    assert not any(compromised(told, days) for days in few_days(crowds))


def test_three_reports_tell_what_no_two_do() -> None:
    """January to February less January less February is nothing; with a day too many it is that day."""
    crowds = [20, 3, 20, 20, 20, 20]
    january, rest, both = ({0, 3}, {2, 4}, {0, 1, 2, 3, 4})

    assert not finds_a_few([cell(both, crowds)], [cell(january, crowds)])
    assert not finds_a_few([cell(both, crowds)], [cell(rest, crowds)])
    assert finds_a_few([cell(both, crowds)], [cell(january, crowds), cell(rest, crowds)])
    assert not finds_a_few([cell(both - {1}, crowds)], [cell(january, crowds), cell(rest, crowds)])


def test_what_was_told_before_is_not_held_against_what_tells_nothing_more() -> None:
    """Two earlier reports that tell of three stay told; another one is held to what it adds."""
    crowds = [20, 3, 20, 20, 20, 20]
    told = [cell({0}, crowds), cell({0, 1}, crowds)]

    assert not finds_a_few([cell({2}, crowds), cell({0, 1, 2}, crowds), cell({0}, crowds)], told)
    assert finds_a_few([cell({1, 2}, crowds), cell({2}, crowds)], [cell({0}, crowds)])


def test_whose_rows_they_are_is_counted_once() -> None:
    """Forty purchases of four members are of four, in one part or in many."""
    twice = {f"{n}": f"{n % 4}" for n in range(40)}
    rest = {f"other-{n}": f"other-{n}" for n in range(12)}

    assert finds_a_few([{**twice, **rest}], [rest])
    assert finds_a_few([{**twice, **rest}, rest], [dict(list(twice.items())[:20])])
