"""One difference in meaning between two versions: where it is, what it was, what it is now."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from loyalty.language.findings import NOWHERE, Span

Unit = Literal["money", "percent", "factor", "number", "truth", "day", "word", "text", "condition", "whole"]
"""How a value is written: money in major units, shares as percentages; ``whole`` is a part with keys."""
Kind = Literal["added", "removed", "changed", "order"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a value: a key of the rule file, or the name of one of several."""

    word: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value with the way to it, from where the telling begins."""

    path: tuple[Step, ...]
    value: object
    unit: Unit
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference at ``path``; ``old`` is None where it was added, ``new`` where it was removed.

    ``since`` and ``until`` are the first and last day for which a dated value differs; None is
    without end. ``inside`` is what a whole part says that came or went. ``order`` gives names.
    """

    path: tuple[Step, ...]
    kind: Kind
    unit: Unit
    old: object = None
    new: object = None
    since: date | None = None
    until: date | None = None
    inside: tuple[Leaf, ...] = ()
    old_place: Span = field(default=NOWHERE, compare=False)
    new_place: Span = field(default=NOWHERE, compare=False)

    @property
    def section(self) -> str:
        """The key at the top of the rule files that it is under."""
        return self.path[0].word if self.path else ""
