"""What every change of an order after its sale has in common: a return, a cancellation, an adjustment.

What is kept is decided again under the rules of the sale, at the prices as they were lowered
since. What goes back in all is what was paid less what the kept order costs, and never less
than nothing, points likewise; so it depends on what is kept alone, not on the way there. A
change books the difference from what went back before, which may ask for some of it again.
Points earned are taken from the order's own lot first; points spent go back to the lots they
came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.explain import Document, Heading
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situation import QUANTITY, UNIT_PRICE
from loyalty.desk.course import OF_CHANGES
from loyalty.idempotency.fingerprint import canonical_json, fingerprint
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_clawback, plan_earn_again, plan_restore, plan_spend_again
from loyalty.orders.order import OrderKey, OrderState, Return, ReturnExists, ReturnKind, Spend, StaleOrder
from loyalty.tiers.measure import formula_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.counting import counted, give_back_to_budgets
from loyalty.use_cases.discount_budgets import Spending
from loyalty.use_cases.documents import Recipe, explanation_of, new_text_id
from loyalty.use_cases.given_codes import end_codes, ended_codes
from loyalty.use_cases.members.pool import Owners, sent_home
from loyalty.use_cases.participants import keep_standing
from loyalty.use_cases.record_order import measures_of
from loyalty.use_cases.referrals.paying import taking_back
from loyalty.use_cases.refusals import (
    InTheFuture,
    NotAdjustable,
    NotReturnable,
    OrderDiffers,
    ReturnTooLate,
)
from loyalty.use_cases.returns.cards_sold import ending
from loyalty.use_cases.returns.refund import Given, beyond, late_since, refund_of, taken_elsewhere
from loyalty.use_cases.returns.sold import Sold, account_of_order, recipe_of, sold_of
from loyalty.use_cases.seals.sealing import book_told, keep_told
from loyalty.use_cases.services import AHEAD_MAX, POINTS, Services, retrying
from loyalty.use_cases.shown_vouchers import give_back
from loyalty.use_cases.stored_value import moved_back, value_back
from loyalty.use_cases.wallets import giving_back

GOODWILL = "goodwill"
"""What the money of a price that is lowered after the sale is, in the closed list of categories."""
NOT_LATE = frozenset({ReturnKind.CANCELLATION, ReturnKind.ADJUSTMENT})
"""What the seller does, whenever they do it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to an order; ``change_id`` is the caller's own, once per order.

    ``lines`` gives the quantity that comes back by line id; of an adjustment the new unit
    price in minor units of ``currency``; of a cancellation nothing. ``content`` is what else tells this
    change from another one under the same id.
    """

    order: OrderKey
    change_id: str
    kind: ReturnKind
    lines: Mapping[str, Fraction] = field(default_factory=dict)
    at: datetime | None = None
    channel: str = ""
    reason: str = ""
    next_order: str = ""
    content: str = ""
    currency: str = ""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of what is asked for."""
        lines = {line: str(number) for line, number in self.lines.items()}
        if self.kind is ReturnKind.RETURN:
            return fingerprint(lines)
        return fingerprint([self.kind, lines, self.reason, self.next_order, self.content])


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
class Planned:
    """A change ready to be written."""

    sold: Sold
    returned: Return
    recipe: Recipe
    state: OrderState
    bookings: tuple[Booked, ...]
    referral_back: bool = False


def book_change(services: Services, change: Change) -> Returned:
    """Give the booked change, also where the same one was booked before.

    Raises UnknownOrder, NotReturnable, NotAdjustable, ReturnTooLate, InTheFuture,
    DeficitForbidden, and OrderDiffers where the id was used for another change. Nothing is
    changed by a refusal.
    """
    return retrying(services, lambda: _book(services, change))


def _book(services: Services, change: Change) -> Returned:
    recording = services.recording()
    with services.units.read() as unit:
        sold = sold_of(services, unit, change.order)
        there = sold.booked(change.change_id)
        if there is not None:
            return booked_before(services, unit, there, change)
    planned = plan_change(services, sold, change, after_sale(sold, recording))
    with services.units.write() as unit:
        try:
            write_change(services, unit, planned)
        except ReturnExists as taken:
            return booked_before(services, unit, taken.returned, change)
        unit.commit()
    return Returned(planned.returned, planned.recipe)


