"""Figures about service: fixed formulas, and how many they rest on."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.cases.case import Outcome, Said, ServiceCase, Step
from loyalty.cases.figures import figures
from tests.unit.cases.test_case import FRIDAY, OPENED, taken


def case(hours: int, score: int, recommends: int, *, again: bool = False) -> ServiceCase:
    """Give a case that was answered after so many hours, rated and closed, maybe after a second look."""
    at = FRIDAY + timedelta(hours=hours)
    answer = replace(taken(Step.ANSWERED, said=Said(outcome=Outcome.STANDS)), at=at)
    steps = [answer, replace(taken(Step.RATED, said=Said(score=score, recommends=recommends)), at=at)]
    if again:
        steps.append(replace(taken(Step.REOPENED), at=at))
    return replace(OPENED, taken=(*OPENED.taken, *steps, replace(taken(Step.CLOSED), at=at)))


def told(*cases: ServiceCase) -> dict[str, tuple[Fraction | None, int]]:
    """Give each figure with how many it rests on."""
    return {each.name: (each.value, each.n) for each in figures(cases)}


def test_the_figures_of_ten_cases() -> None:
    """Hours 1 to 10, two content, one promoter and two detractors, one opened again."""
    cases = [case(1, 5, 10), case(2, 4, 7), case(3, 1, 0, again=True)]
    cases += [case(hours, 3, 6 if hours == 4 else 8) for hours in range(4, 11)]

    assert {
        "csat": (Fraction(2, 10), 10),
        "nps": (Fraction(-10), 10),
        "first_contact": (Fraction(9, 10), 10),
        "mean_response": (Fraction(11, 2), 10),
        "p90_response": (Fraction(9), 10),
    } == told(*cases)
    assert {(None, 0)} == set(told(OPENED).values())


@settings(max_examples=50)
@given(st.lists(st.builds(case, st.integers(0, 500), st.integers(1, 5), st.integers(0, 10)), max_size=30))
def test_figures_keep_within_their_bounds(cases: list[ServiceCase]) -> None:
    """Shares are of 1, the score from -100 to 100, nine of ten at the percentile or under."""
    found = told(*cases)

    assert found == told(*reversed(cases))
    assert all(n == len(cases) for _, n in found.values())
    if cases:
        percentile = found["p90_response"][0]
        assert percentile is not None
        hours = [(each.taken[1].at - FRIDAY) / timedelta(hours=1) for each in cases]
        assert 10 * sum(each <= percentile for each in hours) >= 9 * len(cases)
        assert all(0 <= (found[name][0] or 0) <= 1 for name in ("csat", "first_contact"))
        assert -100 <= (found["nps"][0] or 0) <= 100
