"""Figures about service of a programme over days, each with its formula and how many it rests on."""

from datetime import date
from fractions import Fraction
from typing import Any

from loyalty.cases.figures import figures
from loyalty.kernel.period import local_days
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.services import Services


def show_service_figures(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give the figures of cases that were opened on these days, both inside; values as decimal text.

    Raises UnknownProgramme, and ValueError where ``last`` is before ``first``.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        period = local_days(first, last, programme.zone)
        cases = unit.cases.opened_between(name, period.start, period.end)
    return {
        "programme": name,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "cases": len(cases),
        "figures": [
            {
                "name": each.name,
                "formula": each.formula,
                "value": None if each.value is None else _thousandths(each.value),
                "n": each.n,
            }
            for each in figures(cases)
        ],
    }


def _thousandths(value: Fraction) -> str:
    return decimal_text(Fraction(round_fraction(value * 1000, Rounding.HALF_EVEN), 1000))
