"""Choices that look like chance and are the same at every run: a search must find again what it found."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Draw:
    """A sequence of choices that follows from its seed (SplitMix64: Steele, Lea, Flood 2014)."""

    def __init__(self, seed: int) -> None:
        """Begin at the seed."""
        self._state = seed & _MASK

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to ``limit`` - 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def one_of(self, values: Sequence[T]) -> T:
        """Give one of the values."""
        return values[self.below(len(values))]

    def often_first(self, values: Sequence[T]) -> T:
        """Give the first of the values half of the time, else any."""
        return values[0] if self.below(2) else self.one_of(values)
