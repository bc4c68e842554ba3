"""Figures about service: fixed formulas over the cases of a time, each with how many it rests on.

Nobody is left out: every case that was answered may be rated, and a rating that is there counts. The
figures read cases alone, which no price, point or tier can read.

Sources of the formulas: CSAT counts scores of 4 and 5 of 5 (top two boxes); NPS is promoters (9, 10) less
detractors (0 to 6), as Reichheld, "The One Number You Need to Grow", 2003; the percentile is the nearest
rank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.cases.case import ServiceCase, Step

CONTENT, PROMOTER, DETRACTOR = 4, 9, 6
HOUR = 3_600_000_000
"""Microseconds of an hour."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, None where it rests on nothing: a share of 1, a score of -100 to 100, or hours."""

    name: str
    formula: str
    value: Fraction | None
    n: int


def figures(cases: Sequence[ServiceCase]) -> tuple[Figure, ...]:
    """Give every figure of cases, in a fixed order."""
    rated = [rating for case in cases for rating in case.every(Step.RATED)[-1:]]
    scores = [each.said.score for each in rated if each.said.score is not None]
    recommends = [each.said.recommends for each in rated if each.said.recommends is not None]
    closed = [case for case in cases if case.closed_at is not None]
    at_once = [case for case in closed if case.first(Step.REOPENED) is None]
    hours = sorted(waited for case in cases if (waited := _hours(case)) is not None)
    promoters = sum(each >= PROMOTER for each in recommends)
    detractors = sum(each <= DETRACTOR for each in recommends)
    return (
        _share("csat", "scores of 4 and 5 / all scores", sum(s >= CONTENT for s in scores), len(scores)),
        Figure(
            "nps",
            "100 x (recommends 9 and 10 - recommends 0 to 6) / all",
            Fraction(100 * (promoters - detractors), len(recommends)) if recommends else None,
            len(recommends),
        ),
        _share("first_contact", "closed and never opened again / closed", len(at_once), len(closed)),
        Figure(
            "mean_response",
            "hours from the opening to the first answer, added up / answered",
            sum(hours, Fraction(0)) / len(hours) if hours else None,
            len(hours),
        ),
        Figure(
            "p90_response",
            "hours at the nearest rank of 90 of 100 of the answered",
            hours[-(-9 * len(hours) // 10) - 1] if hours else None,
            len(hours),
        ),
    )


def _share(name: str, formula: str, part: int, whole: int) -> Figure:
    return Figure(name, formula, Fraction(part, whole) if whole else None, whole)


def _hours(case: ServiceCase) -> Fraction | None:
    """Give the hours from the opening to the first answer, None without one."""
    answer = case.first(Step.ANSWERED)
    if answer is None:
        return None
    waited = answer.at - case.opened_at
    return Fraction(waited.days * 86_400_000_000 + waited.seconds * 1_000_000 + waited.microseconds, HOUR)
