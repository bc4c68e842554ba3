"""A programme version as it was adopted, and who took a step in its life."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

NAME_MAX, REASON_MAX = 80, 400
"""The most characters of a name and of a reason."""


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """The text of a programme, by its digest; it binds from ``binds_from``, that instant inside.

    ``source`` is JSON text: all files the programme was compiled from. ``checks`` is JSON text as well:
    which checks ran of it when it was adopted, by profile; None where that was not kept.
    """

    programme: str
    digest: str
    source: str
    adopted_at: datetime
    binds_from: datetime
    checks: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes a step: the name that was given, and the id of the API key it came by, if it came by one."""

    name: str
    key: str | None = None

    def is_other_than(self, other: "Person") -> bool:
        """Give whether neither the name, in whatever case and spacing, nor the API key is the same."""
        same_key = self.key is not None and self.key == other.key
        return not same_key and _plain(self.name) != _plain(other.name)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