def booked_before(services: Services, unit: UnitOfWork, there: Return, change: Change) -> Returned:
    """Give what was booked under the change's id. Raises OrderDiffers where it was something else."""
    if there.fingerprint != change.fingerprint:
        raise OrderDiffers(return_id=there.return_id)
    row = explanation_of(unit, there.explanation_id)
    programme = services.programmes.by_digest(unit, row.digest)
    return Returned(there, recipe_of(unit, programme, there.explanation_id), replayed=True)


def after_sale(sold: Sold, recording: Recording) -> Recording:
    """Give a recording that is not before the order's, where the clock that booked that is ahead of ours."""
    return replace(recording, now=max(recording.now, sold.order.recorded_at))


def plan_change(services: Services, sold: Sold, change: Change, recording: Recording) -> Planned:
    """Decide what a change comes to, and plan its bookings. Raises what `book_change` does."""
    at, wanted = _instant(sold, change, recording), change.fingerprint
    change = replace(change, lines=_lines(sold, change))
    gone, prices = sold.gone(), sold.prices()
    if change.kind is ReturnKind.ADJUSTMENT:
        prices |= change.lines
    else:
        for line, quantity in change.lines.items():
            gone[line] = gone.get(line, Fraction(0)) + quantity
    held = sold.decided(gone, prices, _points_there(sold, recording.now))
    kept_order = held.decision
    refund = _refund(sold, kept_order, change)
    heading = Heading(new_text_id(services, "exp", recording.now), "refund")
    recipe = Recipe(kept_order, heading, refund).beside(value=sold.worth, instead_of=held.instead_of)
    recipe = recipe.frozen(services, sold.order.member_id, recording.now)
    returned = replace(_return(change, at, recording, recipe), fingerprint=wanted, seq=len(sold.returns) + 1)
    bookings = [*_booked(sold, kept_order, returned, recording)]
    to_value = refund.get("to_stored_value", 0)
    bookings += moved_back(sold.payments, _cause(sold, returned), to_value, recording)
    left = {line: number - gone.get(line, 0) for line, number in sold.bought().items()}
    bookings += ending(sold.cards, left, _cause(sold, returned), recording)
    back = taking_back(sold.referral, kept_order, _cause(sold, returned), bookings, recording)
    terms = giving_back(recording, sold.programme, POINTS, returned.occurred_at)
    carried = sold.onward.carried((*bookings, *(back or ())), terms)
    state = _state(sold, change, kept_order)
    return Planned(sold, returned, recipe, state, tuple(carried), back is not None)


def write_change(services: Services, unit: UnitOfWork, planned: Planned) -> None:
    """Write a planned change. Raises ReturnExists, StaleOrder, StaleAccount."""
    sold, returned, decision = planned.sold, planned.returned, planned.recipe.decision
    unit.orders.claim_return(sold.order, returned, planned.state)
    key = sold.order.key
    if len(unit.gift_cards.sold_by(key.programme, key.source, key.order_id)) != len(sold.cards):
        raise StaleOrder  # a card was issued since the order was read
    for booked in planned.bookings:
        book_told(services, unit, booked, explained=sold.order.member_id)
    if planned.state in {OrderState.RETURNED, OrderState.CANCELLED}:
        cancelled = planned.state is OrderState.CANCELLED
        give_back(unit, sold.programme, sold.order.key, returned.recorded_at, cancelled=cancelled)
    end_codes(unit, sold.codes, sold.before, decision, returned.recorded_at)
    if planned.referral_back and sold.referral is not None:
        unit.referrals.take_back(sold.programme.name, sold.referral.referral.member)
    _qualify(unit, sold, decision, returned)
    keep_told(
        services,
        unit,
        planned.recipe,
        sold.order.member_id,
        returned.recorded_at,
        reference=sold.order.key.order_id,
        after=(sold.order.explanation_id, OF_CHANGES[returned.kind]),
    )


