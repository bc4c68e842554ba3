"""What is refused while a programme is frozen: everything that would promise or book something new."""

from loyalty.adoption.refusals import ProgrammeFrozen
from loyalty.unit_of_work import UnitOfWork


def refuse_frozen(unit: UnitOfWork, programme: str) -> None:
    """Give nothing where the programme decides as always. Raises ProgrammeFrozen."""
    frozen = unit.adoption.frozen(programme)
    if frozen is not None:
        raise ProgrammeFrozen(since=frozen.since.isoformat())
