"""Who was erased and stands in a database again, since a backup of it was brought back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from loyalty.adoption.version import Person
from loyalty.deeds.deed import What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import Done
from loyalty.use_cases.erasing.replay_list import read_line
from loyalty.use_cases.services import Services

_ERASURES: Final = "erasures"
_WAIT: Final = "waiting"


@dataclass(frozen=True, slots=True)
class Unerased:
    """Since when a backup is back without its erasures, None where none is; how many of a list stand here."""

    since: datetime | None
    people: int = 0


def show_unerased(services: Services, lines: Iterable[str] = ()) -> Unerased:
    """Give whether erasures have to be replayed before anybody is served; ``lines`` are of the list of them.

    A line that cannot be read, or is of nobody here, says nothing.
    """
    listed = {each for line in lines if (found := read_line(line)) is not None for each in found.ids}
    with services.units.read() as unit:
        return Unerased(restored_at(unit), unit.erasures.lacking(listed))


def restored(rows: int, by: Person) -> Done:
    """Give what is kept with the rows of a backup that is brought back: its erasures wait to be replayed."""
    return Done(What.RESTORED, by, "database", says={"rows": str(rows), _ERASURES: _WAIT})


def restored_at(unit: UnitOfWork) -> datetime | None:
    """Give when a backup was brought back whose erasures still wait to be replayed, None where none do."""
    back = unit.deeds.last(What.RESTORED)
    if back is None or back.deed.says.get(_ERASURES) != _WAIT:
        return None
    done = unit.deeds.last(What.ERASURES_REPLAYED)
    return None if done is not None and done.number > back.number else back.deed.at
