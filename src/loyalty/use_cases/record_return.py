"""Take lines of an order back: what is kept is decided again under the rules of the sale.

The refund is what was paid so far less what the kept order costs, points likewise: so
returning piece by piece equals returning at once, and an order of which everything comes
back is exactly nothing, but for fees that are not refundable. Points earned are taken from
the order's own lot first; points spent go back to the lots they came from.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, local_day
from loyalty.decision.situation import QUANTITY
from loyalty.idempotency.fingerprint import canonical_json, fingerprint
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_clawback, plan_restore
from loyalty.orders.order import Order, OrderKey, OrderState, Return, ReturnExists, Spend
from loyalty.tiers.measure import formula_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import Recipe, kept, new_text_id, opened
from loyalty.use_cases.participants import keep_standing
from loyalty.use_cases.record_order import measures_of
from loyalty.use_cases.refusals import InTheFuture, NotReturnable, OrderDiffers, ReturnTooLate, UnknownOrder
from loyalty.use_cases.services import AHEAD_MAX, POINTS, Services, retrying
from loyalty.use_cases.shown_vouchers import give_back
from loyalty.use_cases.stored_value import order_value, restored, value_back
from loyalty.use_cases.wallets import under, wallets_of


@dataclass(frozen=True, slots=True)
class RecordReturn:
    """``lines`` gives the quantity that comes back by line id; ``return_id`` is the caller's own."""

    order: OrderKey
    return_id: str
    lines: Mapping[str, Fraction]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """The return, the explanation of what is kept of the order, and whether it was booked before."""

    returned: Return
    recipe: Recipe
    replayed: bool = False

    def document(self) -> Document:
        """Give the refund's explanation: the kept order, with what the return gave back."""
        return self.recipe.document()


@dataclass(frozen=True, slots=True)
class _Sale:
    """An order with what has come back of it so far, and the member's account in each wallet."""

    order: Order
    decision: Decision
    returns: tuple[Return, ...]
    accounts: Mapping[str, OrderAccount]
    value: OrderAccount | None

    def gone(self) -> dict[str, Fraction]:
        gone: dict[str, Fraction] = {}
        for earlier in self.returns:
            for line, quantity in json.loads(earlier.lines).items():
                gone[line] = gone.get(line, Fraction(0)) + Fraction(quantity)
        return gone


def record_return(services: Services, command: RecordReturn) -> Returned:
    """Give the booked return, also where the same return was booked before.

    Raises UnknownOrder, NotReturnable, ReturnTooLate, InTheFuture, and OrderDiffers where the
    return's id was used for other lines. Nothing is changed by a refusal.
    """
    return retrying(services, lambda: _record(services, command))


def _record(services: Services, command: RecordReturn) -> Returned:
    recording = services.recording()
    wanted = fingerprint({line: str(quantity) for line, quantity in command.lines.items()})
    with services.units.read() as unit:
        sale = _sale(services, unit, command.order)
        there = next((r for r in sale.returns if r.return_id == command.return_id), None)
        if there is not None:
            return _same(services, unit, there, wanted)
    at = _instant(sale, command, recording)
    gone = _brought_back(sale, command)
    situation = sale.decision.situation.keeping(sale.decision.part.compiled, gone)
    decision = decide(sale.decision.programme, situation)
    refund = _refund(sale, decision)
    recipe = Recipe(decision, Heading(new_text_id(services, "exp", recording.now), "refund"), refund)
    returned = _return(command, at, recording, wanted, recipe)
    bookings = [*_booked(sale, decision, returned, recording)]
    bookings += _value_restored(sale, returned, recipe, recording)
    state = OrderState.RETURNED_PARTLY if situation.lines else OrderState.RETURNED
    with services.units.write() as unit:
        try:
            unit.orders.claim_return(sale.order, returned, state)
        except ReturnExists as taken:
            return _same(services, unit, taken.returned, wanted)
        for booked in bookings:
            unit.ledger.book(booked)
        if state is OrderState.RETURNED:
            give_back(unit, sale.decision.programme, command.order, recording.now)
        if sale.order.member_id is not None:
            _qualify(unit, sale, decision, returned, sale.order.member_id)
        unit.explanations.add(kept(recipe, sale.order.member_id, recording.now))
        unit.commit()
    return Returned(returned, recipe)


def _sale(services: Services, unit: UnitOfWork, key: OrderKey) -> _Sale:
    order = unit.orders.get(key)
    if order is None:
        raise UnknownOrder
    programme = services.programmes.by_digest(unit, order.digest)
    row = unit.explanations.get(order.explanation_id)
    assert row is not None  # noqa: S101 - kept in the order's own transaction
    accounts = {}
    if order.member_id is not None:
        reference = f"order:{key.order_id}"
        for wallet in wallets_of(programme):
            accounts[wallet] = unit.ledger.order_account(
                order.member_id, wallet, programme.name, source=key.source, external_ref=reference
            )
    value = order_value(unit, programme, order.member_id, key)
    returns = tuple(unit.orders.returns(key))
    return _Sale(order, opened(programme, row).decision, returns, accounts, value)


def _same(services: Services, unit: UnitOfWork, there: Return, wanted: str) -> Returned:
    if there.fingerprint != wanted:
        raise OrderDiffers(return_id=there.return_id)
    row = unit.explanations.get(there.explanation_id)
    assert row is not None  # noqa: S101 - kept in the return's own transaction
    return Returned(there, opened(services.programmes.by_digest(unit, row.digest), row), replayed=True)


