"""Figures about service of a programme over days, each with its formula and how many it rests on."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from loyalty.cases.case import ServiceCase, Step
from loyalty.cases.figures import Figure, as_of, figures
from loyalty.kernel.period import local_days
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.privacy.reports.cells import CELL_LEAST
from loyalty.privacy.reports.combining import Rows, finds_a_few
from loyalty.privacy.reports.release import Release, Withheld, as_told, members_of
from loyalty.use_cases.reports.releases import Telling, keep_release, near, releases_of, whole_span
from loyalty.use_cases.services import Services, retrying

REPORT: Final = "service-figures"
ALL: Final = "cases"
"""The cell of all cases."""
MOVING: Final = frozenset({"csat", "nps", "first_contact"})
"""Figures to which a case that they rest on may come to give something else later."""


def make_service_figures(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the figures of cases that were opened on these days, both inside; values as decimal text.

    A figure that rests on cases of fewer than eleven members is not told, nor one that tells of so few
    together with others, of this report or of any before; what is told is kept (`told_at`). Raises
    UnknownProgramme, and ValueError where ``last`` is before ``first``.
    """
    return retrying(services, lambda: _make(services, name, first, last))


def _make(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    now = services.clock.now()
    earlier = releases_of(services, name, REPORT)
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        period = local_days(first, last, programme.zone)
        beside = near(period, earlier)
        span = whole_span(period, beside)
        every = unit.cases.opened_between(name, span.start, span.end)
    cases = [case for case in every if case.opened_at in period]
    found = figures(cases)
    why = _withheld(_cells(cases, found), every, beside)
    counts = {
        cell: members_of(rows)
        for cell, rows in _rows_of(_cells(cases, found)).items()
        if not why[cell] and rows
    }
    document = {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "cases": 0 if why[ALL] else len(cases),
        "withheld": why[ALL],
        "figures": [_figure(each, why[each.name]) for each in found],
    }
    tables = {REPORT: counts} if counts else {}
    return keep_release(services, (name, REPORT), Telling(period, now, tables, document), earlier)


def _cells(cases: Sequence[ServiceCase], found: Sequence[Figure]) -> dict[str, Sequence[ServiceCase]]:
    """Give what each figure rests on, those of the most cases first, and all cases last."""
    ordered = sorted(found, key=lambda each: -each.n)
    return {**{each.name: each.cases for each in ordered}, ALL: cases}


def _rows_of(
    cells: Mapping[str, Sequence[ServiceCase]], *, steps: bool = False
) -> dict[str, dict[str, Hashable]]:
    """Give whose each case is; whoever is no member is somebody else in each.

    With ``steps`` a case that was rated or opened again is another row than it was before.
    """
    return {
        cell: {
            f"{case.key.case_id} {_again(case) if steps else 0}": case.member_id or case.key.case_id
            for case in cases
        }
        for cell, cases in cells.items()
    }


def _again(case: ServiceCase) -> int:
    return len(case.every(Step.RATED)) + len(case.every(Step.REOPENED))


def _withheld(
    cells: Mapping[str, Sequence[ServiceCase]], every: Sequence[ServiceCase], earlier: Sequence[Release]
) -> dict[str, str | None]:
    """Give why each cell is not told, cell by cell beside those before it and all that was told earlier."""
    rows, moved = _rows_of(cells), _rows_of(cells, steps=True)
    then = [(release, _cells_then(release, every)) for release in earlier]
    told: list[Rows] = [
        each for release, were in then for each in as_told(release, REPORT, _rows_of(were)).values()
    ]
    why: dict[str, str | None] = {}
    for cell, those in rows.items():
        steps = [as_told(release, REPORT, _rows_of(were, steps=True)).get(cell) for release, were in then]
        moving = [each for each in steps if each is not None] if cell in MOVING else []
        if 0 < members_of(those) < CELL_LEAST:
            why[cell] = str(Withheld.CELL_TOO_SMALL)
        elif finds_a_few([those], told) or (moving and finds_a_few([moved[cell]], moving)):
            why[cell] = str(Withheld.DIFFERENCING_RISK)
        else:
            why[cell] = None
            told.append(those)
    return why


def _cells_then(release: Release, every: Sequence[ServiceCase]) -> dict[str, Sequence[ServiceCase]]:
    """Give the cells as they stood when a release was told."""
    stood = [as_of(case, release.told_at) for case in every if case.opened_at in release.period]
    cases = [case for case in stood if case is not None]
    return _cells(cases, figures(cases))


def _figure(each: Figure, why: str | None) -> dict[str, Any]:
    return {
        "name": each.name,
        "formula": each.formula,
        "value": None if each.value is None or why else _thousandths(each.value),
        "n": 0 if why else each.n,
        "withheld": why,
    }


def _thousandths(value: Fraction) -> str:
    return decimal_text(Fraction(round_fraction(value * 1000, Rounding.HALF_EVEN), 1000))