def _instant(sold: Sold, change: Change, recording: Recording) -> datetime:
    at = change.at or recording.now
    if at > recording.now + AHEAD_MAX:
        raise InTheFuture
    if at < sold.order.occurred_at:
        raise NotReturnable("A return happens after its order.", pointer="/at")
    if change.kind not in NOT_LATE:
        last = late_since(sold.programme, sold.order.occurred_at, sold.tier, at)
        if last is not None:
            raise ReturnTooLate(
                f"Returns of this order were possible until {last}.", last_day=last.isoformat()
            )
    return min(at, recording.now)


def _lines(sold: Sold, change: Change) -> dict[str, Fraction]:
    """Give what the change says of each line, of a cancellation all that is left. Raises its refusals."""
    left = sold.left()
    if change.kind is ReturnKind.CANCELLATION:
        if sold.order.state is OrderState.CANCELLED:
            raise NotReturnable("The order is cancelled; nothing of it is left.")
        return {line: number for line, number in left.items() if number}
    if change.kind is ReturnKind.ADJUSTMENT:
        return _lowered(sold, change, left)
    for line, quantity in change.lines.items():
        there = left.get(line, Fraction(0))
        if quantity <= 0 or quantity > there or (quantity * sold.step(QUANTITY)).denominator != 1:
            detail = f"Line `{line[:64]}` has {there} left to return."
            raise NotReturnable(detail, needed=str(quantity), available=str(there))
    if not change.lines:
        raise NotReturnable("A return names at least one line.")
    return dict(change.lines)


def _lowered(sold: Sold, change: Change, left: Mapping[str, Fraction]) -> dict[str, Fraction]:
    prices, own = sold.prices(), sold.programme.currency.code
    if change.currency != own:
        misfit = Misfit("/currency", "other-currency", f"the programme's prices are in {own}")
        raise RequestMisfit((misfit,))
    for line, price in change.lines.items():
        if not left.get(line):
            raise NotAdjustable(f"Nothing of line `{line[:64]}` is kept.")
        if price >= prices[line] or price < 0:
            raise NotAdjustable(f"The price of line `{line[:64]}` can only be lowered.")
        if (price * sold.step(UNIT_PRICE)).denominator != 1:
            raise NotAdjustable(f"The price of line `{line[:64]}` is finer than the programme's step.")
    if not change.lines:
        raise NotAdjustable("An adjustment names at least one line.")
    return dict(change.lines)


def _points_there(sold: Sold, now: datetime) -> int:
    """Give with how many points the kept order can be paid: those that paid so far, and those there."""
    used = sold.order.points_used - sum(r.points_restored for r in sold.returns)
    account = sold.accounts.get(POINTS)
    if account is None or account.spending is None:
        return used
    return used + holdings(account.state, now).available


def _state(sold: Sold, change: Change, kept_order: Decision) -> OrderState:
    if change.kind is ReturnKind.CANCELLATION:
        return OrderState.CANCELLED
    if not kept_order.situation.lines:
        return OrderState.RETURNED
    return sold.order.state if change.kind is ReturnKind.ADJUSTMENT else OrderState.RETURNED_PARTLY


def _refund(sold: Sold, kept_order: Decision, change: Change) -> dict[str, Any]:
    """Give what goes back as it is told: money in minor units, points."""
    order, account = sold.order, sold.accounts.get(POINTS)
    given = Given(
        paid=order.paid,
        earned=order.points_earned,
        used=order.points_used,
        money=sum(r.money for r in sold.returns),
        points_back=sum(r.points_back for r in sold.returns),
        points_restored=sum(r.points_restored for r in sold.returns),
        there=None if account is None or account.earning is None else account.earning.left,
    )
    back = refund_of(sold.sale, kept_order, given, cancelled=change.kind is ReturnKind.CANCELLATION)
    value = value_back(sold.programme, sold.payments, order.paid, back.in_all, back.money)
    ended = ended_codes(sold.codes, sold.before, kept_order)
    others = taken_elsewhere(sold.programme, sold.accounts, kept_order)
    return {
        "order": order.explanation_id,
        "paid_before": given.paid - given.money,
        "refunded_before": given.money,
        "kept_payable": kept_order.payable,
        "not_refundable": back.stays,
        "money": back.money,
        **({"to_stored_value": value} if sold.payments.parts else {}),
        "points_back": back.points_back,
        "points_restored": back.points_restored,
        **({"wallets": others} if others else {}),
        **({"vouchers_ended": ended} if ended else {}),
        **({"what": str(change.kind)} if change.kind is not ReturnKind.RETURN else {}),
        **({"category": GOODWILL} if change.kind is ReturnKind.ADJUSTMENT else {}),
        **({"reason": change.reason} if change.reason else {}),
    }


