"""List what members of a programme are to be told, the newest first."""

from collections.abc import Sequence

from loyalty.jobs.notice import Notice, NoticeState
from loyalty.use_cases.jobs.programmes import programmes_of
from loyalty.use_cases.services import Services


def list_notices(
    services: Services, programme: str, state: NoticeState | None, before: int | None, limit: int
) -> Sequence[Notice]:
    """Give up to ``limit`` notices in a state, or in any, made before the one of this id.

    Raises UnknownProgramme.
    """
    with services.units.read() as unit:
        programmes_of(unit, programme)
        return unit.notices.list(programme, state, before, limit)
