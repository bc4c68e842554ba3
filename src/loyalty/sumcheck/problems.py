"""What was found, as plain sentences; bounded, since a document may hold endless faults."""

from collections.abc import Callable
from typing import TypeVar

from .reading import ProblemError, shown
from .sentences import Sentence

PROBLEMS_MAX = 100
APART = "LINES_DO_NOT_ADD"
"""The code of lines that do not come to their total."""

T = TypeVar("T")


class Problems:
    """The sentences about one document, in the order in which they were found."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[Sentence] = []

    def say(self, pattern: str, *facts: object) -> None:
        """Add a sentence of `words` with facts in it, unless there are many."""
        if len(self.found) < PROBLEMS_MAX:
            self.found.append(Sentence(pattern, *facts))

    def same(self, what: str, stated: object, found: object, code: str = "") -> None:
        """Say so if what is stated is not what it works out to, with the code that this breaks."""
        if stated != found:
            named = f" ({code})" if code else ""
            self.say("{} says {}, but works out to {}{}.", what, shown(stated), shown(found), named)

    def part(self, what: str, check_part: Callable[[T], None], of: T) -> None:
        """Check a part; one that cannot be read is a sentence too, and the next part is checked."""
        try:
            check_part(of)
        except ProblemError as problem:
            self.say("{}: {}", what, problem.sentence)
        except ValueError:
            self.say("{}: it has another number of parts than its operation takes.", what)
