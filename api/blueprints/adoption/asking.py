"""Who takes a step in the life of a programme's versions, and of which programme."""

from api.auth import caller
from api.reading.conditions import PARAMETER
from api.reading.forms import Wrong, read_caller_id
from loyalty.adoption.version import Person
from loyalty.use_cases.refusals import UnknownProgramme

STEP = (PARAMETER,)
"""What a step has to name: the state it was decided on."""


def person() -> Person:
    """Give who asks: the label and the id of the key."""
    return Person(caller().label, caller().key_id)


def reached(name: str) -> str:
    """Give the programme of the path where the key reaches it.

    Raises UnknownProgramme, ProgrammeOutOfReach.
    """
    try:
        read_caller_id(name)
    except Wrong:
        raise UnknownProgramme from None
    caller().reach(name)
    return name
