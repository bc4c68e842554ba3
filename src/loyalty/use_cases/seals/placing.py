"""The seal of a kept document, with its place in the tree once that is known."""

from typing import Any

from loyalty.orders.quote import Explanation
from loyalty.seals.kept import KeptSeal
from loyalty.seals.seal import INTEGRITY
from loyalty.unit_of_work import UnitOfWork


def integrity_of(unit: UnitOfWork, row: Explanation) -> dict[str, Any]:
    """Give the member `integrity` of a document, nothing where it was never sealed."""
    sealed = unit.seals.get(row.explanation_id)
    return {} if sealed is None else {INTEGRITY: integrity(unit, sealed)}


def integrity(unit: UnitOfWork, sealed: KeptSeal) -> dict[str, Any]:
    """Give a seal as a document holds it; the root is the first one that covers its place."""
    if sealed.index is None:
        return sealed.seal.to_json()
    day = unit.seals.day_of(sealed.programme, sealed.index)
    assert day is not None  # noqa: S101 - a place is given in the unit that publishes the root
    return sealed.seal.to_json(sealed.index, day.root)
