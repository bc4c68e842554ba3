"""Keep what was done in no transaction of its own: an export, a restore."""

from loyalty.use_cases.deeds.keeping import Done, keep_deed
from loyalty.use_cases.services import Services, retrying


def record_deed(services: Services, done: Done) -> None:
    """Keep what is being done; before anything is handed out, so that no export goes without."""
    retrying(services, lambda: _record(services, done))


def _record(services: Services, done: Done) -> None:
    with services.units.write() as unit:
        keep_deed(services, unit, services.clock.now(), done)
        unit.commit()
