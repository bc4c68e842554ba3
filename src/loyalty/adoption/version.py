"""A programme version as it was adopted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """The text of a programme, by its digest; it binds from ``binds_from``, that instant inside.

    ``source`` is JSON text: all files the programme was compiled from.
    """

    programme: str
    digest: str
    source: str
    adopted_at: datetime
    binds_from: datetime
