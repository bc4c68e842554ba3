"""Give a sale of nobody to the member who shows its receipt, once: it earns by the rules of the sale.

What the price was made of stays as it was, so that what was paid stands. A sale of which
something came back before it was claimed is not claimed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.desk.course import Did
from loyalty.earning.receipt import ClaimTooLate, NotClaimable, ReceiptClaimed, UnknownReceipt
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.facts import number_of
from loyalty.language.readers.python import Value
from loyalty.ledger.desk import Recording
from loyalty.orders.order import Order, OrderKey
from loyalty.pricing.basket import Basket
from loyalty.pricing.stages import DUE
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.counting import take_of_budgets
from loyalty.use_cases.documents import Recipe, explanation_of, opened
from loyalty.use_cases.members.pool import Pool
from loyalty.use_cases.near_lots import others_of
from loyalty.use_cases.participants import Known, know
from loyalty.use_cases.record_order import (
    RecordOrder,
    Selling,
    heading_of,
    moved_by,
    qualify,
    receipt_hash,
)
from loyalty.use_cases.seals.sealing import book_told, keep_told
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class Claimed:
    """The order as it is the member's now, its receipt, and whether they had claimed it before."""

    order: Order
    recipe: Recipe
    replayed: bool = False


def claim_receipt(services: Services, member_id: MemberId, code: str) -> Claimed:
    """Give the claimed order; the same member claiming it again changes nothing.

    Raises UnknownMember, UnknownReceipt, ReceiptClaimed, NotClaimable, ClaimTooLate.
    """
    return retrying(services, lambda: _claim(services, member_id, code), member_id)


def _claim(services: Services, member_id: MemberId, code: str) -> Claimed:
    recording = services.recording()
    with services.units.read() as unit:
        order = _order(services, unit, member_of(unit, member_id).programme, code)
        programme = services.programmes.by_digest(unit, order.digest)
        row = explanation_of(unit, order.explanation_id)
        sold = opened(programme, row)
        if order.member_id == member_id:
            return Claimed(order, sold, replayed=True)
        _may_be_claimed(programme, order, recording)
        known = know(unit, programme, programme.basket, member_id, order.occurred_at)
        decision = _decided(programme, sold.decision, known)
        others = others_of(unit, decision, member_id, recording.now)
    sale = _selling(order, member_id, recording)
    heading = heading_of(services, decision, sale, known.participant.tier)
    recipe = replace(sold, decision=decision, heading=heading, told=None).frozen(
        services, member_id, recording.now
    )
    claimed = replace(
        order, member_id=member_id, explanation_id=heading.id, points_earned=decision.points_earned
    )
    bookings = moved_by(recipe, known, others, sale, Pool())
    with services.units.write() as unit:
        unit.orders.claim_receipt(claimed)
        for booking in bookings:
            book_told(services, unit, booking, explained=member_id)
        qualify(unit, decision, replace(claimed, recorded_at=recording.now), member_id)
        keep_told(
            services,
            unit,
            recipe,
            member_id,
            recording.now,
            reference=order.key.order_id,
            after=(order.explanation_id, Did.CLAIMED),
        )
        take_of_budgets(unit, decision)
        unit.commit()
    return Claimed(claimed, recipe)


def _order(services: Services, unit: UnitOfWork, programme: str, code: str) -> Order:
    found = unit.receipts.order_of(programme, receipt_hash(services, programme, code))
    order = unit.orders.get(OrderKey(programme, *found)) if found is not None else None
    if order is None:
        raise UnknownReceipt
    return order


def _may_be_claimed(programme: Programme, order: Order, recording: Recording) -> None:
    if order.member_id is not None:
        raise ReceiptClaimed
    within = programme.shape.earn.claim_within if programme.shape.earn is not None else None
    if within is None or order.returns:
        raise NotClaimable
    last = within.after(local_day(programme, order.occurred_at))
    if recording.now >= day_start(last + timedelta(days=1), programme.zone):
        raise ClaimTooLate(f"It could be claimed until {last}.", last_day=last.isoformat())


def _selling(order: Order, member: MemberId, recording: Recording) -> Selling:
    key = order.key
    command = RecordOrder(key.programme, key.source, key.order_id, Basket((), {}), member)
    return Selling(command, order.occurred_at, recording)


def _decided(programme: Programme, sold: Decision, known: Known) -> Decision:
    """Decide the sale for the member; the facts that its price is made of stay nobody's."""
    compiled = programme.basket.compiled
    # INVARIANT: what was paid stands, so what it is made of is not read again.
    price = compiled.sheet.behind[DUE]
    facts = {name: value for name, value in _facts(programme, known) if name not in price}
    return decide(programme, sold.situation.with_facts(compiled, facts))


def _facts(programme: Programme, known: Known) -> Iterator[tuple[str, Value]]:
    """Give what the sheet reads of the member, as numbers of its inputs."""
    who, declared = known.participant, programme.shape.facts
    yield "member.enrolled", 1
    yield "member.tier", who.tier
    yield from who.history.items()
    inputs = {item.name: item.node for item in programme.basket.compiled.sheet.inputs}
    for name, text in who.facts.items():
        if name in inputs and name in declared:
            value = number_of(text, declared[name], programme.shape, programme.currency)
            yield name, value if isinstance(value, str) else int(value * inputs[name].den)
