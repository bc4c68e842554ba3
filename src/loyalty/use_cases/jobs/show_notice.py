"""A notice with everything that became of it on its way."""

from collections.abc import Sequence

from loyalty.jobs.notice import Notice, Report
from loyalty.jobs.refusals import UnknownNotice
from loyalty.use_cases.services import Services


def show_notice(services: Services, notice_id: int, programme: str | None) -> tuple[Notice, Sequence[Report]]:
    """Give the notice and its reports, oldest first; ``programme`` None: of any. Raises UnknownNotice."""
    with services.units.read() as unit:
        found = unit.notices.get(notice_id)
        if found is None or programme not in {None, found.programme}:
            raise UnknownNotice
        return found, unit.notices.reports(notice_id)
