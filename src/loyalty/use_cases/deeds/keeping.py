"""Keep a deed in the transaction in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from loyalty.adoption.version import Person
from loyalty.deeds.deed import Deed, What
from loyalty.deeds.label import with_commitments
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services

COMMAND_LINE: Final = Person("command line")
"""Who does what a command does when nobody is named."""
STRANGER: Final = Person("a stranger")
"""Who showed no key that there is."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, by whom, to what; of a programme, or of the whole installation."""

    what: What
    by: Person
    on: str
    programme: str | None = None
    says: Mapping[str, str | list[str]] = field(default_factory=dict)


def keep_deed(services: Services, unit: UnitOfWork, at: datetime, done: Done) -> None:
    """Keep what was done; lasting with the unit. Raises DecideAgain."""
    by = done.by
    deed = Deed(done.what, at, by.name, by.key, done.on, done.programme, done.says)
    of_nobody = (COMMAND_LINE.name, STRANGER.name)
    unit.deeds.add(*with_commitments(deed, services.entropy.bits, of_nobody))
