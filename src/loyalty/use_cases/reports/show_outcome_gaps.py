"""The gaps between groups of these days as they were told last."""

from datetime import date
from typing import Any

from loyalty.use_cases.reports.make_outcome_gaps import REPORT
from loyalty.use_cases.reports.releases import told_last
from loyalty.use_cases.services import Services


def show_outcome_gaps(services: Services, name: str, first: date, last: date) -> dict[str, Any]:
    """Give what was told of these days, both inside, as `make_outcome_gaps` gives it; writes nothing.

    Raises UnknownProgramme, ReportNotMade, and ValueError where ``last`` is before ``first``.
    """
    return told_last(services, (name, REPORT), first, last)
