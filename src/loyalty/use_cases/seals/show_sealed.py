"""A sealed document with everything that verifying it needs, as one file."""

import json
from dataclasses import dataclass
from typing import Any

from loyalty.orders.order import OrderKey
from loyalty.seals.kept import KeptSeal
from loyalty.seals.seal import INTEGRITY
from loyalty.seals.sealed import ERASED, Inclusion, sealed_file
from loyalty.seals.tree import inclusion
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import UnknownExplanation, UnknownOrder
from loyalty.use_cases.seals.placing import integrity, integrity_of
from loyalty.use_cases.seals.sealing import snapshot_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class ShownSealed:
    """The file, and the programme whose document it is."""

    programme: str
    file: dict[str, Any]


def show_sealed(services: Services, explanation_id: str) -> ShownSealed:
    """Give the file of a document; one that was never sealed is in it as it is, without a seal.

    The snapshot is opened with the member's key; where that was destroyed the file says since when.
    Of a document that was erased its seal is given alone. Raises UnknownExplanation, VaultLocked.
    """
    with services.units.read() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None:
            return _seal_alone(services, unit, explanation_id)
        programme = services.programmes.by_digest(unit, row.digest)
        sealed = unit.seals.get(explanation_id)
        version = unit.adoption.load(row.digest)
        assert version is not None  # noqa: S101 - the programme was made of it
        file = sealed_file(
            document_of(programme, row) | integrity_of(unit, row),
            previous=None if sealed is None else unit.seals.before(sealed),
            inclusion=None if sealed is None else inclusion_of(unit, sealed),
            keys=unit.seals.keys(),
            snapshot={"state": "none"} if sealed is None else snapshot_of(services, unit, sealed),
            rules=json.loads(version.source),
        )
    return ShownSealed(row.programme, file)


def document_of_order(services: Services, key: OrderKey) -> str:
    """Give the id of an order's receipt, also where the receipt was erased. Raises UnknownOrder."""
    with services.units.read() as unit:
        order = unit.orders.get(key)
    if order is None:
        raise UnknownOrder
    return order.explanation_id


def _seal_alone(services: Services, unit: UnitOfWork, explanation_id: str) -> ShownSealed:
    sealed = unit.seals.get(explanation_id)
    if sealed is None:
        raise UnknownExplanation
    snapshot = snapshot_of(services, unit, sealed)
    if snapshot["state"] != ERASED:
        raise UnknownExplanation
    left = {"id": explanation_id, "programme": {"name": sealed.programme}}
    file = sealed_file(
        left | {INTEGRITY: integrity(unit, sealed)},
        previous=unit.seals.before(sealed),
        inclusion=inclusion_of(unit, sealed),
        keys=unit.seals.keys(),
        snapshot=snapshot,
        rules=None,
    )
    return ShownSealed(sealed.programme, file)


def inclusion_of(unit: UnitOfWork, sealed: KeptSeal) -> Inclusion | None:
    """Give where a document is in its programme's tree, None until its day is closed."""
    if sealed.index is None:
        return None
    day = unit.seals.day_of(sealed.programme, sealed.index)
    assert day is not None  # noqa: S101 - a place is given in the unit that publishes the root
    return Inclusion(
        sealed.index, tuple(inclusion(unit.seals.leaves(sealed.programme, day.size), sealed.index)), day
    )
