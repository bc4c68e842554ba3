"""Setting points aside, taking them, giving them back; a hold ends once."""

from dataclasses import replace

from loyalty.kernel.identity import HoldId
from loyalty.ledger.account import AccountState, Booked, Hold, HoldState
from loyalty.ledger.desk import Desk, Recording, share_out
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, HoldTerms, Kind
from loyalty.ledger.refusals import HoldEnded, HoldTooSmall, HoldUnknown


def plan_hold(state: AccountState, cause: Cause, terms: HoldTerms, recording: Recording) -> Booked:
    """Set points aside until ``terms.expires_at``. Raises `InsufficientPoints`."""
    desk = opened(state, recording)
    desk.need(terms.amount)
    draft = desk.draft(Kind.HOLD, cause)
    draft.open_hold(terms)
    draft.book()
    return closed(desk)


def plan_capture(
    state: AccountState, cause: Cause, hold_id: HoldId, amount: int, recording: Recording
) -> Booked:
    """Spend ``amount`` of the held points, those that end first first, and give the rest back.

    Raises `HoldUnknown`, `HoldEnded`, `HoldTooSmall`.
    """
    desk = opened(state, recording)
    hold = _open_hold(desk, hold_id)
    if amount > hold.amount:
        raise HoldTooSmall(needed=amount, held=hold.amount)
    draft = desk.draft(Kind.CAPTURE, cause, reverses=hold.entry_id)
    draft.move(Account.HELD, Account.REDEEMED, amount)
    if amount < hold.amount:
        rest = share_out(hold.amount - amount, reversed(desk.in_order(hold.parts)))
        draft.give_back(Account.HELD, desk.in_order(rest))
    desk.holds[hold_id] = replace(hold, state=HoldState.CAPTURED, captured=amount)
    draft.book()
    desk.extend(cause)
    return closed(desk)


def plan_void(state: AccountState, cause: Cause, hold_id: HoldId, recording: Recording) -> Booked:
    """Give all held points back to their lots. Raises `HoldUnknown`, `HoldEnded`."""
    desk = opened(state, recording)
    hold = _open_hold(desk, hold_id)
    draft = desk.draft(Kind.VOID, cause, reverses=hold.entry_id)
    draft.give_back(Account.HELD, desk.in_order(hold.parts))
    desk.holds[hold_id] = replace(hold, state=HoldState.VOIDED)
    draft.book()
    return closed(desk)


def _open_hold(desk: Desk, hold_id: HoldId) -> Hold:
    hold = desk.holds.get(hold_id)
    if hold is None:
        raise HoldUnknown
    if hold.state is not HoldState.OPEN:
        raise HoldEnded(state=str(hold.state))
    return hold
