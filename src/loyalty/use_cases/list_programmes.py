"""Which programmes there are, and the files a version was compiled from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.adoption.plan import Freeze
from loyalty.adoption.version import ProgrammeVersion
from loyalty.use_cases.lifecycle.plans import tag_of_programme
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.use_cases.services import Services


def list_programmes(services: Services) -> tuple[ProgrammeVersion, ...]:
    """Give every adopted version of every programme, by name and first day."""
    with services.units.read() as unit:
        return tuple(unit.adoption.list())


def show_source(
    services: Services, name: str, digest: str | None = None
) -> tuple[ProgrammeVersion, Mapping[str, str]]:
    """Give a version and its files by path; without a digest the version in force now.

    Raises UnknownProgramme.
    """
    with services.units.read() as unit:
        if digest is None:
            version = unit.adoption.in_force(name, services.clock.now())
        else:
            version = unit.adoption.load(digest)
    if version is None or version.programme != name:
        raise UnknownProgramme(programme=name[:64])
    return version, json.loads(version.source)


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """The tag that names how a programme stands now, and its freeze where it is frozen."""

    tag: str
    frozen: Freeze | None


def show_state(services: Services, name: str) -> ProgrammeState:
    """Give how a programme stands now."""
    with services.units.read() as unit:
        return ProgrammeState(tag_of_programme(unit, name, services.clock.now()), unit.adoption.frozen(name))
