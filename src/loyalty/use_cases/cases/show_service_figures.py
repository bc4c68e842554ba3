"""The figures about service of these days as they were told last."""

from datetime import date
from typing import Any

from loyalty.use_cases.cases.make_service_figures import REPORT
from loyalty.use_cases.reports.releases import told_last
from loyalty.use_cases.services import Services


def show_service_figures(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give what was told of these days, both inside, as `make_service_figures` gives it; writes nothing.

    Raises UnknownProgramme, ReportNotMade, and ValueError where ``last`` is before ``first``.
    """
    return told_last(services, (name, REPORT), first, last)
