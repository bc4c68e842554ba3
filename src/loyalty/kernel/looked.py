"""That a constraint of the catalogue was looked at: the check that looked hands it on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looked:
    """The id of a constraint, said by the code that found it kept, and by no other (a test holds it)."""

    constraint: str
