"""Compensation: whole points, and one row for each case, so that the same case gives the same."""

from collections.abc import Iterator

from loyalty.language.findings import Finding
from loyalty.language.shapes.compensation import CompensationShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape

UNFIT = "E488"


def check_compensation(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the table of compensation."""
    names, cases = set[str](), dict[tuple[str, str], str]()
    for row in shape.compensation:
        if row.is_read("id") and row.id in names:
            yield Finding(row.place("id"), "E401", f"`{row.id}` is already the name of a compensation")
        names |= {row.id} if row.is_read("id") else set()
        yield from as_far_as_read(_points(row))
        yield from as_far_as_read(_once(row, cases))


def _points(row: CompensationShape) -> Iterator[Finding]:
    if row.points < 1 or row.points.denominator != 1:
        yield Finding(row.place("points"), UNFIT, "a compensation is whole points, at least 1")


def _once(row: CompensationShape, cases: dict[tuple[str, str], str]) -> Iterator[Finding]:
    case = row.topic, row.cause
    if case in cases:
        message = f"the same case is given something by `{cases[case]}` too"
        yield Finding(row.place("cause"), UNFIT, message, "write one row for each topic and cause")
    cases.setdefault(case, row.id)