def _return(change: Change, at: datetime, recording: Recording, recipe: Recipe) -> Return:
    return Return(
        key=change.order,
        return_id=change.change_id,
        occurred_at=at,
        recorded_at=recording.now,
        fingerprint="",
        lines=canonical_json({line: str(number) for line, number in change.lines.items()}),
        money=recipe.refund["money"],
        points_back=recipe.refund["points_back"],
        points_restored=recipe.refund["points_restored"],
        explanation_id=recipe.heading.id,
        kind=change.kind,
        channel=change.channel,
        reason=change.reason,
        next_order=change.next_order,
    )


def _cause(sold: Sold, returned: Return) -> Cause:
    reference = f"{returned.kind}:{returned.key.order_id}:{returned.return_id}"
    return Cause(returned.key.source, reference, returned.occurred_at, sold.order.digest, returned.reason)


def _booked(sold: Sold, kept_order: Decision, returned: Return, recording: Recording) -> Iterator[Booked]:
    """Plan giving spent points back, then taking earned ones: what comes back may repay what goes.

    In the other wallets goes back what is there of the award beyond what the kept order earns.
    """
    cause = _cause(sold, returned)
    for wallet, account in sold.accounts.items():
        terms = sold.onward.terms(giving_back(recording, sold.programme, wallet, returned.occurred_at))
        restored = returned.points_restored if wallet == POINTS else 0
        spent = _spent(account, cause, restored, terms)
        if spent is not None:
            # What others of a household gave goes home before an award is taken back.
            spent, *home = sent_home(spent, sold.owners if wallet == POINTS else Owners(), cause, terms)
            yield from home
            account = replace(account, state=spent.state)  # noqa: PLW2901 - what follows stands on it
        earned = _earned(account, cause, _taken(account, kept_order, returned), terms)
        yield from (each for each in (spent, earned) if each is not None)


def _spent(account: OrderAccount, cause: Cause, restored: int, recording: Recording) -> Booked | None:
    if account.spending is None or not restored:
        return None
    if restored > 0:
        return plan_restore(account.state, cause, account.spending, restored, recording)
    return plan_spend_again(account.state, cause, account.spending, -restored, recording)


def _earned(account: OrderAccount, cause: Cause, taken: int, recording: Recording) -> Booked | None:
    if account.earning is None or not taken:
        return None
    if taken > 0:
        return plan_clawback(account.state, cause, account.earning, taken, recording)
    return plan_earn_again(account.state, cause, account.earning, -taken, recording)


def _taken(account: OrderAccount, kept_order: Decision, returned: Return) -> int:
    """Give the points to take back of an award, below zero those to give again."""
    return returned.points_back if account.state.unit == POINTS else beyond(account, kept_order)


def _qualify(unit: UnitOfWork, sold: Sold, kept_order: Decision, returned: Return) -> None:
    """Take what came back off the tier's measure, dated at the order, and keep the standing."""
    member, before = account_of_order(sold.order), sold.before
    spending = Spending(unit, sold.programme, member, sold.order.occurred_at)
    spending.change(kept_order, before, returned.recorded_at)
    if member is None:
        return
    dated = sold.order.occurred_at, returned.recorded_at
    changed = [
        (measure, kept_order.value(formula_of(measure)) - before.value(formula_of(measure)))
        for measure in measures_of(kept_order.programme)
    ]
    for measure, less in (*changed, *counted(kept_order, before)):
        if less:
            unit.orders.add_spend(Spend(member, returned.key, returned.return_id, *dated, measure, less))
    for each in dict.fromkeys((member, sold.onward.survivor or member)):
        keep_standing(unit, kept_order.programme, each, returned.recorded_at)
    give_back_to_budgets(unit, kept_order, before)
