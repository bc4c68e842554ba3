"""The reductions that the version in force announces, each against the price history as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loyalty.language.shapes.reductions import ReductionShape
from loyalty.price_history.judging import said
from loyalty.publication.reductions.announced import claim_of, markets_of
from loyalty.publication.reductions.prior_prices import verdicts
from loyalty.use_cases.prices.check_reduction import ReductionChecked, checked_data
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Announced:
    """A reduction of the rule files, and what its markets say to it now."""

    reduction: ReductionShape
    checked: ReductionChecked


def list_reductions(services: Services, programme: str) -> Sequence[Announced]:
    """Give every reduction in the order of the file. Raises UnknownProgramme."""
    with services.units.read() as unit:
        in_force = services.programmes.in_force(unit, programme, services.clock.now())
        announced = in_force.shape.reductions
        rows = unit.prices.of_skus(in_force.name, {each.sku for each in announced})
    found = []
    for each in announced:
        markets = markets_of(each, in_force.shape.jurisdictions)
        claim = claim_of(each, "", in_force.zone)
        found.append(Announced(each, ReductionChecked(claim, True, verdicts(claim, rows, markets))))  # noqa: FBT003 - its numbers are stated
    return found


def announced_data(announced: Announced) -> dict[str, Any]:
    """Give a reduction with what its markets say as plain data."""
    reduction = announced.reduction
    return {
        "reduction": reduction.id,
        **checked_data(announced.checked),
        "until": None if reduction.until is None else reduction.until.isoformat(),
        "now": said(reduction.now),
        "was": None if reduction.was is None else said(reduction.was),
        "percent": None if reduction.percent is None else said(reduction.percent * 100),
    }
