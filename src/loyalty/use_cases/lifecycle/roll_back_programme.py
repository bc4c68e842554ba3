"""Roll a programme back in an emergency: a version that was adopted before binds again from now on."""

import json
from dataclasses import dataclass

from loyalty.adoption.version import Person
from loyalty.use_cases.adopt_programme import Adopted, AtOnce, adopt_programme
from loyalty.use_cases.lifecycle.known import known_programme, whole_digest
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class RollBackProgramme:
    """Who rolls back which programme, to which digest or its first digits, and what the emergency is."""

    programme: str
    digest: str
    by: Person
    emergency: str


def roll_back_programme(services: Services, command: RollBackProgramme) -> Adopted:
    """Give the version that binds again; nothing that was decided meanwhile is changed.

    Where it binds already nothing happens. Raises UnknownProgramme, UnknownDigest, and what
    `adopt_programme` does: an emergency does without the second person, never without the proof.
    """
    with services.units.read() as unit:
        known_programme(unit, command.programme)
        digest = whole_digest(unit, command.digest, command.programme)
        version = unit.adoption.of_digest(command.programme, digest)
    assert version is not None  # noqa: S101 - its digest was listed
    return adopt_programme(services, json.loads(version.source), AtOnce(command.by, command.emergency))