def _instant(sale: _Sale, command: RecordReturn, recording: Recording) -> datetime:
    at = command.at or recording.now
    if at > recording.now + AHEAD_MAX:
        raise InTheFuture
    if at < sale.order.occurred_at:
        raise NotReturnable("A return happens after its order.", pointer="/at")
    programme: Programme = sale.decision.programme
    basket = programme.shape.basket
    if basket is not None and basket.returns is not None:
        last = basket.returns.within.after(local_day(programme, sale.order.occurred_at))
        if at >= day_start(last + timedelta(days=1), programme.zone):
            raise ReturnTooLate(
                f"Returns of this order were possible until {last}.", last_day=last.isoformat()
            )
    return min(at, recording.now)


def _brought_back(sale: _Sale, command: RecordReturn) -> dict[str, Fraction]:
    """Give what has come back of each line with this return. Raises NotReturnable."""
    compiled = sale.decision.part.compiled
    place = compiled.line_inputs.index(QUANTITY)
    den = next(item.node.den for item in compiled.sheet.inputs if item.name == QUANTITY)
    bought = {line.id: Fraction(int(line.values[place]), den) for line in sale.decision.situation.lines}
    gone = sale.gone()
    for line, quantity in command.lines.items():
        left = bought.get(line, Fraction(0)) - gone.get(line, Fraction(0))
        if quantity <= 0 or quantity > left or (quantity * den).denominator != 1:
            detail = f"Line `{line[:64]}` has {left} left to return."
            raise NotReturnable(detail, needed=str(quantity), available=str(left))
        gone[line] = gone.get(line, Fraction(0)) + quantity
    if not command.lines:
        raise NotReturnable("A return names at least one line.")
    return gone


def _refund(sale: _Sale, kept_order: Decision) -> dict[str, Any]:
    """Give what goes back: money in minor units, points; fees that are not refundable stay paid."""
    order = sale.order
    paid = order.paid - sum(r.money for r in sale.returns)
    earned = order.points_earned - sum(r.points_back for r in sale.returns)
    used = order.points_used - sum(r.points_restored for r in sale.returns)
    stays = 0
    for line in sale.decision.part.lines:
        if not line.refundable and not line.inside:
            stays += line.sign * (sale.decision.value(line.formula) - kept_order.value(line.formula))
    stays = max(0, stays)
    money = max(0, paid - kept_order.payable - stays)
    back = value_back(sale.decision.programme, sale.value, money, paid)
    return {
        "order": order.explanation_id,
        "paid_before": paid,
        "kept_payable": kept_order.payable,
        "not_refundable": stays,
        "money": money,
        **({"to_stored_value": back} if sale.value is not None else {}),
        "points_back": max(0, earned - kept_order.points_earned),
        "points_restored": max(0, used - kept_order.points_used),
    }


def _return(command: RecordReturn, at: datetime, recording: Recording, wanted: str, recipe: Recipe) -> Return:
    return Return(
        key=command.order,
        return_id=command.return_id,
        occurred_at=at,
        recorded_at=recording.now,
        fingerprint=wanted,
        lines=canonical_json({line: str(quantity) for line, quantity in command.lines.items()}),
        money=recipe.refund["money"],
        points_back=recipe.refund["points_back"],
        points_restored=recipe.refund["points_restored"],
        explanation_id=recipe.heading.id,
    )


def _value_restored(sale: _Sale, returned: Return, recipe: Recipe, recording: Recording) -> Iterator[Booked]:
    """Plan giving stored value back."""
    back = restored(sale.value, _cause(sale, returned), recipe.refund.get("to_stored_value", 0), recording)
    if back is not None:
        yield back


def _cause(sale: _Sale, returned: Return) -> Cause:
    reference = f"return:{returned.key.order_id}:{returned.return_id}"
    return Cause(returned.key.source, reference, returned.occurred_at, sale.order.digest)


def _booked(sale: _Sale, kept_order: Decision, returned: Return, recording: Recording) -> Iterator[Booked]:
    """Plan giving spent points back, then taking earned ones: what comes back may repay what goes.

    In the other wallets goes back what is there of the award beyond what the kept order earns.
    """
    cause = _cause(sale, returned)
    for wallet, account in sale.accounts.items():
        terms = under(recording, kept_order.programme, wallet, NOBODY.tier)  # a return is no activity
        state, booked = account.state, None
        if wallet == POINTS and returned.points_restored and account.spending is not None:
            booked = plan_restore(state, cause, account.spending, returned.points_restored, terms)
            state = booked.state
        points = _points_back(kept_order, returned, wallet, account)
        if points and account.earning is not None:
            taken = plan_clawback(state, cause, account.earning, points, terms)
            booked = taken if booked is None else booked.then(taken)
        if booked is not None:
            yield booked


def _points_back(kept_order: Decision, returned: Return, wallet: str, account: OrderAccount) -> int:
    if wallet == POINTS:
        return returned.points_back
    left = account.earning.left if account.earning is not None else 0
    return max(0, left - kept_order.earned_in(wallet))


def _qualify(unit: UnitOfWork, sale: _Sale, kept_order: Decision, returned: Return, member: MemberId) -> None:
    """Take what came back off the tier's measure, dated at the order, and keep the standing."""
    before = sale.decision
    if sale.returns:
        compiled = before.part.compiled
        before = decide(before.programme, before.situation.keeping(compiled, sale.gone()))
    for measure in measures_of(kept_order.programme):
        less = kept_order.value(formula_of(measure)) - before.value(formula_of(measure))
        if less:
            dated = (sale.order.occurred_at, returned.recorded_at)
            unit.orders.add_spend(Spend(member, returned.key, returned.return_id, *dated, measure, less))
    keep_standing(unit, kept_order.programme, member, returned.recorded_at)
