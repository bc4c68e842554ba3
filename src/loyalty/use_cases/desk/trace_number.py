"""Follow a number of an explanation to the rule lines behind it, as they were in the version that decided."""

from dataclasses import dataclass
from typing import Any

from loyalty.adoption.version import ProgrammeVersion
from loyalty.decision.explain import Document
from loyalty.decision.telling.points_change import KIND as CHANGE
from loyalty.desk.tracing import Number, Traced, numbers_of, places_of, traced
from loyalty.desk.tracing_changes import numbers_of_change, traced_change
from loyalty.orders.quote import Explanation
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Followed:
    """The walk from a number, the row it is of, and the version that decided as it was adopted first."""

    row: Explanation
    version: ProgrammeVersion
    traced: Traced


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number of a document that can be followed."""

    row: Explanation
    document: Document
    numbers: list[Number]


def trace_number(services: Services, explanation_id: str, pointer: str) -> Followed:
    """Give the walk from the number at a JSON pointer. Raises UnknownExplanation, UnknownNumber."""
    with services.units.read() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None:
            raise UnknownExplanation
        programme = services.programmes.by_digest(unit, row.digest)
        version = unit.adoption.of_digest(row.programme, row.digest)
        assert version is not None  # noqa: S101 - the programme was made of it
    document = document_of(programme, row)
    walk = traced_change if row.kind == CHANGE else traced
    return Followed(row, version, walk(document, programme, pointer))


def list_numbers(services: Services, explanation_id: str) -> Numbers:
    """Give the numbers of an explanation that can be followed. Raises UnknownExplanation."""
    with services.units.read() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None:
            raise UnknownExplanation
        programme = services.programmes.by_digest(unit, row.digest)
    document = document_of(programme, row)
    if row.kind == CHANGE:
        return Numbers(row, document, numbers_of_change(document, programme))
    return Numbers(row, document, numbers_of(document, places_of(programme)))


def traced_data(followed: Followed) -> dict[str, Any]:
    """Give the walk as plain data."""
    found, version = followed.traced, followed.version
    return {
        "explanation": followed.row.explanation_id,
        "number": number_data(found.number),
        "steps": [
            {
                "id": step.id,
                "rule": step.rule,
                "place": None if step.place is None else str(step.place),
                "exact": step.exact,
                "value": step.value,
                "mode": step.mode,
                "formula": step.formula,
                "reads": list(step.reads),
            }
            for step in found.steps
        ],
        "facts": dict(found.facts),
        "days": {name: day.isoformat() for name, day in found.days.items()},
        "places": [
            {
                "rule": place.rule,
                "file": place.span.file,
                "line": place.span.line,
                "column": place.span.column,
                "lines": [{"line": n.number, "text": n.text, "own": n.own} for n in place.lines],
            }
            for place in found.places
        ],
        "version": {
            "programme": version.programme,
            "digest": version.digest,
            "adopted_at": version.adopted_at.isoformat(),
            "binds_from": version.binds_from.isoformat(),
        },
    }


def number_data(number: Number) -> dict[str, Any]:
    """Give a number as plain data."""
    return {
        "number": number.pointer,
        "value": number.value,
        "step": number.step,
        "rule": number.rule,
        "place": None if number.place is None else str(number.place),
        "again": number.again,
    }
