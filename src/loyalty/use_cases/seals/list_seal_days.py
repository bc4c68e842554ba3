"""List the roots of a programme's closed days, and show that the tree of one began with another's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loyalty.seals.day import DayRoot
from loyalty.seals.growth import Growth
from loyalty.seals.refusals import UnknownSealDay
from loyalty.seals.tree import consistency
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """Of which programme, of days before one or of all."""

    programme: str
    before: date | None = None


def list_seal_days(services: Services, asked: DaysAsked, limit: int) -> Sequence[DayRoot]:
    """Give up to ``limit`` roots, the newest first. Raises UnknownProgramme."""
    with services.units.read() as unit:
        _known(unit, asked.programme)
        return unit.seals.days(asked.programme, before=asked.before, limit=limit)


def show_growth(services: Services, programme: str, since: date, until: date) -> Growth:
    """Give the roots of two days with the proof that the later tree begins with the earlier one.

    Raises UnknownProgramme, UnknownSealDay.
    """
    with services.units.read() as unit:
        _known(unit, programme)
        old, new = sorted(
            (_day(unit, programme, since), _day(unit, programme, until)), key=lambda day: day.day
        )
        proof = consistency(unit.seals.leaves(programme, new.size), old.size)
    return Growth(old, new, tuple(proof))


def _known(unit: UnitOfWork, programme: str) -> None:
    if all(version.programme != programme for version in unit.adoption.list()):
        raise UnknownProgramme(programme=programme[:64])


def _day(unit: UnitOfWork, programme: str, day: date) -> DayRoot:
    found = unit.seals.day(programme, day)
    if found is None:
        raise UnknownSealDay(day=day.isoformat())
    return found
