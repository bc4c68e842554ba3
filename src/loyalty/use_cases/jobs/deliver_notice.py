"""Keep that a notice has reached the member, once, and who says so."""

from dataclasses import replace

from loyalty.jobs.notice import Notice, NoticeState
from loyalty.jobs.refusals import UnknownNotice
from loyalty.use_cases.services import Services, retrying


def deliver_notice(services: Services, notice_id: int, by: str, programme: str | None) -> tuple[Notice, bool]:
    """Give the notice as it is kept, and whether it had been delivered before.

    ``programme`` None: of any. Raises UnknownNotice.
    """
    return retrying(services, lambda: _deliver(services, notice_id, by, programme))


def _deliver(services: Services, notice_id: int, by: str, programme: str | None) -> tuple[Notice, bool]:
    now = services.clock.now()
    with services.units.write() as unit:
        found = unit.notices.get(notice_id)
        if found is None or programme not in {None, found.programme}:
            raise UnknownNotice
        if not unit.notices.deliver(notice_id, by, now):
            return found, True
        unit.commit()
    return replace(found, state=NoticeState.DELIVERED, delivered_at=now, delivered_by=by), False
