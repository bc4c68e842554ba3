"""What was found, as plain sentences; bounded, since a document may hold endless faults."""

from collections.abc import Callable
from typing import TypeVar

from .reading import shown

PROBLEMS_MAX = 100
SENTENCE_MAX = 500
APART = "LINES_DO_NOT_ADD"
"""The code of lines that do not come to their total."""

T = TypeVar("T")


class Problems:
    """The sentences about one document, in the order in which they were found."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[str] = []

    def say(self, problem: str) -> None:
        """Add a sentence, unless there are many."""
        if len(self.found) < PROBLEMS_MAX:
            self.found.append(problem[:SENTENCE_MAX])

    def same(self, what: str, stated: object, found: object, code: str = "") -> None:
        """Say so if what is stated is not what it works out to, with the code that this breaks."""
        if stated != found:
            named = f" ({code})" if code else ""
            self.say(f"{what} says {shown(stated)}, but works out to {shown(found)}{named}.")

    def part(self, what: str, check_part: Callable[[T], None], of: T) -> None:
        """Check a part; one that cannot be read is a sentence too, and the next part is checked."""
        try:
            check_part(of)
        except ValueError as problem:
            self.say(f"{what}: {problem}")
