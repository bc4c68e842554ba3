"""A case that a claim is tried on: values by input name, from which a sheet decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from loyalty.decision.programme import Part
from loyalty.language.no_value import NoValue, OutOfBounds
from loyalty.language.readers.python import Steps

Value = int | str


@dataclass(frozen=True, slots=True)
class Used:
    """What an example says of a plan's period: how much of each meter is used, and by how many seats."""

    meters: Mapping[str, Fraction]
    seats: Fraction


@dataclass(frozen=True, slots=True)
class Case:
    """Values by input: of the order, and of each line; ``at`` is the UTC instant the times follow from.

    ``used`` is how an example tells the use of a plan that the values are of, None where none does.
    """

    at: datetime
    order: Mapping[str, Value]
    lines: tuple[Mapping[str, Value], ...] = ()
    used: Used | None = None

    def having(self, name: str, value: Value, line: int | None = None) -> "Case":
        """Give the same case with another value of one input."""
        if line is None:
            return replace(self, order={**self.order, name: value})
        lines = [{**row, name: value} if place == line else row for place, row in enumerate(self.lines)]
        return replace(self, lines=tuple(lines))

    def without_line(self, place: int) -> "Case":
        """Give the same case with one line less."""
        return replace(self, lines=self.lines[:place] + self.lines[place + 1 :])


@dataclass(frozen=True, slots=True)
class Decided:
    """What a sheet says of a case."""

    part: Part
    steps: Steps
    lines: int = 1
    """How many lines the case has."""

    def value(self, formula: str, line: int = 0) -> int:
        """Give a formula's numerator, 0 where the sheet has none of the name."""
        if formula not in self.part.compiled.slots:
            return 0
        return int(self.part.compiled.value(self.steps, formula, line))

    @property
    def rows(self) -> int:
        """How many lines the case has."""
        return len(self.steps.passes[0]) if self.steps.passes else 0

    def is_of_lines(self, formula: str) -> bool:
        """Give whether each line has a value of its own."""
        place = self.part.compiled.slots.get(formula)
        return place is not None and place.pass_no is not None

    def total(self, formula: str) -> int:
        """Give the sum of a formula over the lines, or its one value of the order."""
        rows = self.rows if self.is_of_lines(formula) else 1
        return sum(self.value(formula, row) for row in range(rows))


def decided(part: Part, case: Case) -> Decided | None:
    """Give what the sheet says of the case, None where the case is refused."""
    compiled = part.compiled
    order = tuple(case.order[name] for name in compiled.order_inputs)
    lines = [tuple(row[name] for name in compiled.line_inputs) for row in case.lines]
    try:
        return Decided(part, compiled.run(order, lines), len(lines))
    except (NoValue, OutOfBounds):
        return None
