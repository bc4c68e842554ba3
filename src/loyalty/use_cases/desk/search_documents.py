"""Find documents again: quotes, receipts, refunds, bills and events, by what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loyalty.desk.filed import Filed, Wanted
from loyalty.kernel.money import Currency
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services

ORDER_PARTS = 3
NOBODY = "-"
"""An id that no document has: of an order that is not there nothing is found."""


@dataclass(frozen=True, slots=True)
class Page:
    """Documents that were found, those told last first; ``more`` is whether there are others."""

    found: Sequence[Filed]
    more: bool


def search_documents(services: Services, wanted: Wanted, number: str | None, limit: int) -> Page:
    """Give up to ``limit`` documents of a programme.

    ``number`` is an explanation's id, or what the world calls it: an order (``ORDER`` or
    ``PROGRAMME/SOURCE/ORDER``), a quote, an event, an invoice. Only what was told to somebody is
    found. Raises UnknownProgramme, and UnknownExplanation where the list is to go on after a
    document that is not there.
    """
    with services.units.read() as unit:
        known_programme(unit, wanted.programme)
        if wanted.before is not None and unit.desk.get(wanted.before) is None:
            raise UnknownExplanation
        asked = wanted if number is None else _numbered(unit, wanted, number.strip())
        found = unit.desk.find(asked, limit + 1)
    return Page(found[:limit], more=len(found) > limit)


def _numbered(unit: UnitOfWork, wanted: Wanted, number: str) -> Wanted:
    parts = number.split("/")
    if len(parts) == ORDER_PARTS:
        return replace(wanted, ids=tuple(_of_order(unit, OrderKey(*parts))) or (NOBODY,))
    if number.startswith("exp_"):
        return replace(wanted, ids=(number,))
    return replace(wanted, reference=number)


def _of_order(unit: UnitOfWork, key: OrderKey) -> list[str]:
    order = unit.orders.get(key)
    if order is None:
        return []
    return [order.explanation_id, *(each.explanation_id for each in unit.orders.returns(key))]


def currency_of(services: Services, programme: str) -> Currency:
    """Give the currency of the version that binds now. Raises UnknownProgramme."""
    with services.units.read() as unit:
        return services.programmes.in_force(unit, programme, services.clock.now()).currency
