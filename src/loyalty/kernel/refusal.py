"""The two ways to say no: a refusal names what is wrong with a request, a broken law stops the program.

A refusal carries the numbers of the case as fields (``needed``, ``available``); sentences
are made from them at the edge. Every subclass has a row in ``api/problems.py``, tested.
"""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """A named no to a request; nothing has been changed.

    ``code`` is the stable, public word for it; ``title`` says it in one plain sentence.
    Subclasses pass what they know about the case as keyword arguments; nothing personal.
    """

    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "The request is refused"

    def __init__(self, detail: str = "", **facts: str | int | None) -> None:
        """Keep a plain sentence about this case and its machine-readable facts."""
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.facts: Mapping[str, str | int | None] = facts


class InvariantBroken(AssertionError):
    """A law of the engine does not hold; never caught on the way, always a fault of ours."""


UNREADABLE = (InvariantBroken, ValueError, TypeError, ArithmeticError, LookupError)
"""What making values of rows raises where a row is not what any program wrote."""
