"""That a text of a crisis was tried, kept once."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.breaches.drill import Drill
from loyalty.breaches.refusals import DrillDiffers
from loyalty.privacy.free_text import refuse_reason
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying


@dataclass(frozen=True, slots=True)
class RecordDrill:
    """``drill_id`` is the house's own; ``at`` None: now; ``found`` is what was learnt, never of a person."""

    drill_id: str
    text: str
    language: str
    by: str
    minutes: int
    found: str
    at: datetime | None = None


def record_drill(services: Services, command: RecordDrill) -> tuple[Drill, bool]:
    """Give the drill, and whether it had been kept before. Raises InTheFuture, DrillDiffers, FreeTextRisk."""
    refuse_reason("/found", command.found)
    return retrying(services, lambda: _record(services, command))


def _record(services: Services, command: RecordDrill) -> tuple[Drill, bool]:
    now = services.clock.now()
    if command.at is not None and command.at > now + AHEAD_MAX:
        raise InTheFuture
    new = Drill(
        command.drill_id,
        command.text,
        command.language,
        command.at or now,
        command.by,
        command.minutes,
        command.found,
    )
    with services.units.write() as unit:
        if unit.drills.add(new):
            unit.commit()
            return new, False
        there = next(each for each in unit.drills.list() if each.drill_id == new.drill_id)
    if (there.text, there.language, there.found) != (new.text, new.language, new.found):
        raise DrillDiffers
    return there, True
