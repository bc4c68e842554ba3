"""Whether there is a programme of a name at all."""

from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownProgramme


def known_programme(unit: UnitOfWork, programme: str) -> None:
    """Give nothing where a version of it was ever adopted. Raises UnknownProgramme."""
    if not unit.adoption.adoptions(programme):
        raise UnknownProgramme(programme=programme[:64])
