"""Which programmes there are to look at."""

from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownProgramme


def programmes_of(unit: UnitOfWork, chosen: str | None) -> list[str]:
    """Give the programme that was chosen, or all there are, by name. Raises UnknownProgramme."""
    known = sorted({version.programme for version in unit.adoption.list()})
    if chosen is None:
        return known
    if chosen not in known:
        raise UnknownProgramme(programme=chosen[:64])
    return [chosen]
