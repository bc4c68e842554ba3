"""The register of breaches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.auth import Right, caller, of_the_house
from api.blueprints.common import CREATED, OK, Answer, path_value, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.breaches import (
    BREACH_ID,
    STEP_EXAMPLE,
    BreachesOut,
    BreachOut,
    BreachStepIn,
    BreachTextAsk,
    BreachTextOut,
)
from loyalty.access.scopes import Scope
from loyalty.breaches.breach import CONTENT, BreachStep
from loyalty.use_cases.breaches.show_breach import BreachShown, breach_data, list_breaches, show_breach
from loyalty.use_cases.breaches.take_step import TakeStep, take_step
from loyalty.wording.privacy.breach import authority_text, people_text

breaches = Resource("breaches", "Breaches of personal data: steps, clocks, texts.")
READ, WRITE = Right(Scope.PRIVACY_READ), Right(Scope.PRIVACY_WRITE, books=True)
TAKE = Exchange(BreachOut, takes=BreachStepIn, status=CREATED, request_example=STEP_EXAMPLE, own_id=True)


@breaches.route("POST", "/v1/breaches/<breach_id>/steps", WRITE, TAKE)
def take_breach_step(body: dict[str, Any], breach_id: str) -> Answer:
    """Take a step of a breach; the first, suspected or aware, opens it.

    Being aware starts the clock of each market. Steps are kept for ever. An authority that is told after
    its time has to be told why. The same step told again in the same words is kept once.
    """
    of_the_house()
    command = TakeStep(
        path_value(BREACH_ID, breach_id, "breach_id"),
        BreachStep(body["step"]),
        caller().label,
        body.get("at"),
        body.get("reason", ""),
        tuple(body.get("markets", ())),
        tuple(body.get("tables", ())),
        {name: body[name] for name in CONTENT if name in body},
    )
    told, before = take_step(services(), command)
    return _shown(told), OK if before else CREATED, replayed(before)


@breaches.route("GET", "/v1/breaches", READ, Exchange(BreachesOut))
def every_breach() -> dict[str, Any]:
    """List every breach with its steps, its clocks and what it touched."""
    of_the_house()
    return {"breaches": [_shown(each) for each in list_breaches(services())]}


@breaches.route("GET", "/v1/breaches/<breach_id>", READ, Exchange(BreachOut))
def one_breach(breach_id: str) -> dict[str, Any]:
    """Show a breach with its steps, its clocks and what it touched."""
    of_the_house()
    return _shown(show_breach(services(), path_value(BREACH_ID, breach_id, "breach_id")))


@breaches.route("GET", "/v1/breaches/<breach_id>/text", READ, Exchange(BreachTextOut, asks=BreachTextAsk))
def breach_text(query: Mapping[str, str], breach_id: str) -> dict[str, str]:
    """Write the text of a breach for the authority or for the people, with what is known by now."""
    of_the_house()
    told = breach_data(show_breach(services(), path_value(BREACH_ID, breach_id, "breach_id")))
    write = authority_text if query["reader"] == "authority" else people_text
    return {"text": write(told, query["lang"])}


def _shown(told: BreachShown) -> dict[str, Any]:
    data = breach_data(told)
    steps = [{**each, "at": datetime.fromisoformat(each["at"])} for each in data["steps"]]
    clocks = [
        {
            **each,
            "until": datetime.fromisoformat(each["until"]),
            "told_at": None if each["told_at"] is None else datetime.fromisoformat(each["told_at"]),
        }
        for each in data["clocks"]
    ]
    return {**data, "steps": steps, "clocks": clocks}
