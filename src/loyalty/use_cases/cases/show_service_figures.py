"""Figures about service of a programme over days, each with its formula and how many it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from loyalty.cases.case import ServiceCase, Step
from loyalty.cases.figures import Figure, as_of, figures
from loyalty.kernel.period import local_days
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.privacy.reports.cells import CELL_LEAST
from loyalty.privacy.reports.release import Release, Rows, Withheld, members_of, nested_told, too_near
from loyalty.use_cases.reports.releases import keep_release, releases_of, whole_span
from loyalty.use_cases.services import Services, retrying

REPORT: Final = "service-figures"
ALL: Final = "cases"
"""The cell of all cases."""
MOVING: Final = frozenset({"csat", "nps", "first_contact"})
"""Figures to which a case that they rest on may come to give something else later."""


def show_service_figures(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the figures of cases that were opened on these days, both inside; values as decimal text.

    A figure that rests on cases of fewer than eleven members is not told, nor one that tells of so few
    beside another one, or beside one that was told before; what is told is kept. Raises
    UnknownProgramme, and ValueError where ``last`` is before ``first``.
    """
    return retrying(services, lambda: _show(services, name, first, last))


def _show(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    now = services.clock.now()
    earlier = releases_of(services, name, REPORT)
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        period = local_days(first, last, programme.zone)
        span = whole_span(period, earlier)
        every = unit.cases.opened_between(name, span.start, span.end)
    cases = [case for case in every if case.opened_at in period]
    found = figures(cases)
    cells = _cells(cases, found)
    risky = {cell for release in earlier if release.overlaps(period) for cell in _near(cells, release, every)}
    told = nested_told({cell: _rows(rows) for cell, rows in cells.items() if cell not in risky})
    counts = {cell: members_of(_rows(rows)) for cell, rows in cells.items() if cell in told and rows}
    keep_release(services, (name, REPORT), (period, now, {REPORT: counts} if counts else {}), earlier)
    return {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "cases": len(cases) if ALL in told else 0,
        "withheld": None if ALL in told else _why(cases, near=ALL in risky),
        "figures": [_figure(each, told, risky) for each in found],
    }


def _cells(cases: Sequence[ServiceCase], found: Sequence[Figure]) -> dict[str, Sequence[ServiceCase]]:
    """Give what each figure rests on, those of the most cases first, and all cases last."""
    ordered = sorted(found, key=lambda each: -each.n)
    return {**{each.name: each.cases for each in ordered}, ALL: cases}


def _rows(cases: Sequence[ServiceCase], *, steps: bool = False) -> Rows:
    """Give whose each case is; whoever is no member is somebody else in each.

    With ``steps`` a case that was rated or opened again is another row than it was before.
    """
    return {
        f"{case.key.case_id} {_again(case) if steps else 0}": -place
        if case.member_id is None
        else case.member_id
        for place, case in enumerate(cases, start=1)
    }


def _again(case: ServiceCase) -> int:
    return len(case.every(Step.RATED)) + len(case.every(Step.REOPENED))


def _near(
    cells: Mapping[str, Sequence[ServiceCase]], release: Release, every: Sequence[ServiceCase]
) -> set[str]:
    """Give the cells that tell of a few members beside what was told of them before."""
    stood = [as_of(case, release.told_at) for case in every if case.opened_at in release.period]
    cases = [case for case in stood if case is not None]
    then = _cells(cases, figures(cases))
    was = release.tables[REPORT]
    return {
        cell
        for cell in was
        if too_near(
            _rows(cells[cell], steps=cell in MOVING), _rows(then[cell], steps=cell in MOVING), was[cell]
        )
    }


def _figure(each: Figure, told: frozenset[str], risky: set[str]) -> dict[str, Any]:
    shown = each.name in told
    return {
        "name": each.name,
        "formula": each.formula,
        "value": None if each.value is None or not shown else _thousandths(each.value),
        "n": each.n if shown else 0,
        "withheld": None if shown else _why(each.cases, near=each.name in risky),
    }


def _why(cases: Sequence[ServiceCase], *, near: bool) -> str:
    """Give why what rests on these cases is not told; ``near``: because of what was told before."""
    small = not near and members_of(_rows(cases)) < CELL_LEAST
    return str(Withheld.CELL_TOO_SMALL if small else Withheld.DIFFERENCING_RISK)


def _thousandths(value: Fraction) -> str:
    return decimal_text(Fraction(round_fraction(value * 1000, Rounding.HALF_EVEN), 1000))
