"""What was found to be due, kept to be done."""

from collections.abc import Iterable

from loyalty.jobs.job import Due
from loyalty.use_cases.services import Services


def keep_due(services: Services, dues: Iterable[Due]) -> None:
    """Keep what is due, each once."""
    now = services.clock.now()
    new_id = services.entropy.ids(now)
    with services.units.write() as unit:
        unit.jobs.plan(((new_id(), due) for due in dues), now)
        unit.commit()
