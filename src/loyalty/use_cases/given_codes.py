"""Codes of vouchers that an order gives for the next one: made again from the secret, never kept.

What gives a code is the order as it is kept. Once a return leaves too little its code counts no
more; what it was used for before stays as it was sold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.explain import Document
from loyalty.decision.situate import local_day
from loyalty.orders.order import Order
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services
from loyalty.vouchers.code import IssuedCode, code_digest, order_code
from loyalty.vouchers.count import Tally
from loyalty.vouchers.given import GIVEN, last_day_of


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code that an order gives, and the last day on which it counts."""

    voucher: str
    code: str
    last_day: date


def vouchers_given(decision: Decision) -> dict[str, date]:
    """Give the last day of the code of each voucher that an order gives, by voucher."""
    day = local_day(decision.programme, decision.situation.at)
    lasting = ((shape.id, last_day_of(shape, day)) for shape in decision.programme.shape.vouchers)
    return {
        name: last for name, last in lasting if last is not None and decision.value(f"{GIVEN}{name}") == 1
    }


def told_given(decision: Decision) -> list[dict[str, Any]]:
    """Give what an explanation tells of the vouchers that an order gives: no code."""
    labels = {shape.id: dict(shape.name) for shape in decision.programme.shape.vouchers}
    return [
        {"voucher": name, "label": labels[name], "last_day": last.isoformat()}
        for name, last in vouchers_given(decision).items()
    ]


def codes_given(services: Services, order: Order, sale: Decision) -> tuple[GivenCode, ...]:
    """Give the codes that an order gave when it was booked, the same whenever they are asked for."""
    return tuple(
        GivenCode(voucher, _code(services, order, voucher), last)
        for voucher, last in vouchers_given(sale).items()
    )


def _code(services: Services, order: Order, voucher: str) -> str:
    key = order.key
    return order_code(services.secret, key.programme, voucher, key.source, key.order_id)


def with_codes(services: Services, order: Order, sale: Decision, document: Document) -> Document:
    """Give an order's explanation with the codes that it gave: for who books it, and never kept."""
    codes = {given.voucher: given.code for given in codes_given(services, order, sale)}
    if not codes:
        return document
    shown = [{**given, "code": codes[given["voucher"]]} for given in document["vouchers_given"]]
    return {**document, "vouchers_given": shown}


def issued_by(services: Services, order: Order, sale: Decision) -> tuple[IssuedCode, ...]:
    """Give the codes of an order as they are kept; they are the buyer's own, of nobody anybody's."""
    programme = order.key.programme
    return tuple(
        IssuedCode(
            programme,
            code_digest(services.secret, programme, given.code),
            given.voucher,
            order.recorded_at,
            order.member_id,
            given.last_day,
        )
        for given in codes_given(services, order, sale)
    )


@dataclass(frozen=True, slots=True)
class HeldCode:
    """A code that an order gave, as it stands: how often it has counted."""

    voucher: str
    digest: str
    tally: Tally


def held_codes(
    services: Services, unit: UnitOfWork, order: Order, sale: Decision, now: datetime
) -> tuple[HeldCode, ...]:
    """Give the codes that an order gave, as they stand."""
    return tuple(
        HeldCode(each.voucher, each.digest, unit.vouchers.of_code(each.programme, each.digest, now))
        for each in issued_by(services, order, sale)
    )


def ended_codes(codes: Sequence[HeldCode], before: Decision, kept: Decision) -> list[Mapping[str, Any]]:
    """Give the vouchers whose code ends as less of the order is kept, and whether it was used before."""
    gone = vouchers_given(before).keys() - vouchers_given(kept).keys()
    return [{"voucher": each.voucher, "used": each.tally.used > 0} for each in codes if each.voucher in gone]


def end_codes(
    unit: UnitOfWork, codes: Sequence[HeldCode], before: Decision, kept: Decision, at: datetime
) -> None:
    """Let codes count as long as what is kept of their order gives them. Raises DecideAgain."""
    gave, gives, programme = vouchers_given(before), vouchers_given(kept), kept.programme.name
    for each in sorted(codes, key=lambda code: code.tally.scope):
        if (each.voucher in gave) is not (each.voucher in gives):
            unit.vouchers.end(programme, each.digest, each.tally, None if each.voucher in gives else at)
