"""When each text of a crisis was tried last in each language, and every drill."""

from typing import Any

from loyalty.breaches.drill import Drill, drills_due
from loyalty.decision.explain import instant_text
from loyalty.deeds.label import ERASED
from loyalty.use_cases.services import Services
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.crisis import CRISES, crisis_text


def list_drills(services: Services) -> dict[str, Any]:
    """Give every drill, and of each text in each language whether the next one is overdue."""
    now = services.clock.now()
    with services.units.read() as unit:
        drills = unit.drills.list()
    return {
        "texts": [
            {
                "text": each.text,
                "language": each.language,
                "last": None if each.last is None else instant_text(each.last),
                "overdue": each.overdue,
            }
            for each in drills_due(drills, CRISES, LANGUAGES, now)
        ],
        "drills": [drill_data(each) for each in drills],
    }


def drill_data(drill: Drill) -> dict[str, Any]:
    """Give a drill as plain data."""
    return {
        "drill": drill.drill_id,
        "text": drill.text,
        "language": drill.language,
        "at": instant_text(drill.at),
        "by": drill.by or ERASED,
        "minutes": drill.minutes,
        "found": drill.found,
    }


def written_crisis(services: Services, name: str, kind: str, language: str, what: str | None) -> str:
    """Give the text of a crisis of a programme, with its seller and contact. Raises UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        seller = services.programmes.in_force(unit, name, now).shape.seller
    said = {
        "seller": name if seller is None else seller.name,
        "contact": None if seller is None else seller.contact,
        "what": what,
    }
    return crisis_text(kind, language, said)
