"""The value in force on a day: a scalar of a rule file, or a map of first days to values."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from loyalty.language.findings import NOWHERE, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a dated value comes from and why it changed, as the file says."""

    source: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Values by the first day each is in force, earliest first.

    The first day is None where the file gives one value for ever. ``origins`` and
    ``places`` go with ``entries``, one each.
    """

    entries: tuple[tuple[date | None, T], ...]
    origins: tuple[Origin, ...] = field(default=(), compare=False)
    places: tuple[Span, ...] = field(default=(), compare=False)

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """Give a value that never changes."""
        return cls(((None, value),), (Origin(),), (NOWHERE,))

    @property
    def values(self) -> tuple[T, ...]:
        """Every value it ever has, in the order of the days."""
        return tuple(value for _, value in self.entries)

    @property
    def first_day(self) -> date | None:
        """The day before which there is no value; None where there always is one."""
        return self.entries[0][0]

    def exists(self, day: date) -> bool:
        """Whether there is a value on ``day``."""
        return self.first_day is None or self.first_day <= day

    def at(self, day: date) -> T:
        """Give the value in force on ``day``. Raises LookupError before the first day."""
        for first, value in reversed(self.entries):
            if first is None or first <= day:
                return value
        message = f"no value on {day.isoformat()}, the first is for {self.entries[0][0]}"
        raise LookupError(message)
