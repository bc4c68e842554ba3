"""Compensation: whole points, and one row for each case, so that the same case gives the same."""

from collections.abc import Iterator

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding
from loyalty.language.shapes.compensation import CompensationShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape

UNFIT = "E488"


def check_compensation(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the table of compensation."""
    yield from named_once(named(shape.compensation), "a compensation")
    cases: dict[tuple[str, str], str] = {}
    for row in shape.compensation:
        yield from as_far_as_read(_points(row))
        yield from as_far_as_read(_once(row, cases))


def _points(row: CompensationShape) -> Iterator[Finding]:
    if row.points < 1 or row.points.denominator != 1:
        yield Finding(
            row.place("points"), UNFIT, "a compensation is whole points, at least 1", "such as `100`"
        )


def _once(row: CompensationShape, cases: dict[tuple[str, str], str]) -> Iterator[Finding]:
    case = row.topic, row.cause
    if case in cases:
        message = f"the same case is given something by `{cases[case]}` too"
        yield Finding(row.place("cause"), UNFIT, message, "write one row for each topic and cause")
    cases.setdefault(case, row.id)
