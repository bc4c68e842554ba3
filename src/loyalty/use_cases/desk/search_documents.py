"""Find documents again, quotes, receipts, refunds, bills, changes of points, by what is known of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loyalty.desk.filed import Filed, Wanted, entry_reference
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.money import Currency
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import POINTS, Services

ORDER_PARTS = 3
ENTRY = re.compile(r"(?P<member>mem_\w+)/(?:(?P<wallet>[a-z][-\w]*):)?(?P<seq>[1-9][0-9]{0,8})", re.ASCII)
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
    ``PROGRAMME/SOURCE/ORDER``), a quote, an event, an invoice, an entry of a member's points
    (``MEMBER/7``, ``MEMBER/WALLET:7``). Only what was told to somebody is
    found. Raises UnknownProgramme, and UnknownExplanation where the list is to go on after a
    document that is not there.
    """
    with services.units.read() as unit:
        known_programme(unit, wanted.programme)
        last = None if wanted.before is None else unit.desk.get(wanted.before)
        if wanted.before is not None and (last is None or last.programme != wanted.programme):
            raise UnknownExplanation
        wanted = replace(wanted, changes=True)
        asked = wanted if number is None else _numbered(unit, wanted, number.strip())
        found = unit.desk.find(asked, limit + 1)
    return Page(found[:limit], more=len(found) > limit)


def _numbered(unit: UnitOfWork, wanted: Wanted, number: str) -> Wanted:
    parts = number.split("/")
    if len(parts) == ORDER_PARTS:
        return replace(wanted, ids=tuple(_of_order(unit, OrderKey(*parts))) or (NOBODY,))
    entry = ENTRY.fullmatch(number)
    if entry is not None:
        member, named = (
            parse_id("mem", entry["member"]),
            entry_reference(entry["wallet"] or POINTS, entry["seq"]),
        )
        return replace(wanted, member_id=MemberId(member or 0), reference=named)
    if number.startswith(("exp_", "chg_")):
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
