"""Texts of a crisis, and that they were tried."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller, of_the_house
from api.blueprints.adoption.asking import reached
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.current import services
from api.reading.forms import INSTANT
from api.resource import Exchange, Resource
from api.schemas.cases.drills import DRILL_EXAMPLE, CrisisAsk, CrisisOut, DrillIn, DrillOut, DrillsOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.breaches.list_drills import drill_data, list_drills, written_crisis
from loyalty.use_cases.breaches.record_drill import RecordDrill, record_drill

drills = Resource("drills", "Texts of a crisis, and that they were tried.")
READ, WRITE = Right(Scope.CASES_READ), Right(Scope.CASES_WRITE, books=True)
TRY = Exchange(DrillOut, takes=DrillIn, status=CREATED, own_id=True, request_example=DRILL_EXAMPLE)


@drills.route("POST", "/v1/drills", WRITE, TRY)
def tried(body: dict[str, Any]) -> Answer:
    """Keep that a text of a crisis was tried. The same again is answered with 200."""
    of_the_house()
    command = RecordDrill(
        body["id"],
        body["text"],
        body["language"],
        caller().label,
        body["minutes"],
        body["found"],
        body.get("at"),
    )
    kept, before = record_drill(services(), command)
    return _shown(drill_data(kept)), OK if before else CREATED, replayed(before)


@drills.route("GET", "/v1/drills", READ, Exchange(DrillsOut))
def every_drill() -> dict[str, Any]:
    """List when each text was tried last in each language, and every drill."""
    of_the_house()
    told = list_drills(services())
    texts = [
        {**each, "last": None if each["last"] is None else INSTANT.read(each["last"])}
        for each in told["texts"]
    ]
    return {"texts": texts, "drills": [_shown(each) for each in told["drills"]]}


@drills.route("GET", "/v1/programmes/<name>/crisis-text", READ, Exchange(CrisisOut, asks=CrisisAsk))
def crisis(query: Mapping[str, str], name: str) -> dict[str, str]:
    """Write what members read first when something is wrong, with the seller and where to ask."""
    return {"text": written_crisis(services(), reached(name), query["kind"], query["lang"], None)}


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "at": INSTANT.read(told["at"])}
