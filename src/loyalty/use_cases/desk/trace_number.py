"""Follow a number of an explanation to the rule lines behind it, as they were in the version that decided."""

from dataclasses import dataclass, replace
from typing import Any

from loyalty.adoption.version import ProgrammeVersion
from loyalty.decision.explain import Document
from loyalty.decision.programme import Programme
from loyalty.decision.telling.points_change import KIND as CHANGE
from loyalty.desk.refusals import UnknownNumber
from loyalty.desk.tracing import Number, Traced, numbers_of, places_of, traced
from loyalty.desk.tracing_bills import BILLS, Billed, explanations_billed, numbers_of_bill
from loyalty.desk.tracing_changes import numbers_of_change, traced_change
from loyalty.language.findings import not_known
from loyalty.orders.quote import Explanation
from loyalty.unit_of_work import UnitOfWork
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
    """Give the walk from the number at a JSON pointer. Raises UnknownExplanation, UnknownNumber.

    From a line of a bill it goes through the explanation of the period that the line bills.
    """
    with services.units.read() as unit:
        row, programme, document = _told(services, unit, explanation_id)
        if row.kind in BILLS:
            billed = _billed(services, unit, document)
            found = next((each for each in billed if each.number.pointer == pointer), None)
            if found is None:
                known = [each.number.pointer for each in billed]
                raise UnknownNumber(not_known("It has no number at this place", pointer[:80], known))
            _, programme, document = _told(services, unit, found.explanation)
            walk = replace(traced(document, programme, found.of.pointer), number=found.number)
        elif row.kind == CHANGE:
            walk = traced_change(document, programme, pointer)
        else:
            walk = traced(document, programme, pointer)
        version = unit.adoption.of_digest(row.programme, programme.digest)
        assert version is not None  # noqa: S101 - the programme was made of it
    return Followed(row, version, walk)


def list_numbers(services: Services, explanation_id: str) -> Numbers:
    """Give the numbers of an explanation that can be followed. Raises UnknownExplanation."""
    with services.units.read() as unit:
        row, programme, document = _told(services, unit, explanation_id)
        if row.kind in BILLS:
            return Numbers(row, document, [each.number for each in _billed(services, unit, document)])
    if row.kind == CHANGE:
        return Numbers(row, document, numbers_of_change(document, programme))
    return Numbers(row, document, numbers_of(document, places_of(programme)))


def _told(services: Services, unit: UnitOfWork, name: str) -> tuple[Explanation, Programme, Document]:
    row = unit.explanations.get(name)
    if row is None:
        raise UnknownExplanation
    programme = services.programmes.by_digest(unit, row.digest)
    return row, programme, document_of(programme, row)


def _billed(services: Services, unit: UnitOfWork, bill: Document) -> list[Billed]:
    told = {}
    for name in explanations_billed(bill):
        _, programme, document = _told(services, unit, name)
        told[name] = numbers_of(document, places_of(programme))
    return list(numbers_of_bill(bill, told))


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
