"""Figures about service: fixed formulas over the cases of a time, each with how many it rests on.

Nobody is left out: every case that was answered may be rated, and a rating that is there counts. The
figures read cases alone, which no price, point or tier can read.

Sources of the formulas: CSAT counts scores of 4 and 5 of 5 (top two boxes); NPS is promoters (9, 10) less
detractors (0 to 6), as Reichheld, "The One Number You Need to Grow", 2003; the percentile is the nearest
rank.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from loyalty.cases.case import ServiceCase, Step

CONTENT, PROMOTER, DETRACTOR = 4, 9, 6
HOUR = 3_600_000_000
"""Microseconds of an hour."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, None where it rests on nothing: a share of 1, a score of -100 to 100, or hours.

    ``cases`` are those it rests on.
    """

    name: str
    formula: str
    value: Fraction | None
    cases: tuple[ServiceCase, ...]

    @property
    def n(self) -> int:
        """On how many cases it rests."""
        return len(self.cases)


def figures(cases: Sequence[ServiceCase]) -> tuple[Figure, ...]:
    """Give every figure of cases, in a fixed order."""
    rated = [(case, rating.said) for case in cases for rating in case.every(Step.RATED)[-1:]]
    scores = [(case, said.score) for case, said in rated if said.score is not None]
    recommends = [(case, said.recommends) for case, said in rated if said.recommends is not None]
    closed = [(case, case.first(Step.REOPENED)) for case in cases if case.closed_at is not None]
    answered = [(case, waited) for case in cases if (waited := _hours(case)) is not None]
    hours = sorted(waited for _, waited in answered)
    promoters = sum(each >= PROMOTER for _, each in recommends)
    detractors = sum(each <= DETRACTOR for _, each in recommends)
    content = sum(score >= CONTENT for _, score in scores)
    at_once = sum(again is None for _, again in closed)
    return (
        Figure("csat", "scores of 4 and 5 / all scores", _share(content, len(scores)), _of(scores)),
        Figure(
            "nps",
            "100 x (recommends 9 and 10 - recommends 0 to 6) / all",
            _share(100 * (promoters - detractors), len(recommends)),
            _of(recommends),
        ),
        Figure(
            "first_contact",
            "closed and never opened again / closed",
            _share(at_once, len(closed)),
            _of(closed),
        ),
        Figure(
            "mean_response",
            "hours from the opening to the first answer, added up / answered",
            sum(hours, Fraction(0)) / len(hours) if hours else None,
            _of(answered),
        ),
        Figure(
            "p90_response",
            "hours at the nearest rank of 90 of 100 of the answered",
            hours[-(-9 * len(hours) // 10) - 1] if hours else None,
            _of(answered),
        ),
    )


def as_of(case: ServiceCase, at: datetime) -> ServiceCase | None:
    """Give a case as it stood at an instant, None where it was not opened yet."""
    taken = tuple(each for each in case.taken if each.at <= at)
    return replace(case, taken=taken) if taken else None


def _of(found: Sequence[tuple[ServiceCase, object]]) -> tuple[ServiceCase, ...]:
    return tuple(case for case, _ in found)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _hours(case: ServiceCase) -> Fraction | None:
    """Give the hours from the opening to the first answer, None without one."""
    answer = case.first(Step.ANSWERED)
    if answer is None:
        return None
    waited = answer.at - case.opened_at
    return Fraction(waited.days * 86_400_000_000 + waited.seconds * 1_000_000 + waited.microseconds, HOUR)
