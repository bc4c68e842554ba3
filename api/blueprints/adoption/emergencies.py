"""Steps of one person: first versions, emergencies, freezing; and the audit of every step."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import person, reached
from api.blueprints.common import OK, Answer, replayed, told
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.adoption.files import source_of
from api.schemas.adoption.plans import (
    ADOPT_EXAMPLE,
    REASON_EXAMPLE,
    ROLL_BACK_EXAMPLE,
    AdoptedOut,
    AdoptIn,
    AuditAsk,
    AuditOut,
    FrozenOut,
    ReasonIn,
    RollBackIn,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.adopt_programme import Adopted, AtOnce, adopt_programme
from loyalty.use_cases.lifecycle.freeze_programme import FreezeProgramme, freeze_programme
from loyalty.use_cases.lifecycle.roll_back_programme import RollBackProgramme, roll_back_programme
from loyalty.use_cases.lifecycle.show_audit import record_data, show_audit
from loyalty.use_cases.lifecycle.thaw_programme import thaw_programme
from loyalty.use_cases.once import Once
from loyalty.use_cases.soundness import sound

emergencies = Resource(
    "adoption at once", "First versions, emergencies, freezing, and the audit of every step."
)
ALONE = Right(Scope.RULES_APPROVE, books=True)
ADOPT = Exchange(AdoptedOut, takes=AdoptIn, own_id=True, request_example=ADOPT_EXAMPLE)
BACK = Exchange(AdoptedOut, takes=RollBackIn, own_id=True, request_example=ROLL_BACK_EXAMPLE)
STOP = Exchange(FrozenOut, takes=ReasonIn, request_example=REASON_EXAMPLE)


@emergencies.route("POST", "/v1/programmes", ALONE, ADOPT)
def adopt_at_once(body: dict[str, Any]) -> Answer:
    """Adopt rule files at once: while nobody takes part, or in an emergency.

    They are checked, their examples run and their constraints decided, as for every version.
    """
    source = source_of(body["files"])
    caller().reach(sound(services(), source, services().clock.now(), person()).programme.name)
    return _adopted(adopt_programme(services(), source, AtOnce(person(), body.get("emergency"))))


@emergencies.route("POST", "/v1/programmes/<name>/rollback", ALONE, BACK)
def roll_back_at_once(body: dict[str, Any], name: str) -> Answer:
    """Let a version that was adopted before bind again from now on, in an emergency."""
    command = RollBackProgramme(reached(name), body["digest"], person(), body["emergency"])
    return _adopted(roll_back_programme(services(), command))


@emergencies.route("POST", "/v1/programmes/<name>/freeze", ALONE, STOP)
def freeze(once: Once, body: dict[str, Any], name: str) -> Answer:
    """Let a programme promise and book nothing new until it is thawed; returns go on."""
    command = FreezeProgramme(reached(name), person(), body["reason"])
    return told(freeze_programme(services(), command, once), OK, "since")


@emergencies.route("POST", "/v1/programmes/<name>/thaw", ALONE, STOP)
def thaw(once: Once, body: dict[str, Any], name: str) -> Answer:
    """End the freeze of a programme."""
    command = FreezeProgramme(reached(name), person(), body["reason"])
    return told(thaw_programme(services(), command, once), OK, "since")


@emergencies.route(
    "GET", "/v1/programmes/<name>/audit", Right(Scope.PROGRAMMES_READ), Exchange(AuditOut, asks=AuditAsk)
)
def audit(query: Mapping[str, Any], name: str) -> dict[str, object]:
    """List every step in the life of a programme's versions: who, when, what, of which digests, why."""
    found = show_audit(services(), reached(name), after=query["after"], limit=query["limit"])
    more = found[-1].number if len(found) == query["limit"] else None
    steps = [{**record_data(each), "at": each.at} for each in found]
    return {"steps": steps, "next": more}


def _adopted(adopted: Adopted) -> Answer:
    programme = adopted.programme
    data = {"programme": programme.name, "digest": programme.digest, "binds_from": adopted.binds_from}
    return data, OK, replayed(adopted.known)
